package content

import (
	"testing"
	"testing/fstest"
	"time"
)

// TestPlaces changes a library by what links are resolved by, and by what they are not.
func TestPlaces(t *testing.T) {
	open := func(files map[string]string) *Library {
		fsys := fstest.MapFS{
			"a.md": {Data: []byte("# 甲\n\n正文。\n")}, "b.md": {Data: []byte("# 乙\n")},
			"p.png": {Data: []byte("0"), ModTime: time.Unix(1000, 0)},
		}
		for name, text := range files {
			if fsys[name] = (&fstest.MapFile{Data: []byte(text)}); text == "" {
				delete(fsys, name)
			}
		}
		lib, err := Open(fsys)
		if err != nil {
			t.Fatal(err)
		}
		return lib
	}
	was := open(nil)
	for _, c := range []struct {
		file, text string
		same       bool
	}{
		{"a.md", "# 甲\n\n别的正文。\n", true},
		{"yanxi/review/a.jsonl", "{}\n", true},
		{"a.md", "# 丙\n", false},
		{"a.md", "---\naliases: [/alt/]\n---\n# 甲\n", false},
		{"a.md", "---\ndraft: true\n---\n# 甲\n", false},
		{"c.md", "# 丙\n", false},
		{"p.png", "", false},
		{"q.png", "1", false},
		{"yanxi/settings.yaml", "lang: en\n", false},
	} {
		if now := open(map[string]string{c.file: c.text}); (now.Places() == was.Places()) != c.same {
			t.Errorf("%s %q: the places are the same: %v", c.file, c.text, !c.same)
		}
	}
	if size, modified, ok := was.AssetStamp("p.png"); size != 1 || !modified.Equal(time.Unix(1000, 0)) || !ok {
		t.Error(size, modified, ok)
	}
	if _, _, ok := was.AssetStamp("q.png"); ok {
		t.Error("the stamp of a file that is not there is known")
	}
}

// TestStill changes a folder, and asks a library that was opened before.
func TestStill(t *testing.T) {
	old := time.Now().Add(-time.Hour)
	for _, c := range []struct {
		name, file, text string
		at               time.Time
		still            bool
	}{
		{"nothing", "", "", old, true},
		{"a text as long as before", "a.md", "# 乙\n", old.Add(time.Second), false},
		{"a longer text", "a.md", "# 甲甲\n", old, false},
		{"another text", "b.md", "# 乙\n", old, false},
		{"a text is gone", "a.md", "", old, false},
		{"a picture as large as before", "p.png", "1", old.Add(time.Second), false},
		{"another picture", "q.png", "1", old, false},
		{"a picture is gone", "p.png", "", old, false},
		{"settings", "yanxi/settings.yaml", "ask: https://example.org/\n", old, false},
		{"a vocabulary", "yanxi/vocabularies/x.yaml", "label: 词\nterms:\n  a: 甲\n", old, false},
		{"a ledger", "yanxi/review/a.jsonl", "{}\n", old, true},
		{"a file that is none of a library's", "a.go", "package a\n", old, true},
	} {
		fsys := fstest.MapFS{"a.md": {Data: []byte("# 甲\n"), ModTime: old}, "p.png": {Data: []byte("0"), ModTime: old}}
		lib, err := Open(fsys)
		if err != nil {
			t.Fatal(err)
		}
		if fsys[c.file] = (&fstest.MapFile{Data: []byte(c.text), ModTime: c.at}); c.text == "" {
			delete(fsys, c.file)
		}
		if still := lib.Still(time.Now()); still != c.still {
			t.Errorf("%s: it is still the same: %v", c.name, still)
		}
	}
	due := time.Now().Add(time.Hour).UTC()
	lib, err := Open(fstest.MapFS{"a.md": {Data: []byte("---\npublishDate: " + due.Format(time.RFC3339) + "\n---\n# 甲\n"), ModTime: old}})
	if err != nil {
		t.Fatal(err)
	}
	if !lib.Still(due.Add(-time.Minute)) || lib.Still(due.Add(time.Minute)) {
		t.Error("a text that is due makes another library, not sooner and not later")
	}
}
