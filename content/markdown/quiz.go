package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/width"
)

// A Quiz is a fenced block in the language quiz. What stands between its fences
// is in nothing else that a document gives: not in sections, links or HTML.
type Quiz struct {
	ID    string     // on the page, see [Options.QuizIDs]; may be empty
	Title string     // the rest of the line that opens it
	Line  int        // of that line, from 1
	Lines []QuizLine // between the fences

	// Loose are lines that look like a quiz and are in no proper fence. They have
	// no place on the page, and Lines has all of them, fences included.
	Loose     bool
	Commented bool // loose in a comment of raw HTML
}

// A QuizLine is a line of a quiz without what a list or quote puts before it.
type QuizLine struct {
	Text   string
	Line   int // from 1
	Column int // of the first character, from 1
}

// A QuizResolver is a [Resolver] that knows what stands in the places of quizzes.
type QuizResolver interface {
	Resolver

	// Quiz returns the HTML of the n-th quiz of [Document.Quizzes], from 0, which
	// must be safe and whole in itself. If it is empty, a line says that there
	// is a quiz.
	Quiz(n int) string
}

// Quizzes returns the quizzes in the order of the text, then the loose ones.
func (d *Document) Quizzes() []Quiz { return d.quizzes }

// MayHaveQuiz reports whether a line of src looks as if it opened a quiz, maybe
// one that is shown as an example. It is meant for thousands of files in a row.
func MayHaveQuiz(src []byte) bool {
	for _, sign := range []string{"`", "~", "·", "｀", "～"} {
		mark := []byte(strings.Repeat(sign, 3))
		for rest := src; ; {
			i := bytes.Index(rest, mark)
			if i < 0 {
				break
			}
			rest = bytes.TrimLeft(rest[i:], sign)
			line, _, _ := bytes.Cut(rest[:min(len(rest), 200)], []byte("\n"))
			if _, ok := quizInfo(line); ok {
				return true
			}
		}
	}
	return false
}

// quizInfo takes apart what stands after the fence of a quiz: its language in
// any case and width, also {.quiz}, and the title.
func quizInfo(info []byte) (title string, ok bool) {
	if len(info) > 1<<12 {
		info = info[:1<<12]
	}
	text := strings.TrimSpace(unescape(info))
	word := strings.TrimLeft(text, "{.:： \t")
	name := word
	for i := range len("quiz") + 1 {
		r, size := firstRune(name)
		name = name[size:]
		if i == len("quiz") {
			if r == '-' || r == '_' || r == '.' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return "", false
			}
			break
		}
		if unicode.ToLower(r) != rune("quiz"[i]) {
			return "", false
		}
		word = name
	}
	return quizTitle(word), true
}

// firstRune returns the first character of s, narrow, and its size.
func firstRune(s string) (rune, int) {
	r, size := utf8.DecodeRuneInString(s)
	if narrow := []rune(width.Fold.String(s[:size])); len(narrow) == 1 {
		r = narrow[0]
	}
	return r, size
}

// quizTitle removes the attributes before or after a title.
func quizTitle(s string) string {
	s = strings.TrimLeft(s, ":： \t")
	if before, after, ok := strings.Cut(s, "}"); ok && !strings.Contains(before, "{") {
		s = after // {.quiz #id}
	}
	if open := strings.IndexByte(s, '{'); open >= 0 && strings.HasSuffix(strings.TrimSpace(s), "}") {
		s = s[:open]
	}
	return strings.Join(strings.Fields(s), " ")
}

// isQuiz reports whether a block is a quiz.
func (d *Document) isQuiz(n *ast.FencedCodeBlock) bool {
	_, ok := d.quizTitleOf(n)
	return ok
}

func (d *Document) quizTitleOf(n *ast.FencedCodeBlock) (string, bool) {
	if n.Info == nil {
		return "", false
	}
	return quizInfo(n.Info.Value(d.src))
}

// findQuizzes notes the fences that are quizzes, in the order of the text, and
// gives them their ids.
func (d *Document) findQuizzes(ids func([]Quiz) []string) {
	d.quizAt = map[ast.Node]int{}
	walkBlocks(d.root, func(n ast.Node) {
		fence, ok := n.(*ast.FencedCodeBlock)
		if !ok {
			return
		}
		if title, ok := d.quizTitleOf(fence); ok {
			q := Quiz{Title: title, Line: d.line(fence.Info.Segment.Start)}
			for i := range fence.Lines().Len() {
				q.Lines = append(q.Lines, d.quizLine(fence.Lines().At(i).Start, fence.Lines().At(i).Stop))
			}
			d.quizAt[n] = len(d.quizzes)
			d.quizzes = append(d.quizzes, q)
		}
	})
	if ids != nil && len(d.quizzes) > 0 {
		for i, id := range ids(d.quizzes) {
			d.quizzes[i].ID = id
		}
	}
	d.quizzes = append(d.quizzes, d.loose...)
}

// quizIDs are the ids that quizzes have on the page.
func (d *Document) quizIDs() []string {
	var ids []string
	for _, q := range d.quizzes {
		if q.ID != "" {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// shownSource is the text without what is in its quizzes.
func (d *Document) shownSource() []byte {
	var ranges []lineRange
	for _, q := range d.quizzes {
		if n := len(q.Lines); n > 0 {
			ranges = append(ranges, lineRange{first: q.Lines[0].Line - 1, last: q.Lines[n-1].Line})
		}
	}
	return d.without(ranges)
}

// quizLine is a line of a quiz that stands at those bytes.
func (d *Document) quizLine(start, stop int) QuizLine {
	number := d.line(start)
	before := d.src[d.lines[number-1]:start]
	return QuizLine{
		Text:   strings.TrimRight(string(d.src[start:stop]), "\n"),
		Line:   number,
		Column: len([]rune(string(before))) + 1,
	}
}

// quiz renders a quiz, or the line that stands for it.
func (w *htmlWriter) quiz(n *ast.FencedCodeBlock) {
	i, ok := w.doc.quizAt[n]
	if !ok {
		return
	}
	w.write(w.rawClose) // a link that raw HTML left open ends before it
	w.rawClose = ""
	html := ""
	if r, ok := w.resolver.(QuizResolver); ok {
		html = r.Quiz(i)
	}
	if html == "" {
		html = w.quizPlace(w.doc.quizzes[i])
	}
	if w.quizHTML == nil {
		w.quizHTML = map[int]string{}
	}
	w.quizHTML[i] = html
	w.write(quizMark(i), "\n")
}

// quizMark stands for a quiz until the body is balanced. Raw HTML cannot write
// it: its elements have no such class.
func quizMark(i int) string { return `<div class="quiz-place-` + strconv.Itoa(i) + `"></div>` }

// quizPlace is the line that says that there is a quiz.
func (w *htmlWriter) quizPlace(q Quiz) string {
	b := []byte(`<p class="quiz-place"`)
	if q.ID != "" {
		b = append(appendHTML(append(b, ` id="`...), q.ID), '"')
	}
	label := w.doc.words.quiz
	if q.Title != "" {
		label = w.doc.words.quizOf + q.Title
	}
	b = appendHTML(append(b, '>'), label)
	return string(append(b, "</p>"...))
}

// placeQuizzes puts the quizzes where their marks are.
func (w *htmlWriter) placeQuizzes(body string) string {
	if len(w.quizHTML) == 0 {
		return body
	}
	var pairs []string
	for i, html := range w.quizHTML {
		pairs = append(pairs, quizMark(i), html)
	}
	return strings.NewReplacer(pairs...).Replace(body)
}
