package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
)

// quizLibrary has quizzes that are open, closed and not open yet on the day of quizTime.
var quizLibrary = fstest.MapFS{
	"index.md": file("# 首页\n\n没有题。\n"),
	"gates.md": file("---\ntitle: 四道关\n---\n\n## 文字关\n\n" + strings.ReplaceAll(`§§§quiz 小测
id: gates
pass: 60

? 先在哪一关？ {#which}
( ) 保密关
(x) 文字关
> 解释**甲**。
-> gates.md#文字关

? 哪些不写？ {#what}
[x] 伤亡
[ ] 力量
[x] 原因

? 可以先不写原因。 {#true}
= 对

? 最迟几小时？ {#hours}
= 5 | 五

? 排好。 {#order}
1. 核实
2. 送审
3. 发布
§§§
`, "§§§", "```")),
	"exam.md": file("# 考试\n\n" + strings.ReplaceAll(`§§§quiz 关了的
id: over
closes: 2026-11-30

? 过去的题。 {#past}
= 错
> 过去的解释
§§§

§§§quiz 没开的
id: later
opens: 2026-12-02

? 将来的题。 {#future}
= 对
§§§

§§§quiz 开着的
id: now
opens: 2026-11-01
closes: 2026-12-31

? 现在的题。 {#present}
= 对
§§§
`, "§§§", "```")),
}

var quizTime = time.Date(2026, 12, 1, 4, 0, 0, 0, time.UTC)

func quizBackend(t *testing.T) Backend {
	t.Helper()
	b := newBackend(t)
	lib, err := content.Open(quizLibrary)
	if err != nil {
		t.Fatal(err)
	}
	b.Library = func() *content.Library { return lib }
	b.Now = func() time.Time { return quizTime }
	b.Quizzes = func() []Quizzing {
		var out []Quizzing
		for _, d := range lib.Documents() {
			if body, err := lib.Read(d); err == nil && d.Quiz {
				out = append(out, Quizzing{d, body.Quizzes()})
			}
		}
		return out
	}
	b.Reread = func(*content.Document, string) (address, title string) { return "/gates/#x", "四道关" }
	return b
}

func mark(h http.Handler, target, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return do(h, r)
}

// What is asked says nothing of what is right.
func TestQuizzes(t *testing.T) {
	rt, h := build(quizBackend(t))
	op := h.OpenAPI().Paths["/api/v1/quizzes"].Get
	for _, target := range []string{"/api/v1/quizzes", "/api/v1/quizzes?id=gates", "/api/v1/quizzes?id=exam"} {
		w := do(rt, httptest.NewRequest(http.MethodGet, target, nil))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		matchesSpec(t, h, op, w)
		for _, secret := range []string{"right", "accepted", "explanation", "解释", "五", "将来的题", "correct", "true\":"} {
			if strings.Contains(w.Body.String(), secret) {
				t.Errorf("%s says %s: %s", target, secret, w.Body)
			}
		}
	}
	gates := fetch[Quizzes](t, rt, "/api/v1/quizzes?id=gates")
	if len(gates.Quizzes) != 1 || len(gates.Quizzes[0].Questions) != 5 || gates.Quizzes[0].Pass != 60 || gates.Title != "四道关" {
		t.Fatalf("%+v", gates)
	}
	var kinds, order []string
	for _, q := range gates.Quizzes[0].Questions {
		kinds = append(kinds, q.Kind)
		order = order[:0]
		for _, o := range q.Options {
			order = append(order, o.Text)
		}
	}
	if want := []string{"single", "multiple", "true_false", "fill_in", "ordering"}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v", kinds)
	}
	if slices.Equal(order, []string{"核实", "送审", "发布"}) {
		t.Error("the order is given away")
	}
	exam := fetch[Quizzes](t, rt, "/api/v1/quizzes?id=exam")
	var states []string
	for _, q := range exam.Quizzes {
		states = append(states, q.State)
		if (len(q.Questions) == 0) != (q.State == "early") {
			t.Errorf("%s: %d questions", q.State, len(q.Questions))
		}
	}
	if !slices.Equal(states, []string{"closed", "early", "open"}) || exam.Quizzes[1].Opens == nil || exam.Quizzes[1].Closes != nil {
		t.Errorf("%+v", exam.Quizzes)
	}
	if all := fetch[Quizzes](t, rt, "/api/v1/quizzes"); len(all.Documents) != 2 {
		t.Errorf("%+v", all)
	}
}

