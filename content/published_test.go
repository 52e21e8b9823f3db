package content_test

import "testing"

// TestPublished lists what is held back, by the ways to say so.
func TestPublished(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             bool
	}{
		{"nothing said", "a.md", "# 甲", true},
		{"draft", "a.md", "---\ndraft: true\n---\n", false},
		{"draft as text", "a.md", "---\nDraft: 'yes'\n---\n", false},
		{"no draft", "a.md", "---\ndraft: false\n---\n", true},
		{"doubtful draft", "a.md", "---\ndraft: maybe\n---\n", false},
		{"draft in TOML", "a.md", "+++\ndraft = true\n+++\n", false},
		{"Jekyll", "a.md", "---\npublished: false\n---\n", false},
		{"Jekyll's drafts", "_drafts/a.md", "# 甲", false},
		{"Jekyll's posts", "_posts/a.md", "# 甲", true},
		{"Hugo's date for published", "a.md", "---\npublished: 2019-06-03\n---\n", true},
		{"Obsidian", "a.md", "---\npublish: false\n---\n", false},
		{"status", "a.md", "---\nstatus: Draft\n---\n", false},
		{"status in Chinese", "a.md", "---\nstatus: 草稿\n---\n", false},
		{"archived", "a.md", "---\nstatus: archived\n---\n", true},
		{"headless", "a/index.md", "---\nheadless: true\n---\n", false},
		{"never rendered", "a.md", "---\n_build:\n  render: never\n---\n", false},
		{"not rendered", "a.md", "---\nbuild: {render: false}\n---\n", false},
		{"not yet", "a.md", "---\npublishDate: 9999-01-01\n---\n", false},
		{"since", "a.md", "---\npublishDate: 2019-01-01\n---\n", true},
		{"no longer", "a.md", "---\nexpiryDate: 2019-01-01\n---\n", false},
		{"unreadable", "a.md", "---\ntitle: a: b\n---\n", true},
		{"unreadable draft", "a.md", "---\ntitle: a: b\n\"draft\": true # yet\n---\n", false},
		{"unreadable draft in TOML", "a.md", "+++\ntitle = a\ndraft = true\n+++\n", false},
		{"unreadable unpublished", "a.md", "---\ntitle: a: b\npublished: no\n---\n", false},
		{"draft only in the text", "a.md", "# 甲\n\ndraft: true\n", true},
		{"partial", "_a.md", "# 甲", false},
		{"partials", "_includes/a.md", "# 甲", false},
		{"Hugo's list page", "a/_index.md", "# 甲", true},
		{"hidden", ".a.md", "# 甲", false},
		{"in a hidden folder", ".obsidian/a.md", "# 甲", false},
		{"modules", "x/node_modules/a/README.md", "# 甲", false},
		{"settings", "yanxi/a.md", "# 甲", false},
		{"a folder of that name below", "a/yanxi/a.md", "# 甲", true},
		{"upper case", "A.MD", "# 甲", true},
		{"other format", "a.mdx", "# 甲", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := open(t, files(map[string]string{tt.file: tt.text}))
			if got := len(l.Documents()) == 1; got != tt.want {
				t.Errorf("published %v, want %v", got, tt.want)
			}
		})
	}
}
