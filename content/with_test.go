package content_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/content"
)

func withLibrary(t *testing.T) *content.Library {
	t.Helper()
	l, err := content.Open(fstest.MapFS{
		"courses/a/index.md": {Data: []byte("---\nkind: course\ntitle: 课\n---\n")},
		"courses/a/one.md":   {Data: []byte("---\ntitle: 旧题\n---\n\n旧文\n")},
		"draft.md":           {Data: []byte("---\ntitle: 草稿\ndraft: true\n---\n")},
		"notes/b.md":         {Data: []byte("见[一](../courses/a/one.md)。\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestWith(t *testing.T) {
	l := withLibrary(t)
	text := "---\ntitle: 新题\ndraft: true\n---\n\n![图](pictures/x.png)和[课](./index.md)\n"
	beside := fstest.MapFS{"pictures/x.png": {Data: []byte("png")}, "pictures/x.exe": {}}
	w, d, err := l.With("courses/a/one.md", []byte(text), beside)
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != "新题" || d.ID != "courses/a/one" || d.CourseID != "courses/a" {
		t.Errorf("%+v", d)
	}
	body, err := w.Read(d)
	if err != nil || !strings.Contains(body.Markdown, "![图]") || body.Changed {
		t.Errorf("%+v, %v", body, err)
	}
	if found := w.CheckDocument(t.Context(), d); len(found) != 0 {
		t.Errorf("findings: %v", found)
	}
	if f, err := w.Asset("courses/a/pictures/x.png"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	if _, err := w.Asset("courses/a/pictures/x.exe"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a program: %v", err)
	}
	if old := l.Document("courses/a/one"); old.Title != "旧题" || len(l.Assets()) != 0 {
		t.Errorf("the library changed: %+v, %v", old, l.Assets())
	}
}

func TestWithNewAndHidden(t *testing.T) {
	l := withLibrary(t)
	w, d, err := l.With("draft.md", []byte("# 草稿\n\n[没有](nothing.md) [有](notes/b.md#没有)\n"), nil)
	if err != nil || d.ID != "draft" || l.Document("draft") != nil {
		t.Fatalf("%+v, %v", d, err)
	}
	var rules []string
	for _, f := range w.CheckDocument(t.Context(), d) {
		rules = append(rules, f.Rule)
	}
	if got := strings.Join(rules, " "); got != "broken-link broken-anchor" {
		t.Errorf("findings: %s", got)
	}
	for _, file := range []string{"", "a", "../a.md", "/a.md", ".hidden/a.md", "yanxi/a.md", "a/"} {
		if _, _, err := l.With(file, nil, nil); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

func TestCorrections(t *testing.T) {
	g := content.DefaultGates()
	src := "---\ntitle: 题\n---\n\n我的帐号按装好了，渡假。\n第二个帐号\n"
	var got []string
	for _, c := range g.Corrections("a.md", []byte(src)) {
		got = append(got, c.Use)
		if c.Line < 5 || c.EndColumn <= c.Column {
			t.Errorf("%+v", c)
		}
	}
	fixed, said, err := g.Fix("a.md", []byte(src))
	if err != nil || len(said) != len(got) || len(got) < 2 {
		t.Fatalf("%v, fixed %q (%d), %v", got, fixed, len(said), err)
	}
}
