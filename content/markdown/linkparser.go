package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// linkParser notes where the links that another parser finds stand: goldmark
// keeps the beginning of a link, not its end. What has no span is no link.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	node := p.InlineParser.Parse(parent, block, pc)
	if node == nil {
		return nil
	}
	state := stateOf(pc)
	_, at := block.Position()
	switch n := node.(type) {
	case *ast.Link:
		if state.expand(n.Reference, n.Destination, n.Title) {
			state.spans[n] = span{n.Pos(), at.Start}
		}
	case *ast.Image:
		if state.expand(n.Reference, n.Destination, n.Title) {
			state.spans[n] = span{n.Pos(), at.Start}
		}
	case *ast.AutoLink:
		label := n.Label(block.Source())
		start := at.Start - len(label)
		if !bytes.Equal(block.Source()[start:at.Start], label) { // in angle brackets
			start -= len("<>")
		}
		state.spans[n] = span{start, at.Start}
	}
	return node
}

// CloseBlock lets the wrapped parser settle what a paragraph left open.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := p.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// expand reports whether the text may still repeat the given definition.
func (s *parseState) expand(ref *ast.ReferenceLink, dest, title []byte) bool {
	if ref != nil {
		s.expansion -= len(dest) + len(title)
	}
	return s.expansion >= 0
}

// bracketParser bounds the parser of [text](dest) and its kin, which for each
// ']' copies the text from the '[' and may search the rest of the paragraph.
type bracketParser struct{ linkParser }

func (p bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	state := stateOf(pc)
	if state.work <= 0 {
		return nil
	}
	line, at := block.PeekLine()
	if line[0] != ']' {
		if len(state.brackets) >= maxOpenBrackets {
			return nil
		}
		node := p.linkParser.Parse(parent, block, pc)
		if node != nil {
			state.brackets = append(state.brackets, at.Start)
		}
		return node
	}
	state.work -= parent.Lines().Len() / 2 // goldmark looks for the line from the last one
	if n := len(state.brackets); n > 0 {
		state.work -= at.Start - state.brackets[n-1]
		state.brackets = state.brackets[:n-1]
	}
	node := p.linkParser.Parse(parent, block, pc)
	if node == nil && len(line) > 1 && (line[1] == '(' || line[1] == '[') {
		state.work -= restOf(parent, at)
	}
	return node
}

// CloseBlock forgets the brackets of the paragraph.
func (p bracketParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.linkParser.CloseBlock(parent, block, pc)
	stateOf(pc).brackets = stateOf(pc).brackets[:0]
}

// bareLinkParser looks whether an address can begin at all before it asks the
// parser of addresses without brackets, which is called at every space.
type bareLinkParser struct{ linkParser }

func (p bareLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if bytes.IndexByte([]byte(" *_~("), line[0]) >= 0 {
		line = line[1:]
	}
	if !beginsAddress(line) {
		return nil
	}
	return p.linkParser.Parse(parent, block, pc)
}

// beginsAddress reports whether line begins like a URL or an e-mail address.
func beginsAddress(line []byte) bool {
	for _, prefix := range []string{"http://", "https://", "ftp://", "www."} {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return true
		}
	}
	const longestLocalPart = 64 // RFC 5321, section 4.5.3.1.1
	for i, c := range line[:min(len(line), longestLocalPart+1)] {
		if c == '@' {
			return i > 0
		}
		if c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return false
}
