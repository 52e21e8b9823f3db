package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A mathSpan is TeX in a paragraph: $…$, or $$…$$ for a formula set apart.
type mathSpan struct {
	ast.BaseInline
	tex     string
	display bool
}

var kindMathSpan = ast.NewNodeKind("MathSpan")

func (*mathSpan) Kind() ast.NodeKind { return kindMathSpan }

func (n *mathSpan) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mathSpanParser reads math by the rule of pandoc: the opening dollar has no
// space after it, the closing one no space before it and no digit after
// it. So "$5 和 $6" is text. Further than pandoc, a dollar that could not close
// the math is not part of it either, so that prices and math go together.
type mathSpanParser struct{}

func (mathSpanParser) Trigger() []byte { return []byte{'$'} }

func (mathSpanParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := stateOf(pc)
	if state.work <= 0 {
		return nil
	}
	line, _ := block.PeekLine()
	dollars := min(runLength(line), 2)
	var tex []byte
	for rest := line[dollars:]; len(tex) <= maxTeX; {
		n := closingDollars(rest, dollars, len(tex) == 0)
		if n >= 0 {
			tex = append(tex, rest[:n]...)
			block.Advance(len(line) - len(rest) + n + dollars)
			return &mathSpan{tex: string(bytes.TrimSpace(tex)), display: dollars == 2}
		}
		tex = append(tex, rest[:min(len(rest), maxTeX+1)]...)
		block.AdvanceLine()
		if line, _ = block.PeekLine(); n < -1 || line == nil {
			break
		}
		rest = line
	}
	state.work -= len(tex)
	return nil
}

// closingDollars returns where in s the math ends, -1 if not in s, or -2 if s
// shows that it is no math; first says that s is the beginning of it.
func closingDollars(s []byte, dollars int, first bool) int {
	if first && (len(s) == 0 || s[0] == '$' || dollars == 1 && isSpace(s[0])) {
		return -2
	}
	for i := 0; i < len(s) && i <= maxTeX; i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] != '$':
		case dollars == 2:
			if i+1 < len(s) && s[i+1] == '$' {
				return i
			}
		case i == 0 || isSpace(s[i-1]) || i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			return -2
		default:
			return i
		}
	}
	return -1
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// A mathBlock is a formula between lines of $$.
type mathBlock struct {
	ast.BaseBlock
	closed bool
}

var kindMathBlock = ast.NewNodeKind("MathBlock")

func (*mathBlock) Kind() ast.NodeKind { return kindMathBlock }

func (*mathBlock) IsRaw() bool { return true }

func (n *mathBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mathBlockParser reads math blocks. They end before a blank line, as in TeX,
// so that a stray $$ does not take the rest of the text.
type mathBlockParser struct{}

func (mathBlockParser) Trigger() []byte { return []byte{'$'} }

func (mathBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || segment.Padding != 0 || !bytes.HasPrefix(line[at:], []byte("$$")) {
		return nil, parser.NoChildren
	}
	rest := bytes.TrimRight(line[at+2:], " \t\n")
	n := &mathBlock{}
	if tex, ok := bytes.CutSuffix(rest, []byte("$$")); ok && len(bytes.TrimSpace(tex)) > 0 {
		rest, n.closed = tex, true
	} else if bytes.Contains(rest, []byte("$$")) || !closesLater(reader.Source()[segment.Stop:], stateOf(pc)) {
		return nil, parser.NoChildren // math in a paragraph, or none
	}
	start := segment.Start + at + 2
	n.Lines().Append(text.NewSegment(start, start+len(rest)))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// closesLater reports whether $$ ends a line of src before the first blank
// line and within reason.
func closesLater(src []byte, state *parseState) bool {
	for lines := 0; lines < 200 && len(src) > 0 && state.work > 0; lines++ {
		line := src
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			line, src = src[:i], src[i+1:]
		} else {
			src = nil
		}
		state.work -= 20 + len(line)
		line = bytes.Trim(line[:min(len(line), maxTeX)], " \t>")
		if len(line) == 0 {
			return false
		}
		if bytes.HasSuffix(line, []byte("$$")) {
			return true
		}
	}
	return false
}

func (mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*mathBlock)
	line, segment := reader.PeekLine()
	trimmed := bytes.TrimRight(line, " \t\n")
	if n.closed || len(trimmed) == 0 {
		return parser.Close
	}
	if tex, ok := bytes.CutSuffix(trimmed, []byte("$$")); ok {
		n.closed = true
		segment = segment.WithStop(segment.Start + max(0, len(tex)-segment.Padding))
	}
	segment.Padding = 0
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

func (mathBlockParser) CanInterruptParagraph() bool { return true }

func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

// tex returns the formula of a math block or of a fence in the language math.
func (d *Document) tex(n ast.Node) string {
	var tex []byte
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		tex = append(append(tex, bytes.TrimRight(line.Value(d.src), "\n")...), '\n')
	}
	return string(bytes.TrimSpace(tex))
}