// ids are those of a question's options by their texts.
func optionIDs(t *testing.T, h http.Handler, question string, texts ...string) []string {
	t.Helper()
	var out []string
	for _, q := range fetch[Quizzes](t, h, "/api/v1/quizzes?id=gates").Quizzes[0].Questions {
		for _, text := range texts {
			for _, o := range q.Options {
				if q.ID == question && o.Text == text {
					out = append(out, o.ID)
				}
			}
		}
	}
	if len(out) != len(texts) {
		t.Fatalf("options of %s: %v", question, out)
	}
	return out
}

func TestMark(t *testing.T) {
	rt, h := build(quizBackend(t))
	which := optionIDs(t, rt, "which", "文字关")[0]
	right := map[string]any{
		"which": which,
		"what":  optionIDs(t, rt, "what", "原因", "伤亡"),
		"true":  true,
		"hours": " ５。",
		"order": optionIDs(t, rt, "order", "核实", "送审", "发布"),
	}
	for name, tt := range map[string]struct {
		change func(map[string]any)
		score  float64
		passed bool
		wrong  string
	}{
		"right":           {func(map[string]any) {}, 5, true, ""},
		"a list of one":   {func(a map[string]any) { a["which"] = []string{which} }, 5, true, ""},
		"true as a text":  {func(a map[string]any) { a["true"] = "true" }, 5, true, ""},
		"one wrong":       {func(a map[string]any) { a["true"] = false }, 4, true, "true"},
		"half a list":     {func(a map[string]any) { a["what"] = optionIDs(t, rt, "what", "原因") }, 4, true, "what"},
		"too many":        {func(a map[string]any) { a["what"] = optionIDs(t, rt, "what", "原因", "伤亡", "力量") }, 4, true, "what"},
		"another order":   {func(a map[string]any) { a["order"] = optionIDs(t, rt, "order", "送审", "核实", "发布") }, 4, true, "order"},
		"none of them":    {func(a map[string]any) { clear(a) }, 0, false, "which"},
		"spaces":          {func(a map[string]any) { a["hours"] = " " }, 4, true, "hours"},
		"an option twice": {func(a map[string]any) { a["which"] = []string{which, which} }, 4, true, "which"},
		"no such option":  {func(a map[string]any) { a["which"] = "x" }, 4, true, "which"},
	} {
		t.Run(name, func(t *testing.T) {
			answers := map[string]any{}
			for id, a := range right {
				answers[id] = a
			}
			tt.change(answers)
			body, err := json.Marshal(map[string]any{"answers": answers})
			if err != nil {
				t.Fatal(err)
			}
			w := mark(rt, "/api/v1/quizzes?id=gates", string(body))
			matchesSpec(t, h, h.OpenAPI().Paths["/api/v1/quizzes"].Post, w)
			var marks Marks
			if err := json.Unmarshal(w.Body.Bytes(), &marks); err != nil || w.Code != http.StatusOK {
				t.Fatalf("%d %s", w.Code, w.Body)
			}
			if marks.Score != tt.score || marks.Total != 5 || marks.Passed != tt.passed || len(marks.Items) != 5 {
				t.Errorf("%+v", marks)
			}
			for _, item := range marks.Items {
				if item.ID == tt.wrong && item.Correct || len(item.Right) == 0 {
					t.Errorf("%+v", item)
				}
			}
			if first := marks.Items[0]; first.Explanation != "解释**甲**。" || !strings.Contains(first.ExplanationHTML, "<strong>") || first.Reread == "" {
				t.Errorf("%+v", first)
			}
			if w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("marks are kept: %v", w.Header())
			}
		})
	}
}

