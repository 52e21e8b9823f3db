package convert

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/content/markdown"
)

// readMarkdown lets a Markdown file through: as UTF-8, its lines ended by '\n'. The pictures that
// stand beside it are not part of it.
func readMarkdown(c *converter, src []byte) (*text, error) {
	out, err := c.decode(src)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(out)) == 0 {
		return nil, fail("empty", nil)
	}
	if !bytes.HasSuffix(out, []byte("\n")) {
		out = append(bytes.Clone(out), '\n')
	}
	for _, l := range markdown.Parse(out, markdown.Options{}).Links() {
		if l.Kind == markdown.LinkImage && !strings.Contains(l.Dest, ":") && !strings.HasPrefix(l.Dest, "//") {
			if n := c.notes.count("picture-beside"); n.line == 0 {
				n.line = l.Line
			}
		}
	}
	return &text{raw: out}, nil
}

// decode reads text as a library's documents are read.
func (c *converter) decode(src []byte) ([]byte, error) {
	if len(src) > content.MaxFileSize {
		return nil, fail("long", nil, content.MaxFileSize>>20)
	}
	out, encoding, broken := content.Decode(src)
	if encoding != "" {
		c.notes.add("encoding", encoding)
	}
	if broken {
		c.notes.add("controls")
	}
	return out, nil
}

// maxLines bounds the lines of a plain text.
const maxLines = 200_000

// readText reads plain text: paragraphs by empty lines, or by lines where there
// are none; lines that are marked as lists.
func readText(c *converter, src []byte) (*text, error) {
	out, err := c.decode(src)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.ReplaceAll(string(out), "\f", "\n"), "\n")
	if len(lines) > maxLines {
		return nil, fail("many", nil)
	}
	t := &text{}
	wrapped := isWrapped(lines)
	if wrapped {
		c.notes.add("wrapped")
	}
	s := &shelf{}
	begun := false // a paragraph that the next line may go on with
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		said := strings.TrimFunc(line, isSpace)
		if said == "" {
			begun = false
			continue
		}
		if mark, rest := listLine(said, indent); mark != nil {
			s.item(&block{runs: []run{{text: rest}}}, mark)
			begun = wrapped
			continue
		}
		if wrapped && begun && indent < 3 || begun && indent >= 2 && len(s.open) > 0 {
			s.extend(said)
			continue
		}
		b := &block{runs: []run{{text: said}}}
		b.look.title = len(s.blocks) == 0 && isTitleLine(said) && t.title == "" && (nextBlank(lines, i) || !wrapped)
		s.add(b, nil)
		begun = true
	}
	t.blocks = s.end()
	return t, nil
}

// extend goes on with the last paragraph, or the last item of the open list.
func (s *shelf) extend(line string) {
	b := s.last()
	if n := len(s.open); n > 0 {
		items := s.open[n-1].items
		b = items[len(items)-1][0]
	}
	r := &b.runs[len(b.runs)-1]
	r.text = oneLine(r.text + "\n" + line)
}

func nextBlank(lines []string, i int) bool {
	return i+1 < len(lines) && strings.TrimFunc(lines[i+1], isSpace) == ""
}

// isTitleLine reports whether the first line of a text is its title.
func isTitleLine(s string) bool {
	return utf8.RuneCountInString(s) <= 50 && !sentenceEnd.MatchString(s) && !numberedLine.MatchString(s) && !itemNumber.MatchString(s)
}

// itemNumber matches what begins one of several things.
var itemNumber = regexp.MustCompile(`^(?:\d+[.．、)）]|[（(]\d+[)）]|[-*+•·●])`)

// isWrapped reports whether lines are broken at a width and not at the end of
// paragraphs: most of those with another below are about as long as the longest.
func isWrapped(lines []string) bool {
	inner, full, longest := 0, 0, 0
	widths := make([]int, len(lines))
	for i, line := range lines {
		for _, r := range strings.TrimRightFunc(line, isSpace) {
			widths[i]++
			if wide(r) || r == '\u3000' {
				widths[i]++
			}
		}
		longest = max(longest, widths[i])
	}
	if longest < 40 || longest > 160 {
		return false
	}
	for i := range len(lines) - 1 {
		if widths[i] > 0 && widths[i+1] > 0 {
			inner++
			if widths[i] >= longest*4/5 {
				full++
			}
		}
	}
	return inner >= 3 && full*10 >= inner*7
}

// itemLine matches a line of a list. A number must be followed by a space: 1、 and 1．
// are left as they are, and 2019.6 is none.
var itemLine = regexp.MustCompile(`^(?:([-*+•·●▪◦○■□➢]|–|—)[ \t\x{3000}]+|(\d{1,4})[.)][ \t\x{3000}]+|([•●▪■]))(\S.*)$`)

func listLine(s string, indent int) (*listMark, string) {
	m := itemLine.FindStringSubmatch(s)
	if m == nil {
		return nil, s
	}
	mark := &listMark{level: min(indent/2, 8), indent: indent}
	if m[2] != "" {
		for _, d := range m[2] {
			mark.value = mark.value*10 + int(d-'0')
		}
		if mark.value == 0 {
			return nil, s
		}
	}
	return mark, m[4]
}
