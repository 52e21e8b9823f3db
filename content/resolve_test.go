package content_test

import (
	"testing"

	"yanxi/content"
	"yanxi/content/markdown"
)

// linked is a library that is linked in every way.
var linked = map[string]string{
	"index.md":                "# 首页",
	"notes/a.md":              "---\ntitle: 第一篇\naliases: [头一篇, /former/]\n---\n",
	"notes/b.md":              "---\ntitle: '案例: 冒号'\n---\n\n# 第二篇",
	"notes/b/pic.png":         "",
	"notes/图 1.png":           "",
	"notes/通知 #1 100%.md":     "# 通知",
	"notes/Cafe\u0301.md":     "# 咖啡",
	"notes/draft.md":          "---\ndraft: true\n---\n",
	"cases/index.md":          "# 案例",
	"cases/x.md":              "# 某事",
	"cases/deep/down/x.md":    "# 另一个某事",
	"cases/deep/down/only.md": "# 唯一",
	"cases/README.md":         "# 说明",
	"bare/c.md":               "# 丙",
	"public/logo.svg":         "<svg/>",
	"_posts/2019-06-03-p.md":  "# 帖子",
	"attachments/表.XLSX":      "",
	"tool.py":                 "",
	".hidden/h.md":            "",
	"yanxi/settings.yaml":     "name: 名",
}

func TestResolve(t *testing.T) {
	const link, wiki, image = markdown.LinkInline, markdown.LinkWiki, markdown.LinkImage
	tests := []struct {
		from string
		kind markdown.LinkKind
		dest string
		frag string
		want string // the document's id, "asset ", "folder " or "broken " with more, or "external"; with #fragment
	}{
		// from a file
		{"notes/a", link, "b.md", "", "notes/b"},
		{"notes/a", link, "./b.md", "", "notes/b"},
		{"notes/a", link, "b", "", "notes/b"},
		{"notes/a", link, "../cases/x.md", "节", "cases/x#节"},
		{"notes/a", link, "../cases/x", "", "cases/x"},
		{"notes/a", link, "../cases/x.html", "", "cases/x"},
		{"notes/a", link, "../cases/", "", "cases"},
		{"notes/a", link, "../cases", "", "cases"},
		{"notes/a", link, "../cases/index.md", "", "cases"},
		{"notes/a", link, "../cases/README.md", "", "cases/README"},
		{"notes/a", link, "../index.md", "", "index"},
		{"notes/a", link, "..", "", "index"},
		{"notes/a", link, "../bare/", "", "folder bare"},
		{"notes/a", link, "../bare", "", "folder bare"},
		{"notes/a", link, "", "节", "notes/a#节"},
		{"notes/a", link, "", "", "broken missing"},
		{"notes/a", link, ".", "", "folder notes"},
		// from a file, as its address sees it
		{"notes/a", link, "../b/", "", "notes/b"},
		{"notes/a", link, "../../cases/x/", "", "cases/x"},
		// from a folder's page
		{"cases", link, "x.md", "", "cases/x"},
		{"cases", link, "./x", "", "cases/x"},
		{"cases", link, "../notes/a.md", "", "notes/a"},
		{"cases", link, "deep", "", "folder cases/deep"},
		{"index", link, "notes/a", "", "notes/a"},
		// from the root
		{"notes/a", link, "/cases/x", "", "cases/x"},
		{"notes/a", link, "/cases/x/", "", "cases/x"},
		{"notes/a", link, "/cases/x.html", "", "cases/x"},
		{"notes/a", link, "/cases/x.md", "", "cases/x"},
		{"notes/a", link, "/cases/index.html", "", "cases"},
		{"notes/a", link, "/", "", "index"},
		{"notes/a", link, "/index.html", "", "index"},
		{"notes/a", link, "/former/", "", "notes/a"},
		{"notes/a", link, "/2019/06/03/p.html", "", "_posts/2019-06-03-p"},
		{"notes/a", link, "/cases/x?from=a", "", "cases/x"},
		// names
		{"notes/a", link, "通知 #1 100%.md", "", "notes/通知 #1 100%"},
		{"notes/a", link, "通知%20%231%20100%25.md", "", "notes/通知 #1 100%"},
		{"notes/a", link, "Café.md", "", "notes/Café"},
		{"notes/a", link, "Cafe\u0301.md", "", "notes/Café"},
		{"notes/a", link, "B.MD", "", "notes/b"},
		{"notes/a", link, `..\cases\x.md`, "", "cases/x"},
		// files
		{"notes/a", image, "b/pic.png", "", "asset notes/b/pic.png"},
		{"notes/a", image, "图 1.png", "", "asset notes/图 1.png"},
		{"notes/a", image, "图%201.png", "", "asset notes/图 1.png"},
		{"notes/a", image, "B/Pic.PNG", "", "asset notes/b/pic.png"},
		{"cases/x", image, "pic.png", "", "asset notes/b/pic.png"},
		{"cases/x", image, "/logo.svg", "", "asset public/logo.svg"},
		{"cases/x", image, "../logo.svg", "", "broken missing"},
		{"cases/x", link, "../attachments/表.xlsx", "", "asset attachments/表.XLSX"},
		{"cases/x", link, "../tool.py", "", "broken missing"},
		// wikilinks
		{"cases/x", wiki, "notes/a", "", "notes/a"},
		{"cases/x", wiki, "第一篇", "", "notes/a"},
		{"cases/x", wiki, "头一篇", "", "notes/a"},
		{"cases/x", wiki, "a", "", "notes/a"},
		{"cases/x", wiki, "a.md", "", "notes/a"},
		{"cases/x", wiki, "第一篇", "第二节 四道关", "notes/a#第二节-四道关"},
		{"cases/x", wiki, "a", "一#第二节 四道关", "notes/a#第二节-四道关"},
		{"cases/x", wiki, "a", "^b1c2", "notes/a"},
		{"cases/x", wiki, "", "某节", "cases/x#某节"},
		{"cases/x", wiki, "案例: 冒号", "", "notes/b"},
		{"notes/a", wiki, "x", "", "cases/x"},
		{"cases/deep/down/only", wiki, "x", "", "cases/deep/down/x"},
		{"notes/a", wiki, "down/x", "", "cases/deep/down/x"},
		{"notes/a", wiki, "only", "", "cases/deep/down/only"},
		{"notes/a", wiki, "ONLY", "", "cases/deep/down/only"},
		{"notes/a", wiki, "2019-06-03-p", "", "_posts/2019-06-03-p"},
		{"notes/a", wiki, "没有", "", "broken missing"},
		{"notes/a", wiki, "https://example.org/", "", "external"},
		{"cases/x", image, "表.xlsx", "", "asset attachments/表.XLSX"},
		// elsewhere
		{"notes/a", link, "https://example.org/a", "b", "external"},
		{"notes/a", link, "mailto:a@example.org", "", "external"},
		{"notes/a", link, "tel:12345", "", "external"},
		{"notes/a", link, "//example.org/", "", "external"},
		{"notes/a", link, "javascript:alert(1)", "", "broken unsafe"},
		{"notes/a", link, "JavaScript:alert(1)", "", "broken unsafe"},
		{"notes/a", link, "data:text/html,x", "", "broken unsafe"},
		{"notes/a", link, "file:///etc/passwd", "", "broken unsafe"},
		{"notes/a", link, `C:\x.md`, "", "broken unsafe"},
		{"notes/a", link, `\\server\x.md`, "", "broken unsafe"},
		// what the site searches and compares
		{"notes/a", link, "/search?q=学校 -平台:微博&kind=case", "", "site"},
		{"notes/a", link, "/search", "", "broken missing"},
		{"notes/a", link, "search?q=学校", "", "broken missing"},
		{"notes/a", wiki, "/search?q=学校", "", "broken missing"},
		{"notes/a", image, "/search?q=学校", "", "broken missing"},
		// out, hidden, not there
		{"notes/a", link, "../../x.md", "", "broken leaves"},
		{"notes/a", link, "../../../../..", "", "broken leaves"},
		{"notes/a", link, "%2e%2e/%2e%2e/x", "", "broken leaves"},
		{"notes/a", link, "draft.md", "", "broken hidden"},
		{"notes/a", link, "/notes/draft/", "", "broken hidden"},
		{"notes/a", link, "../.hidden/h.md", "", "broken missing"},
		{"notes/a", link, "../yanxi/settings.yaml", "", "broken missing"},
		{"notes/a", link, "missing.md", "", "broken missing"},
		{"notes/a", link, "/notes/missing/", "", "broken missing"},
	}
	l := open(t, files(linked))
	for _, tt := range tests {
		from := l.Document(tt.from)
		if from == nil {
			t.Fatalf("no document %q", tt.from)
		}
		ref := l.Resolve(from, markdown.Link{Kind: tt.kind, Dest: tt.dest, Fragment: tt.frag})
		if got := showReference(ref); got != tt.want {
			t.Errorf("from %s: %d %q #%q leads to %q, want %q", tt.from, tt.kind, tt.dest, tt.frag, got, tt.want)
		}
	}
}

