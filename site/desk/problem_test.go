package desk

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"yanxi/site/publish"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// TestPublishProblems has a sentence for each reason that package publish has for writing nothing.
func TestPublishProblems(t *testing.T) {
	reasons := reasonsIn[publish.Reason](t, "../publish/errors.go")
	if len(reasons) < 15 {
		t.Fatalf("publish has %d reasons", len(reasons))
	}
	for _, lang := range []string{"zh-CN", "en"} {
		words, err := ui.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, reason := range reasons {
			p, known := problemOf(fmt.Errorf("submit: %w", &publish.Error{Reason: reason, Problem: "no", Paths: []string{"a.md", "b.md", "c.md", "d.md"}}))
			said := words.T("desk.problem."+p.key, p.args...)
			switch {
			case !known || p.key == "publish.other":
				t.Errorf("%s: there is no sentence for %q", lang, reason)
			case p.status < 400:
				t.Errorf("%q is answered by %d", reason, p.status)
			case strings.Contains(said, "desk.problem") || strings.Contains(said, "%!") || words.T("desk.problem."+p.key+".title") == "":
				t.Errorf("%s: of %q it is said: %s", lang, reason, said)
			case reason == publish.Dirty && (!strings.Contains(said, "a.md b.md c.md …") || strings.Contains(said, "d.md")):
				t.Errorf("%s: it is not said which files are in the way: %s", lang, said)
			}
		}
	}
}

// TestRefusals has a sentence for each reason that package review has for deciding nothing, but for those that have pages of
// their own or are never met at the desk.
func TestRefusals(t *testing.T) {
	elsewhere := []review.Reason{review.Unknown, review.NoCommand}
	reasons := reasonsIn[review.Reason](t, "../review/errors.go")
	if len(reasons) < 25 {
		t.Fatalf("review has %d reasons", len(reasons))
	}
	for _, lang := range []string{"zh-CN", "en"} {
		words, err := ui.New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, reason := range reasons {
			key := refusalKey(fmt.Errorf("sign: %w", &review.Error{Reason: reason}))
			said := words.T("deskreview.refused." + key)
			switch known := key != ""; {
			case known == slices.Contains(elsewhere, reason):
				t.Errorf("%q has the key %q", reason, key)
			case known && strings.Contains(said, "deskreview.refused"):
				t.Errorf("%s: there is no sentence for %q", lang, reason)
			}
		}
	}
}

// reasonsIn are the values of the constants of type Reason in a file.
func reasonsIn[R ~string](t *testing.T, file string) []R {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []R
	ast.Inspect(parsed, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Reason" {
				value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, R(value))
			}
		}
		return true
	})
	return out
}
