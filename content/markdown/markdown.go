// Package markdown turns one Markdown text into what the rest of Yanxi needs
// of it: sections of plain text for search, the links that it makes, and safe
// HTML for a page.
//
// The dialect is GFM with footnotes, definition lists, callouts (in the
// GitHub, VitePress and MkDocs forms), wikilinks, TeX math (shown as MathML) and
// Mermaid, and it reads Chinese the way that its authors mean it: emphasis works beside
// full-width punctuation, headings get readable ids, and a soft line break
// between two Chinese characters adds no space.
//
// A text is UTF-8 without front matter. Any text is valid: nothing here
// returns an error or panics, and no output carries script. A [Document] is
// immutable and safe for concurrent use.
package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Options say what the page around a text already has.
type Options struct {
	// Title is the title that the page shows itself: a level-1 heading that
	// opens the text and equals it, but for spaces and the width of
	// punctuation, is left out of the sections and the HTML.
	Title string

	// Reserved are the ids that the page has taken for its own elements.
	Reserved []string

	// Lang is the BCP 47 tag of the words that the renderer adds, such as the
	// titles of callouts: English for "en" and its variants, else Chinese.
	Lang string
}

// A Document is a parsed Markdown text.
type Document struct {
	src   []byte
	root  ast.Node
	words *words
	spans map[ast.Node]span // where links stand, which goldmark does not keep
	ids   *idSet
	lines []int // offset of each line of src
}

// A span is a range of bytes in the source.
type span struct{ start, stop int }

// Parse reads a text. It keeps src, which must not change afterwards. Its time
// is linear in the length of src, and so are the time and length of all that is
// made of it: markup beyond the bounds on nesting and searching is text.
func Parse(src []byte, opts Options) *Document {
	src = clean(src)
	pc, state := newContext(len(src))
	d := &Document{
		src:   src,
		root:  documentParser.Parse(text.NewReader(src), parser.WithContext(pc)),
		words: wordsFor(opts.Lang),
		spans: state.spans,
		ids:   newIDSet(opts.Reserved),
		lines: lineStarts(src),
	}
	d.dropTitle(opts.Title)
	d.shiftHeadings()
	d.assignIDs()
	return d
}

// clean leaves what every later step can take for granted: UTF-8 without a byte
// order mark and NUL, and lines that end in a line feed. The position of each
// character that remains is the same as before.
func clean(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	if !utf8.Valid(src) {
		src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	}
	if bytes.IndexByte(src, 0) >= 0 {
		src = bytes.ReplaceAll(src, []byte{0}, []byte("\uFFFD"))
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
		src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	}
	return src
}

// lineStarts returns the offset at which each line of src begins.
func lineStarts(src []byte) []int {
	starts := make([]int, 1, bytes.Count(src, []byte("\n"))+1)
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return starts
		}
		at += i + 1
		starts = append(starts, at)
	}
}
