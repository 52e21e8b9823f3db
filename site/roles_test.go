package site_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/site"
	"yanxi/site/sitetest"
)

func TestRoles(t *testing.T) {
	note := func(tags string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: 题" + tags + "\ntags: [" + tags + "]\n---\n正文\n")}
	}
	for name, test := range map[string]struct {
		file       string
		has, lacks []string
		finds      string
	}{
		"the product's own": {"", []string{"给你的", "值守", "/role/duty/"}, []string{"写稿"}, ""},
		"the library's":     {"roles:\n  - {id: press, label: 发布, tags: [发布会]}\n  - {id: none, label: 没有, tags: [无]}\n", []string{"发布", "/role/press/"}, []string{"值守", "没有"}, ""},
		"unreadable":        {"roles: [", []string{"值守"}, nil, "角色文件读不懂"},
		"unknown key":       {"roles:\n  - {id: a, label: 甲, color: red}\n", []string{"值守"}, nil, "角色文件读不懂"},
		"a bad id":          {"roles:\n  - {id: ../x, label: 坏, tags: [值班]}\n  - {id: good, label: 好的, tags: [值班]}\n", []string{"好的"}, []string{"坏"}, "id不能用"},
		"no label":          {"roles:\n  - {id: a, tags: [值班]}\n  - {id: good, label: 好的, tags: [值班]}\n", []string{"好的"}, []string{"/role/a/"}, "label不能用"},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{"a.md": note("值班"), "b.md": note("发布会")}
			if test.file != "" {
				files["yanxi/roles.yaml"] = &fstest.MapFile{Data: []byte(test.file)}
			}
			lib := sitetest.Open(t, files)
			s := newSite(t, lib, site.Options{})
			body := ask(s, http.MethodGet, "/", nil).Body.String()
			for _, want := range test.has {
				if !strings.Contains(body, want) {
					t.Errorf("the home page lacks %q", want)
				}
				if strings.HasPrefix(want, "/") {
					if w := ask(s, http.MethodGet, want, nil); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "题") {
						t.Errorf("%s is answered %d", want, w.Code)
					}
				}
			}
			for _, not := range test.lacks {
				if strings.Contains(body, not) {
					t.Errorf("the home page has %q", not)
				}
			}
			said := ""
			for _, f := range site.Findings(t.Context(), lib) {
				if f.Rule == "bad-roles" {
					said += f.Message
				}
			}
			if !strings.Contains(said, test.finds) || test.finds == "" && said != "" {
				t.Errorf("findings %q, want %q", said, test.finds)
			}
			if w := ask(s, http.MethodGet, "/role/nobody/", nil); w.Code != http.StatusNotFound {
				t.Errorf("a role that is none is answered %d", w.Code)
			}
		})
	}
}
