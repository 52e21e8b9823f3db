package convert_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/content/convert"
)

// letters are the letters of a text, without digits: those of lists are counted anew.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, s)
}

// read is what a reader gets to read of a result, title first.
func read(t *testing.T, r *convert.Result) string {
	t.Helper()
	lib := opened(t, r)
	d := lib.Document("notes/x")
	body, err := lib.Read(d)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(r.Title + "\n")
	for _, s := range lib.Sections(d, body) {
		b.WriteString(s.Heading + "\n" + s.Text + "\n")
	}
	return b.String()
}

// opened is a result as a library has it: with no finding on the file as a whole, and the title that it has.
func opened(t *testing.T, r *convert.Result) *content.Library {
	t.Helper()
	fsys := fstest.MapFS{"notes/x.md": {Data: r.Markdown}}
	for _, p := range r.Pictures {
		fsys[path.Join("notes", p.Name)] = &fstest.MapFile{Data: p.Data}
	}
	lib, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	d := lib.Document("notes/x")
	if d == nil {
		t.Fatalf("the library does not have it: %v\n%.2000s", lib.Findings(), r.Markdown)
	}
	if r.Title != "" && letters(d.Title) != letters(r.Title) && utf8.RuneCountInString(r.Title) <= 200 {
		t.Errorf("title %q, want %q", d.Title, r.Title)
	}
	return lib
}

// TestNothingLost looks for every word of the documents in what readers get, but for what
// the notes say is left out.
func TestNothingLost(t *testing.T) {
	leftOut := []string{"内部口径不外传。", "PAGE"}
	files, err := filepath.Glob("testdata/docx/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := convert.Convert(t.Context(), file, src, convert.Options{Folder: "pictures"})
		if err != nil {
			t.Fatal(err)
		}
		got := letters(read(t, r))
		words := 0
		for _, word := range wordsOf(t, src) {
			for _, out := range leftOut {
				word = strings.ReplaceAll(word, out, "")
			}
			words++
			if !strings.Contains(got, letters(word)) {
				t.Errorf("%s: %q is lost", file, word)
			}
		}
		if words < 10 {
			t.Errorf("%s: only %d words", file, words)
		}
		lib := opened(t, r)
		for _, f := range lib.Check(t.Context()) {
			t.Errorf("%s: %v", file, f)
		}
	}
}

// wordsOf are the texts of all runs of a document and its notes.
func wordsOf(t *testing.T, src []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range []string{"document", "footnotes", "endnotes"} {
		f, err := z.Open("word/" + name + ".xml")
		if err != nil {
			continue
		}
		d := xml.NewDecoder(f)
		for in := false; ; {
			tok, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				in = tok.Name.Local == "t"
			case xml.EndElement:
				in = false
			case xml.CharData:
				if in {
					out = append(out, string(tok))
				}
			}
		}
	}
	return out
}

// TestMarkdown lets Markdown through as it is, but for its encoding and line ends.
func TestMarkdown(t *testing.T) {
	r, err := convert.Convert(t.Context(), "a.md", []byte("\uFEFF---\r\ntitle: 甲\r\n---\r\n\r\n*a* ![图](b.png) ![外](https://a.example/c.png)"), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "---\ntitle: 甲\n---\n\n*a* ![图](b.png) ![外](https://a.example/c.png)\n"; string(r.Markdown) != want {
		t.Errorf("got %q", r.Markdown)
	}
	if len(r.Notes) != 1 || r.Notes[0].Line != 5 || !strings.Contains(r.Notes[0].Message, "有1张图片") {
		t.Errorf("notes %v", r.Notes)
	}
}

// FuzzText converts plain text. Whatever it is, a reader gets to read its letters.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"标题\n\n一、甲\n1. 乙 *丙* _丁_\n", "a_b_ **c** `d` [e](f) [[g]] ![h](i) <b> &amp; $x$ ~~y~~\n", "# 甲 #\n===\n---\n> 乙\n    缩进\n", "| a | b |\n|---|---|\n",
		"[^1]\n\n[^1]: 注\n: 定义\n::: tip\n!!! note\n", "```quiz\n? 题\n(x) 对\n", "http://a.example/x_y*z*\n<!-- 放行 x：y -->\n\\* \\\\", "- [ ] 甲\n- [x] 乙\n  * 丙\n", "甲{#id}\n## 乙 {#c}\n", "&#x41;&lt;\n%% x %%\n$$\ny\n$$\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
			return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.M, r)
		}) {
			return // what is no character is replaced, what combines moves
		}
		r, err := convert.Convert(t.Context(), "原文.txt", []byte(s), convert.Options{})
		if err != nil {
			return
		}
		want := letters(s)
		got := strings.TrimPrefix(letters(read(t, r)), "原文")
		if got != want && len(want) < 1000 {
			t.Errorf("read %q of %q\n%s", got, want, r.Markdown)
		}
	})
}

// FuzzConvert converts any bytes as files of any kind. Whatever they are, what comes out is a
// document of a library with pictures that belong to it.
func FuzzConvert(f *testing.F) {
	for _, name := range []string{"docx/gongwen.docx", "html/notice.html", "html/plain.html", "text/notes.txt"} {
		src, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(path.Base(name), src)
	}
	f.Add("a.html", []byte("<table><tr><td rowspan=3><ul><li>x<td colspan=9>y</table><p><b>c<i>d</b>e</i><pre>\n```\n</pre><img src=data:,x>"))
	f.Add("a.xml", []byte(p("", "甲")+numbered(2, 1, "乙")+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr>`+p("", "丙")+`</w:tc></w:tr></w:tbl>`))
	f.Add("a.xml", []byte(`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>`+r("<w:b/>", "丁")+`</w:p>`))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		if path.Ext(name) == ".xml" { // the body of a document: bytes of an archive are beyond a fuzzer
			name, src = "a.docx", word(string(src), lists)
		}
		r, err := convert.Convert(t.Context(), name, src, convert.Options{Folder: "pictures"})
		if err != nil {
			if failure, ok := errors.AsType[*convert.Error](err); !ok || failure.Error() == "" {
				t.Errorf("error %v", err)
			}
			return
		}
		if ext := strings.ToLower(path.Ext(name)); ext == ".md" || ext == ".markdown" {
			return // it is as it was
		}
		if !utf8.Valid(r.Markdown) || r.Title == "" {
			t.Errorf("title %q, Markdown %q", r.Title, r.Markdown)
		}
		lib := opened(t, r)
		for _, found := range lib.Findings() {
			t.Errorf("%v\n%s", found, r.Markdown)
		}
		lines := bytes.Count(r.Markdown, []byte("\n"))
		for _, n := range r.Notes {
			if n.Line < 0 || n.Line > lines+1 || n.Message == "" || n.Suggestion == "" || strings.Contains(n.Message+n.Suggestion, "%!") {
				t.Errorf("note %+v in %d lines", n, lines)
			}
		}
		for _, pic := range r.Pictures {
			if !strings.HasPrefix(pic.Name, "pictures/") || path.Clean(pic.Name) != pic.Name || len(pic.Data) == 0 || !bytes.Contains(r.Markdown, []byte(pic.Name)) {
				t.Errorf("picture %q of %d bytes", pic.Name, len(pic.Data))
			}
		}
	})
}
