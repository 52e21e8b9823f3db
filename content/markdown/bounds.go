package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Bounds on what a text can cost. goldmark is linear for what people write,
// but for some input its time grows with the square of the length, or its
// tree and output beyond any proportion to it. Past a bound, markup is text.
const (
	// maxDepth is how many blocks may be open within each other: a quote counts
	// one, a list two. Every line passes all open blocks.
	maxDepth = 40

	// maxWork bounds the searches of the inline parsers in the whole text, in
	// units of some nanoseconds. Ordinary text uses thousands of them.
	maxWork = 1 << 26

	// maxOpenBrackets is how many '[' of a paragraph may wait for their ']'.
	maxOpenBrackets = 256

	// maxNotes is how many footnotes a text may have; goldmark sorts them by
	// insertion and looks each reference up from the first.
	maxNotes = 4000

	// minExpansion is how many bytes the references to link definitions may
	// add up to in a text that is shorter than that.
	minExpansion = 1 << 17
)

// parseState is what our extensions note while a text is parsed.
type parseState struct {
	spans map[ast.Node]span

	work       int   // left of maxWork
	delimiters int   // in the paragraph at hand
	brackets   []int // offsets of the open ones of the paragraph at hand
	notes      int   // footnotes so far
	expansion  int   // bytes that link definitions may still add
}

// newContext returns a context for parsing a text of the given size.
func newContext(size int) (parser.Context, *parseState) {
	state := &parseState{
		spans:     map[ast.Node]span{},
		work:      maxWork,
		expansion: max(size, minExpansion),
	}
	pc := parser.NewContext()
	pc.Set(stateKey, state)
	return pc, state
}

// stateKey finds our parseState in goldmark's context.
var stateKey = parser.NewContextKey()

// stateOf returns the state of the parse that pc belongs to.
func stateOf(pc parser.Context) *parseState {
	return pc.Get(stateKey).(*parseState)
}

// delimiter reports whether one more delimiter may join the paragraph. Each
// may be compared with all before it.
func (s *parseState) delimiter() bool {
	if s.work <= 0 {
		return false
	}
	s.delimiters++
	s.work -= 2 * s.delimiters
	return true
}

// boundedBlock keeps containers from nesting too deep, and from staying open
// over more lines, empty ones perhaps, than is in proportion.
type boundedBlock struct{ parser.BlockParser }

func (p boundedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) >= maxDepth {
		return nil, parser.NoChildren
	}
	return p.BlockParser.Open(parent, reader, pc)
}

func (p boundedBlock) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	state := stateOf(pc)
	state.work -= 4 * len(pc.OpenedBlocks())
	if state.work <= 0 {
		return parser.Close
	}
	return p.BlockParser.Continue(n, reader, pc)
}

// footnoteParser keeps footnotes from becoming too many.
type footnoteParser struct{ boundedBlock }

func newFootnoteParser() parser.BlockParser {
	return footnoteParser{boundedBlock{extension.NewFootnoteBlockParser()}}
}

func (p footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	state := stateOf(pc)
	if state.notes >= maxNotes {
		return nil, parser.NoChildren
	}
	node, s := p.boundedBlock.Open(parent, reader, pc)
	if node != nil {
		state.notes++
	}
	return node, s
}

// footnoteRefParser charges a reference for the search through the footnotes.
type footnoteRefParser struct{ parser.InlineParser }

func (p footnoteRefParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := stateOf(pc)
	line, _ := block.PeekLine()
	if state.work <= 0 || !bytes.HasPrefix(bytes.TrimPrefix(line, []byte("!")), []byte("[^")) {
		return nil
	}
	state.work -= 2 * state.notes
	return p.InlineParser.Parse(parent, block, pc)
}

// boundedSpan keeps a parser that looks for the end of a span, such as code,
// from searching the rest of the paragraph again and again.
type boundedSpan struct{ parser.InlineParser }

func (p boundedSpan) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := stateOf(pc)
	if state.work <= 0 {
		return nil
	}
	_, at := block.Position()
	node := p.InlineParser.Parse(parent, block, pc)
	if _, isText := node.(*ast.Text); node == nil || isText {
		state.work -= restOf(parent, at)
	}
	return node
}

// restOf returns how many bytes a paragraph has from a place in it.
func restOf(parent ast.Node, at text.Segment) int {
	lines := parent.Lines()
	if lines.Len() == 0 {
		return 0
	}
	return lines.At(lines.Len()-1).Stop - at.Start
}

// boundedTable keeps a wide header over many short rows from filling in more
// cells than the text has characters.
type boundedTable struct{ parser.ParagraphTransformer }

func (t boundedTable) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	size, columns := 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		size += line.Len()
		columns = max(columns, bytes.Count(line.Value(reader.Source()), []byte("|"))+1)
	}
	if columns > 1 && columns*lines.Len() > 2*size+minCells {
		return
	}
	t.ParagraphTransformer.Transform(n, reader, pc)
}

// boundedDefinitions keeps a long paragraph of link definitions, which are
// taken out of it one by one, from taking time with the square of its lines.
type boundedDefinitions struct{ parser.ParagraphTransformer }

func (t boundedDefinitions) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " "), []byte("[")) {
		return
	}
	state := stateOf(pc)
	state.work -= lines.Len() * lines.Len() / 4
	if state.work > 0 {
		t.ParagraphTransformer.Transform(n, reader, pc)
	}
}

// minCells is how many cells any table may have.
const minCells = 1000
