package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A container is a callout that is not written as a quote, or a block of
// VitePress that only groups its children and has no title.
type container struct {
	ast.BaseBlock
	colons int // how many opened it; 0 for an indented one
}

var kindContainer = ast.NewNodeKind("Container")

func (*container) Kind() ast.NodeKind { return kindContainer }

func (n *container) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// newTitle returns a title whose text is source[start:stop] without the space
// around it.
func newTitle(word string, fold folding, source []byte, start, stop int) *calloutTitle {
	t := &calloutTitle{word: word, fold: fold}
	line := text.NewSegment(start, stop)
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	if !line.IsEmpty() {
		t.Lines().Append(line)
	}
	return t
}

// quoteCallouts makes a callout of a quote whose first line is [!KIND], with
// a sign to fold it and a title as Obsidian has them.
type quoteCallouts struct{}

var quoteMarker = regexp.MustCompile(`^\[!([^\[\]\s!]+)\]([+-]?)(?:[ \t]|\n|$)`)

func (quoteCallouts) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := n.Parent().(*ast.Blockquote)
	if !ok || n.PreviousSibling() != nil {
		return
	}
	source, lines := reader.Source(), n.Lines()
	first := lines.At(0)
	m := quoteMarker.FindSubmatchIndex(first.Value(source))
	if m == nil || first.Padding != 0 {
		return
	}
	fold := unfolding
	if m[4] < m[5] {
		fold = unfolded
		if source[first.Start+m[4]] == '-' {
			fold = folded
		}
	}
	word := string(source[first.Start+m[2] : first.Start+m[3]])
	title := newTitle(word, fold, source, first.Start+m[5], first.Stop)
	title.SetPos(first.Start)
	quote.InsertBefore(quote, n, title)
	lines.SetSliced(1, lines.Len())
	if lines.Len() == 0 {
		quote.RemoveChild(quote, n)
	}
}

// fencedCallouts reads the containers of VitePress:
//
//	::: tip 标题
//	正文
//	:::
type fencedCallouts struct{}

var fencedMarker = regexp.MustCompile(`^(:{3,})[ \t]*([^\s:{}!-,./]+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\{[^{}]*\})?[ \t]*\n?$`)

func (fencedCallouts) Trigger() []byte { return []byte{':'} }

func (fencedCallouts) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding != 0 {
		return nil, parser.NoChildren
	}
	m := fencedMarker.FindSubmatchIndex(line[at:])
	if m == nil {
		return nil, parser.NoChildren
	}
	n := &container{colons: m[3] - m[2]}
	word := string(line[at+m[4] : at+m[5]])
	if !groupsOnly(word) {
		fold := unfolding
		if strings.EqualFold(word, "details") {
			fold = folded
		}
		start, stop := segment.Start+at+m[5], segment.Start+at+m[5]
		if m[6] >= 0 {
			stop = segment.Start + at + m[7]
		}
		n.AppendChild(n, newTitle(word, fold, reader.Source(), start, stop))
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// groupsOnly reports whether a container of VitePress is no callout.
func groupsOnly(word string) bool {
	switch word {
	case "raw", "v-pre", "code-group", "tabs", "center", "left", "right":
		return true
	}
	return false
}

func (fencedCallouts) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	indent, _ := util.IndentWidth(line, reader.LineOffset())
	fence := bytes.TrimSpace(line)
	colons := len(fence)
	if indent > 3 || colons < n.(*container).colons || len(bytes.Trim(fence, ":")) > 0 ||
		closesInner(n, colons, pc) {
		return parser.Continue | parser.HasChildren
	}
	reader.AdvanceToEOL()
	return parser.Close
}

// closesInner reports whether a closing fence belongs to a container that was
// opened inside n, or is a line of code.
func closesInner(n ast.Node, colons int, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0 && blocks[i].Node != n; i-- {
		switch inner := blocks[i].Node.(type) {
		case *container:
			if inner.colons > 0 && inner.colons <= colons {
				return true
			}
		case *ast.FencedCodeBlock, *mathBlock:
			return true
		}
	}
	return false
}

func (fencedCallouts) Close(ast.Node, text.Reader, parser.Context) {}

func (fencedCallouts) CanInterruptParagraph() bool { return true }

func (fencedCallouts) CanAcceptIndentedLine() bool { return false }

// indentedCallouts reads the admonitions of MkDocs, folded with ??? and
// foldable with ???+:
//
//	!!! note "标题"
//	    正文
type indentedCallouts struct{}

var indentedMarker = regexp.MustCompile(`^(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)([ \t]+[A-Za-z][\w -]*?)?[ \t]*(?:"([^"]*)"|“([^”]*)”)?[ \t]*\n?$`)

func (indentedCallouts) Trigger() []byte { return []byte{'!', '?'} }

func (indentedCallouts) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding != 0 {
		return nil, parser.NoChildren
	}
	m := indentedMarker.FindSubmatchIndex(line[at:])
	if m == nil {
		return nil, parser.NoChildren
	}
	word := string(line[at+m[4] : at+m[5]])
	if _, known := calloutKinds[strings.ToLower(word)]; !known && m[8] < 0 && m[10] < 0 {
		return nil, parser.NoChildren // an exclamation
	}
	fold := unfolding
	switch string(line[at+m[2] : at+m[3]]) {
	case "???":
		fold = folded
	case "???+":
		fold = unfolded
	}
	from, to := m[5], m[5]
	for _, quoted := range [][]int{m[8:10], m[10:12]} {
		if quoted[0] >= 0 {
			from, to = quoted[0], quoted[1]
		}
	}
	n := &container{}
	n.AppendChild(n, newTitle(word, fold, reader.Source(), segment.Start+at+from, segment.Start+at+to))
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func (indentedCallouts) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (indentedCallouts) Close(ast.Node, text.Reader, parser.Context) {}

func (indentedCallouts) CanInterruptParagraph() bool { return true }

func (indentedCallouts) CanAcceptIndentedLine() bool { return false }
