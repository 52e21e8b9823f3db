// Package markdown turns one Markdown text into what the rest of Yanxi needs
// of it: sections of plain text for search, the links that it makes, and safe
// HTML for a page.
//
// A text is UTF-8 without front matter. Any text is valid: nothing here
// returns an error or panics, and no output carries script. A [Document] is
// immutable and safe for concurrent use.
//
// # Dialect
//
// CommonMark and GFM (tables, task lists, strikethrough with two tildes, bare
// addresses), and besides
//
//   - footnotes [^1] and definition lists;
//   - an id for a heading: ## 标题 {#id};
//   - callouts as GitHub and Obsidian write them (> [!NOTE] 标题, with - or + after
//     the bracket to fold them), VitePress (::: tip 标题 … :::, nested by more
//     colons, ::: details) and MkDocs (!!! note "标题" and ??? with an indented
//     body);
//   - wikilinks [[a]], [[a|text]], [[a#heading]] and images ![[a.png|300]];
//   - TeX math: $…$, $$…$$ and fences in the language math;
//   - fences in the language mermaid;
//   - fences in the language quiz, which are hidden: see [Quiz].
//
// Chinese is read as its authors mean it: emphasis works beside full-width
// punctuation, headings get readable ids, and a line break between two East
// Asian characters is no space.
//
// # HTML
//
// Headings, code, tables and the like are plain elements; these are styled by
// class:
//
//   - div.table around each table, scrollable and reachable by keyboard;
//   - div.callout and details.callout with .callout-title in it, and one of
//     callout-note, -tip, -important, -warning, -caution, -example, -quote;
//   - li.task with a disabled check box;
//   - figure around an image that stands alone, with figcaption if it has a title;
//   - a.external-image in place of an image of another site, span.broken in place
//     of a link or image that leads nowhere;
//   - sup.footnote-ref, section.footnotes and a.footnote-back;
//   - math, div.math around a formula of its own, with mtd.math-left and
//     mtd.math-right in aligned ones, and code.math with the source of one that
//     cannot be shown;
//   - pre.chroma with spans of chroma's classes k, na, nb, nc, nf, nt, s, m, c, cp,
//     gd, gh, gi, gs and gu;
//   - figure.mermaid > pre > code with the source of a diagram;
//   - p.quiz-place where a quiz is that the resolver does not give.
//
// There are no style attributes and no inline scripts. The ids are those of
// the headings, fn-1 and fnref-1 of the footnotes, and what raw HTML may keep.
//
// # Safety and bounds
//
// Raw HTML is sanitised to what a text needs, and the body is balanced, so
// that nothing in it reaches the page around. A link has one of the schemes http,
// https, mailto, tel, sms, ftp, geo, or none. Nesting, searching and output are
// bounded; markup beyond is text, and time and output are linear in the input.
package markdown

import (
	"bytes"
	"slices"
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

	// QuizIDs gives each quiz of the text the id that it has on the page; headings
	// and raw HTML get others. It may be nil.
	QuizIDs func([]Quiz) []string

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

	quizzes []Quiz
	loose   []Quiz           // among them
	quizAt  map[ast.Node]int // the place of each fence among quizzes
}

// A span is a range of bytes in the source.
type span struct{ start, stop int }

// Parse reads a text. It keeps src, which must not change afterwards. Its time
// is linear in the length of src, and so are the time and length of all that is
// made of it: markup beyond the bounds on nesting and searching is text.
func Parse(src []byte, opts Options) *Document {
	d := newDocument(documentParser, clean(src)).hideLoose()
	d.words = wordsFor(opts.Lang)
	d.findQuizzes(opts.QuizIDs)
	d.ids = newIDSet(slices.Concat(opts.Reserved, d.quizIDs()))
	d.dropTitle(opts.Title)
	d.shiftHeadings()
	d.assignIDs()
	return d
}

// newDocument parses clean text. Should the parser panic on it after all, the
// text is one block of code.
func newDocument(p parser.Parser, src []byte) (d *Document) {
	pc, state := newContext(len(src))
	d = &Document{src: src, spans: state.spans, lines: lineStarts(src), words: chinese, ids: newIDSet(nil)}
	defer func() {
		if recover() != nil {
			code := ast.NewCodeBlock()
			code.Lines().Append(text.NewSegment(0, len(src)))
			d.root = ast.NewDocument()
			d.root.AppendChild(d.root, code)
		}
	}()
	d.root = p.Parse(text.NewReader(src), parser.WithContext(pc))
	return d
}

// clean leaves what every later step can take for granted: UTF-8 without a byte
// order mark and NUL, and lines that end in a line feed. Lines and columns stay
// what an editor shows.
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
