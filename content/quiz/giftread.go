package quiz

import (
	"regexp"
	"slices"
	"strings"
)

// ReadGIFT reads questions in Moodle's format, a quiz for each $CATEGORY, and
// lists what could not be kept. Lines are those of src. Ids, bounds and what
// is wrong with a question are as in [ParseAll].
func ReadGIFT(src string, opts Options) ([]Quiz, []Problem) {
	r := &giftReader{}
	r.begin(1)
	for i, line := range strings.Split(strings.TrimPrefix(src, "\uFEFF"), "\n") {
		r.line(i+1, strings.TrimRight(line, "\r"))
	}
	r.finish()
	var blocks []Block
	for _, b := range r.blocks {
		if len(b.Lines) > 0 {
			blocks = append(blocks, *b)
		}
	}
	all, problems := ParseAll(blocks, opts)
	problems = append(r.problems, problems...)
	slices.SortStableFunc(problems, func(a, b Problem) int { return a.Line - b.Line })
	return all, problems
}

// A giftReader turns GIFT into blocks.
type giftReader struct {
	blocks   []*Block
	started  bool     // the last block has a question
	text     []string // lines of the question at hand
	first    int      // its first line
	reread   string
	kind     Kind // of the next question, as a comment says
	problems []Problem
}

func (r *giftReader) begin(line int) {
	r.blocks = append(r.blocks, &Block{Line: line})
	r.started, r.reread = false, ""
}

func (r *giftReader) block() *Block { return r.blocks[len(r.blocks)-1] }

func (r *giftReader) problem(name string, args ...any) {
	r.problems = append(r.problems, Problem{Name: name, Line: r.first, Column: 1, EndColumn: 1, Args: args})
}

func (r *giftReader) line(number int, line string) {
	text := strings.TrimSpace(line)
	switch {
	case text == "":
		r.finish()
	case strings.HasPrefix(text, giftPrefix):
		r.comment(number, strings.TrimPrefix(text, giftPrefix))
	case strings.HasPrefix(text, "//"):
	case strings.HasPrefix(text, "$CATEGORY:"):
		r.finish()
		if r.started || r.block().Title != "" {
			r.begin(number)
		}
		r.block().Title = categoryTitle(strings.TrimPrefix(text, "$CATEGORY:"))
	default:
		if len(r.text) == 0 {
			r.first = number
		}
		r.text = append(r.text, text)
	}
}

// categoryTitle is the last part of a category, in which "//" is a slash.
func categoryTitle(s string) string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(s), "//", "\x00"), "/")
	return oneLine(strings.ReplaceAll(parts[len(parts)-1], "\x00", "/"))
}

func (r *giftReader) comment(number int, text string) {
	key, value, ok := strings.Cut(text, ":")
	if value = strings.TrimSpace(value); !ok || value == "" {
		return
	}
	switch key {
	case "reread":
		r.finish()
		r.reread = value
	case "kind":
		r.finish()
		r.kind = Kind(value)
	case "quiz":
		r.finish()
		r.begin(number)
		r.key(number, "id", value)
	case "opens", "closes", "pass":
		if !r.started {
			r.key(number, key, value)
		}
	}
}

func (r *giftReader) key(number int, key, value string) {
	b := r.block()
	b.Lines = append(b.Lines, Line{key + ": " + value, number, 1})
}

// finish reads the question at hand.
func (r *giftReader) finish() {
	if len(r.text) == 0 {
		return
	}
	src := strings.Join(r.text, "\n")
	r.text = nil
	q := Question{Line: r.first, Reread: r.reread}
	defer func() { r.kind = "" }()
	r.reread = ""
	name, src := cutName(src)
	open, end, ok := braces(src)
	switch {
	case !ok && open < 0:
		r.problem("gift-description")
		return
	case !ok:
		r.problem("gift-syntax")
		return
	}
	before, answers, after := src[:open], src[open+1:end], src[end+1:]
	before, format := cutFormat(before)
	t := giftTexts{format: format}
	q.Stem = strings.TrimSpace(t.markdown(before, format))
	if strings.TrimSpace(after) != "" { // the missing word of a sentence
		q.Stem = strings.TrimSpace(t.markdown(before, format) + "____" + t.markdown(after, format))
	}
	if !r.answers(&q, answers, &t) {
		return
	}
	if t.dropped {
		r.problem("gift-html")
	}
	q.ID = cleanID(name)
	if q.ID != name {
		q.ID = ""
		r.problem("gift-name", name)
	}
	r.add(&q)
}

// add appends a question to the block.
func (r *giftReader) add(q *Question) {
	r.started = true
	for _, text := range formatQuestion(q) {
		r.block().Lines = append(r.block().Lines, Line{text, q.Line, 1})
	}
}

// cutName removes the name of a question: ::name::.
func cutName(src string) (name, rest string) {
	if !strings.HasPrefix(src, "::") {
		return "", src
	}
	end := indexUnescaped(src[2:], "::")
	if end < 0 {
		return "", src
	}
	return oneLine(giftUnescape(src[2 : 2+end])), src[2+end+2:]
}

// braces finds the answers of a question.
func braces(src string) (open, end int, ok bool) {
	open = indexUnescaped(src, "{")
	if open < 0 {
		return open, 0, false
	}
	end = indexUnescaped(src[open:], "}")
	return open, open + end, end > 0
}

// indexUnescaped finds the first sign without a backslash before it.
func indexUnescaped(s, sign string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if strings.HasPrefix(s[i:], sign) {
			return i
		}
	}
	return -1
}

var giftVerdict = regexp.MustCompile(`^(?i:(t|true)|f|false)$`)