// What is asked for decides what is marked.
func TestMarkSome(t *testing.T) {
	h := New(quizBackend(t))
	for body, want := range map[string]struct {
		status, total int
	}{
		`{"answers":{"true":true},"questions":["true"]}`:         {200, 1},
		`{"answers":{},"quiz":"gates"}`:                          {200, 5},
		`{"answers":{"hours":"5"},"questions":["true","order"]}`: {200, 2},
	} {
		w := mark(h, "/api/v1/quizzes?id=gates", body)
		var marks Marks
		if err := json.Unmarshal(w.Body.Bytes(), &marks); err != nil || w.Code != want.status || marks.Total != want.total {
			t.Errorf("%s: %d %s", body, w.Code, w.Body)
		}
	}
	// Only what is open is marked, unless something else is named.
	w := mark(h, "/api/v1/quizzes?id=exam", `{"answers":{"present":true}}`)
	if !strings.Contains(w.Body.String(), `"total":1,"passed":true`) || strings.Contains(w.Body.String(), "过去的解释") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestMarkProblems(t *testing.T) {
	h := New(quizBackend(t))
	for _, tt := range []struct {
		target, body string
		status       int
		says         string
	}{
		{"?id=exam", `{"answers":{"past":false}}`, 403, "closed"},
		{"?id=exam", `{"answers":{},"quiz":"over"}`, 403, "closed"},
		{"?id=exam", `{"answers":{},"questions":["future"]}`, 403, "opens"},
		{"?id=exam", `{"answers":{},"quiz":"none"}`, 404, "no quiz"},
		{"?id=none", `{"answers":{}}`, 404, "no document"},
		{"", `{"answers":{}}`, 400, "parameter id"},
		{"?id=gates", `{"answers":{"which":1}}`, 400, "Send JSON"},
		{"?id=gates", `{"answers":{"which":{"a":1}}}`, 400, "Send JSON"},
		{"?id=gates", `{"answers":{"which":["a",1]}}`, 400, "Send JSON"},
		{"?id=gates", `{"answers":{"which":"` + strings.Repeat("x", 5000) + `"}}`, 400, "Send JSON"},
		{"?id=gates", `{"answers":{"unheard":"of"}}`, 400, "no question"},
		{"?id=gates", `{"answers":{},"questions":["unheard"]}`, 400, "no question"},
		{"?id=gates", `{"answers":{"which":null}}`, 400, "Send JSON"},
		{"?id=gates", `{`, 400, "Send JSON"},
		{"?id=gates", `[]`, 400, "Send JSON"},
		{"?id=gates", `null`, 400, "Send JSON"},
		{"?id=gates", ``, 400, "Send JSON"},
		{"?id=gates", `{}`, 400, "Send JSON"},
		{"?id=gates", `{"answers":{}}` + strings.Repeat(" ", 70000), 413, "too large"},
	} {
		wantProblem(t, mark(h, "/api/v1/quizzes"+tt.target, tt.body), tt.status, tt.says)
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/quizzes?id=gates", strings.NewReader("answers=1"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	wantProblem(t, do(h, r), 415, "JSON")
}

// Scripts of the allowed origin may send answers as they may read.
func TestMarkFromElsewhere(t *testing.T) {
	b := quizBackend(t)
	b.AllowOrigin = "https://read.example.org"
	h := New(b)
	r := httptest.NewRequest(http.MethodOptions, "/api/v1/quizzes?id=gates", nil)
	r.Header.Set("Origin", b.AllowOrigin)
	r.Header.Set("Access-Control-Request-Method", "POST")
	w := do(h, r)
	if w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Methods") != "GET, POST" || w.Header().Get("Access-Control-Allow-Headers") != "Content-Type" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	r = httptest.NewRequest(http.MethodDelete, "/api/v1/quizzes?id=gates", nil)
	w = do(h, r)
	wantProblem(t, w, http.StatusMethodNotAllowed, "POST")
	if w.Header().Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("%v", w.Header())
	}
}
