package ui_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// made are the beginnings of keys whose ends are put together by the program: ids of
// terms, kinds of tasks and so on.
var made = []string{
	"access.", "account.password.", "account.role.", "account.tokens.scope.", "act.", "audit.detail.", "audit.what.", "people.done.", "class.csv.", "clock.none.", "clock.to.", "compare.verdict.", "desk.gate.", "desk.kind.", "desk.level.", "desk.new.", "desk.problem.", "desk.question.", "desk.state.", "error.", "facet.", "figure.precision.", "grade.", "kind.",
	"quiz.true", "quiz.false", "reports.brief.", "reports.change.", "reports.csv.", "reports.period.", "reports.title.", "reports.todo.", "reports.wrong.", "review.asks.",
	"reports.lost", "reports.missing", "reports.top", // lists, with a note each
	"deskreview.about.", "deskreview.did.", "deskreview.none.", "deskreview.refused.", "deskreview.sign-state.",
	"deskreview.state.", "deskreview.view.", "deskreview.void.", "deskreview.why.", "diff.kind.", "diff.unseen.",
	"role.", // the product's own, and what can be wrong with a library's
	"sort.", "status.", "verdict.",
}

// Every message is said somewhere: by a page, a script or a builder.
func TestMessagesAreUsed(t *testing.T) {
	said := sources(t, "..")
	for _, key := range slices.Sorted(maps.Keys(catalogues(t)["zh-CN"])) {
		asked := strings.TrimSuffix(key, ".marks") // see UI.Quoting
		if !strings.Contains(said, `"`+asked+`"`) && !slices.ContainsFunc(made, func(begin string) bool { return strings.HasPrefix(key, begin) }) {
			t.Errorf("nothing says %s", key)
		}
	}
}

// Every class that a style is for is in a page or a script, or is made of a beginning
// that is: clock-late of clock-.
func TestClassesAreUsed(t *testing.T) {
	words := map[string]bool{}
	for _, w := range regexp.MustCompile(`[A-Za-z_][\w-]*`).FindAllString(sources(t, "..")+sources(t, "../../content/markdown"), -1) {
		words[w] = true
	}
	sheets, err := styleFiles()
	if err != nil || len(sheets) == 0 {
		t.Fatal(sheets, err)
	}
	class, comment := regexp.MustCompile(`\.(-?[A-Za-z_][\w-]*)[^{}]*\{`), regexp.MustCompile(`(?s)/\*.*?\*/`)
	for _, sheet := range sheets {
		source, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range class.FindAllStringSubmatch(comment.ReplaceAllString(string(source), ""), -1) {
			begin := m[1][:strings.IndexByte(m[1]+"-", '-')]
			if !words[m[1]] && !words[begin+"-"] {
				t.Errorf("%s: nothing has the class %s", sheet, m[1])
			}
		}
	}
}

// sources are the program, templates and scripts below a folder, without tests and what is vendored.
func sources(t *testing.T, root string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "vendor" || d.Name() == "testdata"):
			return filepath.SkipDir
		case d.IsDir() || strings.HasSuffix(name, "_test.go") || !slices.Contains([]string{".go", ".html", ".js"}, filepath.Ext(name)):
			return nil
		}
		source, err := os.ReadFile(name)
		out.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// styleFiles are the parts of all style sheets.
func styleFiles() ([]string, error) {
	all, err := filepath.Glob("static/css/*.css")
	if err != nil {
		return nil, err
	}
	desk, err := filepath.Glob("static/css/desk/*.css")
	return append(all, desk...), err
}
