package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasisParser reads *, _ and ~~ as CommonMark and GFM do, with the
// amendment for Chinese, Japanese and Korean that is proposed to CommonMark
// (commonmark-spec issue 650, "CJK-friendly"): full-width punctuation
// is no punctuation for the rule that decides whether a delimiter can open or
// close, and a CJK character beside the delimiter counts like a space. Without
// it "**快报事实，**慎报原因" is not bold. Between other characters nothing changes.
//
// A single tilde is text, so that 3~5天 and 8~9月 stay ranges.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	length := runLength(line)
	var processor parser.DelimiterProcessor = emphasisProcessor{}
	if line[0] == '~' {
		if length != 2 || block.PrecendingCharacter() == '~' {
			return nil
		}
		processor = strikeProcessor{}
	}
	if !stateOf(pc).delimiter() {
		return nil
	}
	canOpen, canClose := flanks(line[0], neighbours(block, segment, line[length:]))
	d := parser.NewDelimiter(canOpen, canClose, length, line[0], processor)
	d.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(d)
	return d
}

// CloseBlock forgets the delimiters of the block.
func (emphasisParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	stateOf(pc).delimiters = 0
}

// runLength returns how often the first byte of line is repeated.
func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// A neighbourhood is what stands on the two sides of a delimiter run.
type neighbourhood struct{ before, after side }

// A side is what the flanking rules ask about the characters on one side.
type side struct {
	space   bool // white space, or the beginning or end of a line
	punct   bool // punctuation or a symbol of any script
	western bool // the same, but not of CJK scripts
	cjk     bool
}

// neighbours looks at the characters around a run in front of rest.
func neighbours(block text.Reader, segment text.Segment, rest []byte) neighbourhood {
	before := block.PrecendingCharacter()
	var second rune // the character before a variation selector
	if isSelector(before) {
		second, _ = utf8.DecodeLastRune(block.Source()[:segment.Start-utf8.RuneLen(before)])
	}
	after := ' '
	if len(rest) > 0 {
		after, _ = utf8.DecodeRune(rest)
	}
	return neighbourhood{sideBefore(before, second), sideOf(after)}
}

// sideBefore returns the side that ends in a character, where second is the
// one before that if it is a variation selector.
func sideBefore(r, second rune) side {
	switch {
	case r >= 0xE0100 && r <= 0xE01EF: // ideographic variation selector
		return side{cjk: true}
	case r == 0xFE01 && (second == '‘' || second == '’' || second == '“' || second == '”'):
		return side{punct: true, cjk: true} // a quotation mark asked to be full-width
	case isSelector(r):
		return sideOf(second)
	}
	return sideOf(r)
}

// isSelector reports whether r selects a variation of the character before it,
// other than an emoji.
func isSelector(r rune) bool { return r >= 0xFE00 && r <= 0xFE0E }

func sideOf(r rune) side {
	s := side{space: util.IsSpaceRune(r), punct: util.IsPunctRune(r)}
	s.cjk = isWide(r) || unicode.Is(unicode.Hangul, r)
	s.western = s.punct && !s.cjk
	return s
}

// flanks decides whether a run of char can open and close emphasis.
func flanks(char byte, n neighbourhood) (canOpen, canClose bool) {
	left := !n.after.space &&
		(!n.after.western || n.before.space || n.before.western || n.before.cjk)
	right := !n.before.space &&
		(!n.before.western || n.after.space || n.after.western || n.after.cjk)
	if char == '_' {
		return left && (!right || n.before.punct), right && (!left || n.after.punct)
	}
	return left, right
}

// emphasisProcessor pairs * and _.
type emphasisProcessor struct{}

func (emphasisProcessor) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasisProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisProcessor) OnMatch(consumed int) ast.Node { return ast.NewEmphasis(consumed) }

// strikeProcessor pairs ~~.
type strikeProcessor struct{}

func (strikeProcessor) IsDelimiter(b byte) bool { return b == '~' }

func (strikeProcessor) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (strikeProcessor) OnMatch(int) ast.Node { return east.NewStrikethrough() }