// A comparison is of cases that are there, two at least.
func TestResolveComparison(t *testing.T) {
	const kind = "---\nkind: case\n---\n"
	l := open(t, files(map[string]string{"cases/甲.md": kind, "cases/b.md": kind, "cases/c.md": kind, "n.md": "# 笔记"}))
	for dest, want := range map[string]string{
		"/compare?id=cases/甲&id=cases/b":            "site",
		"/compare?id=cases/甲&id=cases/b&id=cases/c": "site",
		"/compare/?id=cases/甲&id=cases/b":           "site",
		"/compare?id=cases/b":                       "broken missing",
		"/compare?id=cases/b&id=cases/none":         "broken missing",
		"/compare?id=cases/b&id=n":                  "broken missing",
		"/compare?id=cases/b&ids=cases/c":           "broken missing",
		"/compare":                                  "broken missing",
	} {
		if got := showReference(l.Resolve(l.Document("n"), markdown.Link{Dest: dest})); got != want {
			t.Errorf("%q leads to %q, want %q", dest, got, want)
		}
	}
}

// A library needs no pages for its folders, not even for the root.
func TestResolveFolders(t *testing.T) {
	l := open(t, files(map[string]string{"notes/a.md": "# 甲", "notes/deep/b.md": "# 乙", "empty/c.txt": ""}))
	for dest, want := range map[string]string{
		"/": "folder index", "..": "folder index", "../": "folder index", "/index.html": "folder index",
		".": "folder notes", "/notes/": "folder notes", "deep/index.md": "folder notes/deep", "../empty/": "broken missing",
	} {
		if got := showReference(l.Resolve(l.Document("notes/a"), markdown.Link{Dest: dest})); got != want {
			t.Errorf("%q leads to %q, want %q", dest, got, want)
		}
	}
}

func showReference(ref content.Reference) string {
	s := ""
	switch {
	case ref.Document != nil:
		s = ref.Document.ID
	case ref.Asset != "":
		s = "asset " + ref.Asset
	case ref.Folder != "":
		s = "folder " + ref.Folder
	case ref.Site:
		return "site"
	case ref.External:
		s = "external"
	case ref.Broken:
		s = "broken " + string(ref.Reason)
	}
	if ref.Fragment != "" {
		s += "#" + ref.Fragment
	}
	return s
}
