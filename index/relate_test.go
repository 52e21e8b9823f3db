package index

import (
	"context"
	"slices"
	"testing"
)

// What a text is about derives from more than its file.
func TestRelationsAreRenewed(t *testing.T) {
	fsys := files()
	x := indexed(t, fsys)
	relate := func() signature {
		if _, err := x.Relations(context.Background()); err != nil {
			t.Fatal(err)
		}
		return x.signatures.known["cases/bus"].about
	}
	word := func(w signatureWord) bool { return w.Word == "坠江公交" }
	put(fsys, "cases/bus.md", "---\ntitle: 坠江公交\n---\n")
	bringUp(t, x, openLibrary(t, fsys))
	if slices.ContainsFunc(relate(), word) {
		t.Fatal("the word is known already")
	}
	put(fsys, "yanxi/words.txt", "坠江公交\n")
	bringUp(t, x, openLibrary(t, fsys))
	if got := relate(); !slices.ContainsFunc(got, word) {
		t.Errorf("with a word of the library's own: %v", got)
	}
}

func TestRelate(t *testing.T) {
	r := Relate(openLibrary(t, files()))
	if got := r.To("cases/quake", 1); len(got) != 1 || got[0].ID != "cases/bus" {
		t.Errorf("got %v", got)
	}
	if got := r.To("nothing", 5); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
