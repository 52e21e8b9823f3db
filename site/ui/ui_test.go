package ui_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"yanxi/site/ui"
)

// eachPage calls f with every page in both languages, rendered.
func eachPage(t *testing.T, f func(t *testing.T, p page, rendered []byte)) {
	t.Helper()
	for _, lang := range []string{"zh-CN", "en"} {
		u, err := ui.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages(lang) {
			t.Run(fmt.Sprintf("%s/%s/%s", lang, p.template, p.name), func(t *testing.T) {
				var b bytes.Buffer
				if err := u.Render(&b, p.template, p.value); err != nil {
					t.Fatal(err)
				}
				f(t, p, b.Bytes())
			})
		}
	}
}

// Every template has a page in the fixtures, so that none escapes the tests.
func TestEveryTemplateIsTested(t *testing.T) {
	files, err := fs.Glob(os.DirFS("templates"), "*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, ".html")
		for _, value := range []string{"full", "empty"} {
			tested := slices.ContainsFunc(pages("en"), func(p page) bool { return p.template == name && p.name == value })
			if !tested && name != "layout" {
				t.Errorf("no %s page for %s", value, file)
			}
		}
	}
}

func TestMessagesAreThere(t *testing.T) {
	eachPage(t, func(t *testing.T, _ page, rendered []byte) {
		for _, missing := range regexp.MustCompile(`⟦[^⟧]*⟧`).FindAll(rendered, -1) {
			t.Errorf("no message for %s", missing)
		}
		if bad := regexp.MustCompile(`%!\w?\([^)]*\)?`).Find(rendered); bad != nil {
			t.Errorf("wrong arguments for a message: %s", bad)
		}
		if bad := regexp.MustCompile(`\{[a-z ,']+\|[a-z ,']+\}`).Find(rendered); bad != nil {
			t.Errorf("a script would show both forms: %s", bad)
		}
	})
}

// Pages run under a policy that knows no inline scripts and styles; and what
// data says must not become markup.
func TestNothingInline(t *testing.T) {
	eachPage(t, func(t *testing.T, _ page, rendered []byte) {
		if bytes.Contains(rendered, []byte("alert(1)</script>")) {
			t.Error("data became a script")
		}
		for n := range mustParse(t, rendered).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "style" || n.Data == "script" && n.FirstChild != nil {
				t.Errorf("inline <%s>", n.Data)
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		}
	})
}

// void elements have no end tag.
var void = []string{"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"}

func TestTagsMatch(t *testing.T) {
	eachPage(t, func(t *testing.T, _ page, rendered []byte) {
		var open []string
		for z := html.NewTokenizer(bytes.NewReader(rendered)); ; {
			kind := z.Next()
			name, _ := z.TagName()
			switch tag := string(name); kind {
			case html.StartTagToken:
				if !slices.Contains(void, tag) {
					open = append(open, tag)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tag {
					t.Fatalf("</%s> within %v", tag, open)
				}
				open = open[:len(open)-1]
			case html.ErrorToken:
				if len(open) > 0 {
					t.Fatalf("never closed: %v", open)
				}
				return
			}
		}
	})
}

// A page has one h1, a main part, unique ids, and fields with labels; links
// within it lead somewhere.
func TestStructure(t *testing.T) {
	eachPage(t, func(t *testing.T, p page, rendered []byte) {
		count := map[string]int{}
		ids := map[string]bool{}
		var fragments []string
		for n := range mustParse(t, rendered).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			count[n.Data]++
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("id %q twice", id)
				}
				ids[id] = true
			}
			for _, key := range []string{"for", "aria-labelledby"} {
				if to := attr(n, key); to != "" {
					fragments = append(fragments, to)
				}
			}
			if n.Data == "html" && attr(n, "lang") == "" {
				t.Error("no lang")
			}
		}
		for _, tag := range []string{"h1", "main", "title"} {
			if count[tag] != 1 {
				t.Errorf("%d <%s>", count[tag], tag)
			}
		}
		for _, to := range fragments {
			if !ids[to] {
				t.Errorf("nothing has the id %q", to)
			}
		}
	})
}

// What other packages and addresses already in the world lead to.
func TestAnchors(t *testing.T) {
	want := map[string][]string{
		"case":   {"timeline", "statements", "clock", "outcome", "lessons", "sources", "source-1", "source-2"},
		"course": {"facts", "material", "taught"},
	}
	eachPage(t, func(t *testing.T, p page, rendered []byte) {
		if p.name != "full" {
			return
		}
		for _, id := range want[p.template] {
			if !bytes.Contains(rendered, []byte(`id="`+id+`"`)) {
				t.Errorf("no #%s", id)
			}
		}
	})
}

func TestAssetsExist(t *testing.T) {
	plain := regexp.MustCompile(`\{\{asset "([^"]+)"\}\}`)
	for _, root := range []string{"templates", "static"} {
		err := fs.WalkDir(os.DirFS(root), ".", func(p string, e fs.DirEntry, err error) error {
			if err != nil || path.Ext(p) != ".html" {
				return err
			}
			source, err := os.ReadFile(path.Join(root, p))
			for _, m := range plain.FindAllSubmatch(source, -1) {
				if _, ok := ui.Assets()[string(m[1])]; !ok {
					t.Errorf("%s: no asset %s", p, m[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func mustParse(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
