package publish

import (
	"slices"
	"testing"
)

// TestNoCommit writes into a checkout, in the folder of its library, and leaves the commit to its owner.
func TestNoCommit(t *testing.T) {
	dir := clone(t, newRemote(t, map[string]string{"docs/a.md": "1", "other": "1"}))
	f, err := Open(t.Context(), dir+"/docs", Options{NoCommit: true})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	before := git(t, dir, "rev-parse", "HEAD")
	result := update(t, f, map[string]string{"a.md": "2", "b/c.md": "1"})
	if !slices.Equal(result.Changed, []string{"a.md", "b/c.md"}) || result.Commit != "" || !f.InGit() {
		t.Errorf("%+v", result)
	}
	if now := git(t, dir, "rev-parse", "HEAD"); now != before {
		t.Error("there is a commit")
	}
	if out := git(t, dir, "status", "--porcelain", "-uall"); out != " M docs/a.md\n?? docs/b/c.md" {
		t.Errorf("git status: %q", out)
	}
}
