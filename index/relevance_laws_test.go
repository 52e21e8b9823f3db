//go:build relevance

package index

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"yanxi/content"
)

// lawCorpus asks a library of laws for each law by its everyday name, which
// has to find that law first. Two sets, each name once:
//
//   - laws: names that end in 法 or 法典 (民法典, 行政处罚法)
//   - regulations: names that end in 条例, 规定, 办法, 细则 or 规则
//
// An everyday name is made from a document's title, see [everydayName].
// Where several documents share one (versions of different years, parts of a
// code, a copy), any of them is right: the name does not say which is meant.
// So is the page of a folder of that name; but the pages of folders
// (行政法, 社会法) make no names of their own. A document about a law
// (an interpretation, a decision to amend it, a rule to implement it) has another
// name and is not that law. Interpretations and decisions have no everyday names.
func lawCorpus(t *testing.T, dir string) corpus {
	fsys, err := content.DirFS(dir)
	if err != nil {
		t.Fatalf("LIBRARY: %v", err)
	}
	c := corpus{lib: openLibrary(t, fsys)}
	c.sets = []judgedSet{
		lawSet(c.lib, "laws", regexp.MustCompile(`法(典)?$`), regexp.MustCompile(`办法$`)),
		lawSet(c.lib, "regulations", regexp.MustCompile(`(条例|规定|办法|细则|规则)$`), nil),
	}
	c.sets = slices.DeleteFunc(c.sets, func(set judgedSet) bool { return len(set.queries) == 0 })
	if len(c.sets) == 0 {
		t.Fatalf("LIBRARY: no titles of laws in %s", dir)
	}
	return c
}

// lawSet makes a query of each everyday name of a form, in the order of documents.
func lawSet(lib *content.Library, name string, form, but *regexp.Regexp) judgedSet {
	folders := foldersOf(lib)
	shared := map[string]map[string]int{} // documents by name
	var names []string
	for _, d := range lib.Documents() {
		everyday := everydayName(d.Title)
		if shared[everyday] == nil {
			shared[everyday] = map[string]int{}
		}
		shared[everyday][d.ID] = 3
		if !folders[d.ID] && form.MatchString(everyday) && (but == nil || !but.MatchString(everyday)) && !strings.HasPrefix(everyday, "最高人民") {
			names = append(names, everyday)
		}
	}
	set := judgedSet{name: name}
	seen := map[string]bool{}
	for _, everyday := range names {
		if !seen[everyday] {
			seen[everyday] = true
			set.queries = append(set.queries, judgedQuery{everyday, shared[everyday]})
		}
	}
	return set
}

// foldersOf holds the ids that other documents lie below.
func foldersOf(lib *content.Library) map[string]bool {
	folders := map[string]bool{}
	for _, d := range lib.Documents() {
		for id := d.ID; strings.Contains(id, "/"); {
			id = id[:strings.LastIndexByte(id, '/')]
			folders[id] = true
		}
	}
	return folders
}

// edition matches what a title says in brackets at its end about the edition: a year, an
// amendment, that it is on trial. The number of an amendment（七）is part of its name.
var edition = regexp.MustCompile(`[（(〔\[][^）)〕\]]*([0-9]{4}|修正|修订|试行|暂行|草案)[^）)〕\]]*[）)〕\]]$`)

// everydayName is what people call a law by its title: without the state's
// name, marks of titles, spaces, and the edition.
func everydayName(title string) string {
	name := strings.NewReplacer("中华人民共和国", "", "《", "", "》", "", "〈", "", "〉", "", " ", "", "\u3000", "").Replace(title)
	for {
		shorter := edition.ReplaceAllString(name, "")
		if shorter == name || shorter == "" {
			return name
		}
		name = shorter
	}
}

func TestRelevanceEverydayName(t *testing.T) {
	for title, want := range map[string]string{
		"中华人民共和国行政处罚法":          "行政处罚法",
		"中华人民共和国民法典":            "民法典",
		"反分裂国家法":                "反分裂国家法",
		"中华人民共和国宪法修正案（1988年）":   "宪法修正案",
		"中华人民共和国刑法修正案（七）":       "刑法修正案（七）",
		"上海市实施《中华人民共和国义务教育法》办法": "上海市实施义务教育法办法",
		"某某条例（2019年修正）(试行)":     "某某条例",
		"中国（上海）自由贸易试验区条例":       "中国（上海）自由贸易试验区条例",
		"（试行）": "（试行）",
		"中华人民共和国 公民出境入境管理法　实施细则": "公民出境入境管理法实施细则",
	} {
		if got := everydayName(title); got != want {
			t.Errorf("%s is called %s, want %s", title, got, want)
		}
	}
}
