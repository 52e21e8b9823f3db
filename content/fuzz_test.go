package content_test

import (
	"path"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/content/markdown"
)

// FuzzFrontMatter opens a file with any content as a document. Whatever it
// is, the document is there with a title or held back, and findings point into
// the file.
func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: 甲\n---\n正文",
		"---\nkind: case\ntimeline:\n  - {at: 2017-08-08 21:19, type: outbreak}\n---\n",
		"---\na: &a [*a, {b: !!str 1}]\n<<: *a\n---\n",
		"+++\ntitle = '甲'\n[[lecturers]]\nname = 1\n+++\n",
		"---\r\ntitle: |\r\n  甲\r\n...\r\n",
		"\xff\xfe-\x00-\x00-\x00\n\x00",
		"---\ntitle：全角\n---\n",
		"---\n? [a, b]\n: c\n---\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, err := content.Open(fstest.MapFS{"a/b.md": {Data: src}})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range l.Documents() {
			if d.ID != "a/b" || d.Title == "" || !utf8.ValidString(d.Title) || d.Kind == "" {
				t.Errorf("document %+v", d)
			}
			if (d.Course != nil) != (d.Kind == content.KindCourse) || (d.Case != nil) != (d.Kind == content.KindCase) {
				t.Errorf("kind %q with course %v, case %v", d.Kind, d.Course, d.Case)
			}
			b, err := l.Read(d)
			if err != nil {
				t.Fatal(err)
			}
			l.Sections(d, b)
		}
		lines := 2 + strings.Count(string(src), "\n") + strings.Count(string(src), "\r")
		for _, finding := range l.Findings() {
			if finding.Line < 0 || finding.Line > lines || finding.Column < 0 || finding.Message == "" || finding.Suggestion == "" || strings.Contains(finding.Message, "%!") {
				t.Errorf("finding %v in %d lines", finding, lines)
			}
		}
	})
}

// FuzzPath follows any link from any document. The result is always exactly
// one thing, and one that the library has.
func FuzzPath(f *testing.F) {
	for _, seed := range []string{
		"notes/a.md", "/notes/a/", "../index.html", "../../..", "a%2Fb", "通知 100%.md", "#锚", "pic.svg", "C:\\x",
		"//host/x", "javascript:x", "notes", ".", "/", "", "./a?x=1", "\\\\host", "A", "第二篇", "../notes/./b.md",
	} {
		f.Add("notes/a", seed, byte(0))
		f.Add("index", seed, byte(1))
		f.Add("notes", seed, byte(2))
	}
	l, err := content.Open(fstest.MapFS{
		"index.md":         {Data: []byte("# 首页")},
		"notes/_index.md":  {Data: []byte("---\ntitle: 笔记\naliases: [/old/]\n---")},
		"notes/a.md":       {Data: []byte("# 第一篇")},
		"notes/通知 100%.md": {Data: []byte("# 第二篇")},
		"notes/pic.svg":    {Data: []byte("<svg/>")},
		"bare/deep/c.md":   {Data: []byte("# 三")},
		".hidden/d.md":     {Data: []byte("# 四")},
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, from, dest string, kind byte) {
		d := l.Document(from)
		if d == nil {
			d = l.Document("index")
		}
		before, fragment, _ := strings.Cut(dest, "#")
		ref := l.Resolve(d, markdown.Link{Kind: markdown.LinkKind(kind % 3), Dest: before, Fragment: fragment})
		n := 0
		for _, set := range []bool{ref.Document != nil, ref.Folder != "", ref.Asset != "", ref.External, ref.Broken} {
			if set {
				n++
			}
		}
		if n != 1 || ref.Broken != (ref.Reason != "") {
			t.Errorf("Resolve(%q) = %+v", dest, ref)
		}
		if ref.Document != nil && l.Document(ref.Document.ID) != ref.Document {
			t.Errorf("Resolve(%q) leads to a document that the library does not have", dest)
		}
		if ref.Asset != "" {
			file, err := l.Asset(ref.Asset)
			if err != nil {
				t.Fatalf("Resolve(%q): %v", dest, err)
			}
			file.Close()
		}
		for _, part := range strings.Split(path.Clean(ref.Asset+"/"+ref.Folder), "/") {
			if strings.HasPrefix(part, ".") && part != "." {
				t.Errorf("Resolve(%q) leads to the hidden %q", dest, part)
			}
		}
		if id, ok := l.Redirect(dest); ok && l.Document(id) == nil {
			t.Errorf("Redirect(%q) = %q", dest, id)
		}
	})
}
