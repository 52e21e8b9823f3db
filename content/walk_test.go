package content_test

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"yanxi/content"
)

// A site is often built into a folder of its own library.
func TestBuiltSiteIsNotRead(t *testing.T) {
	lib := open(t, files(map[string]string{
		"a.md":                        "# 甲\n",
		"pic.png":                     "",
		"public/" + content.BuildMark: "{}",
		"public/pic.png":              "",
		"public/a/index.html":         "",
		"public/left-by-a-user.md":    "# 乙\n",
	}))
	if diff := gocmp.Diff([]string{"pic.png"}, lib.Assets()); diff != "" {
		t.Errorf("assets (-want +got):\n%s", diff)
	}
	if !lib.HasText("a.md") || lib.HasText("public/left-by-a-user.md") {
		t.Error("texts: want a.md alone")
	}
}
