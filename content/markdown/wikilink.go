package markdown

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A wikilink is [[target]], [[target|label]] or, with a '!' in front, an
// embedded image, whose label may end in its width: ![[pic.png|300]].
type wikilink struct {
	ast.BaseInline
	target, fragment, label string
	width                   int // in pixels; 0 if not given
	image                   bool
}

var kindWikilink = ast.NewNodeKind("Wikilink")

func (*wikilink) Kind() ast.NodeKind { return kindWikilink }

func (n *wikilink) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// shown returns what a reader sees of a link whose target has no better name.
func (n *wikilink) shown() string {
	switch {
	case n.label != "":
		return n.label
	case n.target == "":
		return n.fragment
	case n.image:
		base := path.Base(n.target)
		return strings.TrimSuffix(base, path.Ext(base))
	case n.fragment != "":
		return path.Base(n.target) + " › " + n.fragment
	}
	return path.Base(n.target)
}

// wikilinkParser reads wikilinks, in front of the parser of other links.
type wikilinkParser struct{}

func (wikilinkParser) Trigger() []byte { return []byte{'!', '['} }

func (wikilinkParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	rest, embedded := bytes.CutPrefix(line, []byte("!"))
	rest, ok := bytes.CutPrefix(rest, []byte("[["))
	if !ok {
		return nil
	}
	const longest = 1000 // bytes; an unclosed bracket searches no further
	end := bytes.IndexAny(rest[:min(len(rest), longest)], "[]`\n")
	if end <= 0 || !bytes.HasPrefix(rest[end:], []byte("]]")) || isOtherLink(rest[:end], rest[end+2:], pc) {
		return nil
	}
	n := newWikilink(rest[:end], embedded)
	if n == nil {
		return nil
	}
	length := len(line) - len(rest) + end + len("]]")
	stateOf(pc).spans[n] = span{segment.Start, segment.Start + length}
	block.Advance(length)
	return n
}

// isOtherLink reports whether [[content]] is a link of Markdown with a
// bracketed text: [[1]](https://…), [[1]] with a definition of 1, or [[^1]].
func isOtherLink(content, after []byte, pc parser.Context) bool {
	if content[0] == '^' || len(after) > 0 && after[0] == '(' {
		return true
	}
	_, defined := pc.Reference(util.ToLinkReference(content))
	return defined
}

// newWikilink takes apart what is between the brackets; nil if it names nothing.
func newWikilink(content []byte, embedded bool) *wikilink {
	// In the cell of a table the pipe is written \|.
	target, label, _ := strings.Cut(strings.ReplaceAll(string(content), `\|`, "|"), "|")
	n := &wikilink{label: strings.TrimSpace(label)}
	n.target, n.fragment, _ = strings.Cut(strings.TrimSpace(target), "#")
	if i := strings.LastIndexByte(n.fragment, '#'); i >= 0 {
		n.fragment = n.fragment[i+1:] // [[note#chapter#section]]
	}
	if n.target == "" && n.fragment == "" {
		return nil
	}
	n.image = embedded && isImageFile(n.target)
	if n.image {
		n.cutSize()
	}
	return n
}

// cutSize moves a size such as 300 or 300x200 from the end of the label.
func (n *wikilink) cutSize() {
	rest, size := "", n.label
	if i := strings.LastIndexByte(n.label, '|'); i >= 0 {
		rest, size = n.label[:i], n.label[i+1:]
	}
	size, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(size)), "x")
	if width, err := strconv.Atoi(size); err == nil && width > 0 && width < 10000 {
		n.label, n.width = strings.TrimSpace(rest), width
	}
}

// isImageFile reports whether a file is an image by its name.
func isImageFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp":
		return true
	}
	return false
}
