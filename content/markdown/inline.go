package markdown

import (
	"strings"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// lineParser reads inline Markdown only.
var lineParser = parser.NewParser(
	parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
	parser.WithInlineParsers(inlineParsers()...),
)

// parseLine parses src as one paragraph of inline Markdown.
func parseLine(src string) *Document {
	var lines []string
	for line := range strings.Lines(src) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	d := newDocument(lineParser, clean([]byte(strings.Join(lines, "\n"))))
	d.ids.closed = true
	return d
}

// Inline renders one line of inline Markdown, such as a text of the front
// matter, as safe HTML without a paragraph around it. Only links to other
// sites are links; those into the library, which depend on where the line
// stands, show their text.
func Inline(src string) string {
	w := parseLine(src).writer(outwards{})
	for c := w.doc.root.FirstChild(); c != nil; c = c.NextSibling() {
		w.inlines(c)
	}
	return w.finish()
}

// InlineLinks returns the links of one line of inline Markdown.
func InlineLinks(src string) []Link {
	return newDocument(lineParser, clean([]byte(src))).Links()
}

// LinkOf reads a link that stands alone, written as a link or wikilink or by
// its destination only.
func LinkOf(src string) Link {
	src = strings.TrimSpace(src)
	if links := InlineLinks(src); len(links) == 1 && strings.ContainsAny(src[:1], "[<!") {
		return links[0]
	}
	return newLink(LinkInline, src)
}

// PlainText returns the text of one line of inline Markdown.
func PlainText(src string) string {
	d := parseLine(src)
	if p := d.root.FirstChild(); p != nil {
		return d.plain(p)
	}
	return ""
}

// outwards resolves absolute URLs only.
type outwards struct{}

func (outwards) ResolveLink(l Link) Target {
	if t := (asWritten{}).ResolveLink(l); t.External {
		return t
	}
	return Target{}
}
