package ui_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"yanxi/site/ui"
)

// catalogues are the texts of each language.
func catalogues(t *testing.T) map[string]map[string]string {
	t.Helper()
	files, err := filepath.Glob("messages/*/*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("catalogues: %v, %v", files, err)
	}
	out := map[string]map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lang := filepath.Base(filepath.Dir(file))
		if out[lang] == nil {
			out[lang] = map[string]string{}
		}
		texts := map[string]string{}
		if err := yaml.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		maps.Copy(out[lang], texts)
	}
	return out
}

// A key says the same in every language, with the same values in the same order.
func TestCataloguesAgree(t *testing.T) {
	verb := regexp.MustCompile(`%[a-z%]`)
	shape := func(texts map[string]string) map[string][]string {
		out := map[string][]string{}
		for key, text := range texts {
			out[key] = verb.FindAllString(text, -1)
		}
		return out
	}
	all := catalogues(t)
	chinese := shape(all["zh-CN"])
	for file, texts := range all {
		if diff := cmp.Diff(chinese, shape(texts)); diff != "" {
			t.Errorf("%s (-zh-CN):\n%s", file, diff)
		}
	}
}

func TestNoMessageIsEmpty(t *testing.T) {
	for file, texts := range catalogues(t) {
		for _, key := range slices.Sorted(maps.Keys(texts)) {
			if texts[key] == "" {
				t.Errorf("%s: %s is empty", file, key)
			}
		}
	}
}

// What is asked for by name in templates has a message.
func TestTemplateKeys(t *testing.T) {
	keys := regexp.MustCompile(`\bt "([^"]+)"`)
	files, err := filepath.Glob("templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	parts, err := filepath.Glob("templates/parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	texts := catalogues(t)["zh-CN"]
	for _, file := range append(files, parts...) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keys.FindAllSubmatch(source, -1) {
			if _, ok := texts[string(m[1])]; !ok {
				t.Errorf("%s: no message for %s", file, m[1])
			}
		}
	}
}

func TestLabel(t *testing.T) {
	u, err := ui.New("zh-Hans")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ group, id, want string }{
		{"kind", "case", "案例"},
		{"act", "fact", "事实"},
		{"kind", "unheard of", "unheard of"},
	} {
		if got := u.Label(c.group, c.id); got != c.want {
			t.Errorf("Label(%q, %q) = %q, want %q", c.group, c.id, got, c.want)
		}
	}
	if got := u.T("no.such.key"); got != "⟦no.such.key⟧" {
		t.Errorf("T of a missing key = %q", got)
	}
}
