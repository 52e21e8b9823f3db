package library_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/content/library"
)

func open(t *testing.T) *content.Library {
	t.Helper()
	lib, err := content.Open(library.FS())
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestSampleHasNoFindings(t *testing.T) {
	for _, f := range open(t).Check(t.Context()) {
		if f.Level != content.LevelInfo {
			t.Errorf("%v; %s", f, f.Suggestion)
		}
	}
}

func TestSampleIsWhole(t *testing.T) {
	docs := open(t).Documents()
	kinds := map[content.Kind]int{}
	for _, d := range docs {
		kinds[d.Kind]++
		if d.Title == "" || d.Summary == "" {
			t.Errorf("%s: title %q, summary %q: both must be given", d.ID, d.Title, d.Summary)
		}
	}
	if len(docs) < 30 {
		t.Errorf("%d documents, want at least 30", len(docs))
	}
	if n := kinds[content.KindCase]; n < 12 {
		t.Errorf("%d cases, want at least 12", n)
	}
	if n := kinds[content.KindCourse]; n != 2 {
		t.Errorf("%d courses, want 2", n)
	}
}

// Every case must carry what its page is made of: an outbreak and a first
// response to run the clock, lessons, and a source for each moment.
func TestCasesAreSourced(t *testing.T) {
	for _, d := range open(t).Documents() {
		if d.Kind != content.KindCase {
			continue
		}
		if d.Date.IsZero() {
			t.Errorf("%s: no date", d.File)
		}
		types := map[content.MomentType]int{}
		for _, m := range d.Case.Timeline {
			types[m.Type]++
			if len(m.Sources) == 0 {
				t.Errorf("%s:%d: a moment without a source", d.File, m.Line)
			}
		}
		if types[content.MomentOutbreak] == 0 || types[content.MomentFirstResponse] == 0 {
			t.Errorf("%s: no outbreak or no first response", d.File)
		}
		if len(d.Case.Lessons) == 0 || len(d.Case.Sources) == 0 {
			t.Errorf("%s: %d lessons, %d sources", d.File, len(d.Case.Lessons), len(d.Case.Sources))
		}
	}
}

// The site sets the space between Chinese and Latin letters itself, so none is typed.
func TestNoTypedSpacesBesideLatin(t *testing.T) {
	typed := regexp.MustCompile(`\p{Han} [A-Za-z0-9]|[A-Za-z0-9] \p{Han}`)
	code := regexp.MustCompile("(?ms)^(`{3,}).*?^`{3,}$|`[^`\n]*`|^---\n.*?^---$|^:::.*$|^#+ ")
	err := fs.WalkDir(library.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".md") {
			return err
		}
		text, err := fs.ReadFile(library.FS(), name)
		if err != nil {
			return err
		}
		for _, found := range typed.FindAllString(code.ReplaceAllString(string(text), "\n"), -1) {
			t.Errorf("%s: a typed space in %q", name, found)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
