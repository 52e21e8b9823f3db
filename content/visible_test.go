package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"yanxi/content"
)

// TestFindingsShowAll puts what a terminal would obey into what findings quote.
func TestFindingsShowAll(t *testing.T) {
	text := "---\nkind: case\ntimeline:\n- {at: \"2020\\e[2J\", type: \"\\0\\e]0;x\\a\\u202Eb\\u2066\"}\n---\n"
	l, err := content.Open(fstest.MapFS{"a.md": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	quoted := 0
	for _, f := range l.Check(t.Context()) {
		said := f.Message + f.Suggestion
		if i := strings.IndexFunc(said, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
			t.Errorf("%q", said)
		}
		if strings.Contains(said, "2020") || strings.Contains(said, "b") {
			quoted++
		}
	}
	if quoted < 2 {
		t.Errorf("%d findings quote what is wrong", quoted)
	}
}
