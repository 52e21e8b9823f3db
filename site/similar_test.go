package site

import (
	"slices"
	"strings"
	"testing"

	"yanxi/content"
)

func TestCourseLikeness(t *testing.T) {
	course := func(types string) []content.Moment {
		var out []content.Moment
		for _, name := range strings.Fields(types) {
			out = append(out, content.Moment{Type: content.MomentType(strings.Trim(name, "-"))})
		}
		return out
	}
	tests := []struct {
		a, b string
		want float64
	}{
		{"outbreak first_response close", "outbreak first_response close", 1},
		{"outbreak first_response close", "outbreak close", 2. / 3},
		{"outbreak first_response", "close fact", 0},
		{"outbreak fact fact close", "fact outbreak close fact", 0.5},
		{"- -", "- -", 0}, // types that are not given are not alike
		{"", "outbreak", 0},
	}
	for _, tt := range tests {
		if got := courseLikeness(course(tt.a), course(tt.b)); got != tt.want {
			t.Errorf("%s | %s: %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if got := courseLikeness(course(tt.b), course(tt.a)); got != tt.want {
			t.Errorf("%s | %s: %v, want %v", tt.b, tt.a, got, tt.want)
		}
	}
}

// Every case of the sample has at most three others, each with a reason that is true.
func TestSimilar(t *testing.T) {
	e := sampleEdition(t)
	found := 0
	for _, d := range e.allCases() {
		similar := e.similar(d)
		if len(similar) > similarCount {
			t.Errorf("%s: %d similar cases", d.ID, len(similar))
		}
		for _, s := range similar {
			found++
			other := e.lib.Document(s.ID)
			if other == d || len(s.Reasons) == 0 || len(s.Reasons) > 3 || s.Compare == "" {
				t.Errorf("%s: %s because of %v", d.ID, s.ID, s.Reasons)
			}
			sameField := len(sharedTerms(d, other, "field")) > 0
			said := slices.ContainsFunc(s.Reasons, func(r string) bool { return strings.HasPrefix(r, "同一领域") })
			if sameField != said {
				t.Errorf("%s and %s: the same field: %v, said: %v", d.ID, s.ID, sameField, s.Reasons)
			}
		}
	}
	if found < 16 {
		t.Errorf("%d similar cases in the whole sample", found)
	}
}

func TestShortTitle(t *testing.T) {
	for title, want := range map[string]string{
		"天津港爆炸：发布会开了，答案要跟上":                     "天津港爆炸",
		"没有标点的标题":                               "没有标点的标题",
		"：开头":                                   "：开头",
		"一个比十四个字还要长一些的案例名字":                     "一个比十四个字还要长一些的案…",
		"Burst main on Mill Lane: four updates": "Burst main on Mill Lane",
	} {
		if got := shortTitle(title); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}
