// Package convert makes Markdown of the files that trainers have: Word documents
// (DOCX), web pages (HTML), and plain text in UTF-8, UTF-16 or GB18030. A Markdown
// file passes through.
//
//	result, err := convert.Convert(ctx, "通知.docx", src, convert.Options{Folder: "pictures"})
//
// The result is a note with front matter, the pictures it shows, and notes on
// all that could not be kept as it was. Nothing is dropped without one: not the
// text of a header, not a comment, not a merged cell.
//
// # What is kept
//
// Headings (by style or outline level; where a text has none, lines that are
// numbered 一、二、三 as official documents are), paragraphs, lists, tables with
// their first row as head, links, bold, emphasis, strikethrough, sub- and
// superscript, line breaks, footnotes and endnotes, quotations, code, pictures.
// Numbers that Word counts by itself are kept as text where Markdown has no such
// list: 一、（一）, 第一条, 1.1. Punctuation and quotation marks are left as they
// are, and what Markdown would read as markup is escaped.
//
// The title is that of the title style, the only heading of the first level, a
// centred line at the top, what the file says of itself, or the file's name.
// Levels below it begin with two.
//
// # Pictures
//
// A picture is known by its bytes, not by its name. JPEG, PNG and GIF are encoded
// anew, so that no metadata is left; a photo is turned as its metadata says,
// what Word has cropped is cut off. BMP and TIFF become PNG; metadata is cut out of
// WebP. What is larger than 2,000 pixels on a side is scaled down. SVG (it may
// carry scripts), EMF and WMF (nothing shows them) are left out with a note.
// Names are made of the bytes: the same picture has the same name, and no two
// share one.
//
// # Bounds
//
// A file comes from outside. Bytes are counted as they are unpacked, whatever an
// archive says of itself; XML has a bounded depth and no document type, so no
// entities; pictures are measured before they are decoded; tables and lists nest to a
// bound. What goes beyond is an [Error], or a note if the rest can be had.
package convert

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"strings"
	"time"

	"yanxi/content"
)

// MaxSize is how large a file may be, in bytes.
const MaxSize = 64 << 20

// Options say where a text goes.
type Options struct {
	// Lang is the BCP 47 tag of the notes' language: English for "en" and its
	// variants, else Chinese.
	Lang string

	// Folder is where the text has its pictures, relative to it, with slashes;
	// empty: beside it.
	Folder string

	// Files holds what stands beside the file, for pictures of a saved web page;
	// nil: nothing.
	Files fs.FS

	// Zone is the time zone of dates; nil: that of China.
	Zone *time.Location
}

// A Result is what was made of a file.
type Result struct {
	Title    string    // as in the front matter; empty for a Markdown file
	Markdown []byte    // UTF-8 with front matter, its lines ended by '\n'
	Pictures []Picture // that the text shows, in its order, each once
	Notes    []Note    // what could not be kept, in the order of the text
}

// A Picture is a file that the text shows.
type Picture struct {
	Name string // ASCII, relative to the text: pictures/3fa9c2d1e0b47a55.png
	Data []byte
}

// A Note is a finding on the Markdown: File is the name of the file that it was
// made of, Line a line of the Markdown, 0 for the whole.
type Note = content.Finding

// Convert makes Markdown of a file, whose kind is known by its bytes before its
// name. The error is an [*Error] if nothing can be made of the file, or the
// context's.
func Convert(ctx context.Context, name string, src []byte, opts Options) (*Result, error) {
	if len(src) > MaxSize {
		return nil, fail("too-large", nil, MaxSize>>20)
	}
	c := &converter{ctx: ctx, name: name, opts: opts, notes: newNotes(name, opts.Lang)}
	c.pictures = newPictures(c)
	if c.opts.Zone == nil {
		c.opts.Zone = time.FixedZone("CST", 8*60*60)
	}
	read, err := readerOf(name, src)
	if err != nil {
		return nil, err
	}
	text, err := read(c, src)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return c.finish(text)
}

// A converter is one conversion.
type converter struct {
	ctx      context.Context
	name     string
	opts     Options
	notes    *notes
	pictures *pictures
	empties  int // cells that stand for merged ones
}

// maxEmpties bounds the cells of all tables that stand for merged ones.
const maxEmpties = 100_000

// spare reports whether some more cells may stand for merged ones.
func (c *converter) spare(n int) bool {
	if c.empties+n > maxEmpties {
		return false
	}
	c.empties += n
	return true
}

// finish writes what a reader has read.
func (c *converter) finish(t *text) (*Result, error) {
	r := &Result{Pictures: c.pictures.used}
	if t.raw != nil {
		r.Markdown = t.raw
	} else {
		if !t.hasWords() {
			return nil, fail("empty", nil)
		}
		c.outline(t)
		if t.title == "" {
			t.title = stem(c.name)
		}
		r.Title = t.title
		r.Markdown = c.write(t)
	}
	if len(r.Markdown) > content.MaxFileSize {
		return nil, fail("long", nil, content.MaxFileSize>>20)
	}
	r.Notes = c.notes.list()
	return r, nil
}

// A reader makes a text of a file's bytes.
type reader func(*converter, []byte) (*text, error)

// readerOf knows a file by its bytes, and a text by its name.
func readerOf(name string, src []byte) (reader, error) {
	head := src[:min(len(src), 1024)]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return readDOCX, nil
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return nil, fail("old-word", nil)
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return nil, fail("pdf", nil)
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return nil, fail("rtf", nil)
	case bytes.HasPrefix(head, []byte("MIME-Version:")):
		return nil, fail("mhtml", nil)
	case isPicture(head):
		return nil, fail("picture", nil)
	}
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"))
	switch ext := strings.ToLower(path.Ext(name)); {
	case ext == ".md" || ext == ".markdown":
		return readMarkdown, nil
	case ext == ".html" || ext == ".htm" || ext == ".xhtml":
		return readHTML, nil
	case bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html")):
		return readHTML, nil
	case ext == ".docx" || ext == ".docm":
		return nil, fail("not-zip", nil)
	case looksBinary(head):
		return nil, fail("unknown", nil)
	}
	return readText, nil
}

// looksBinary reports whether bytes are no text in any encoding that is read.
func looksBinary(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		return false
	}
	control := 0
	for _, b := range head {
		if b == 0 {
			return true
		}
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			control++
		}
	}
	return control > len(head)/20
}

// stem is a file's name without folder and ending.
func stem(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	s := oneLine(strings.Map(simpleSpace, strings.ToValidUTF8(strings.TrimSuffix(name, path.Ext(name)), "")))
	if s != "" && s != "." && s != "/" {
		return s
	}
	return "未命名"
}
