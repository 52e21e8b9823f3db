package content_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
)

func ids(documents []*content.Document) string {
	var all []string
	for _, d := range documents {
		all = append(all, d.ID)
	}
	return strings.Join(all, " ")
}

func TestChildren(t *testing.T) {
	l := open(t, files(map[string]string{
		"index.md":            "# 首页",
		"讲/第十讲.md":            "# 十",
		"讲/第二讲.md":            "# 二",
		"讲/10 补.md":           "# 10",
		"讲/9 补.md":            "# 9",
		"讲/先.md":              "---\nweight: 1\n---\n",
		"讲/再.md":              "---\nweight: 2\n---\n",
		"讲/最先.md":             "---\nweight: -1\n---\n",
		"bundle/index.md":     "# 只有一页",
		"bundle/pic.png":      "",
		"deep/a/b/c.md":       "# 深",
		"2/x.md":              "# 二",
		"10/x.md":             "# 十",
		"late/index.md":       "---\nweight: 9\n---\n",
		"late/x.md":           "# 后",
		"cases/index.md":      "# 案例",
		"cases/README.md":     "# 说明",
		"empty/draft.md":      "---\ndraft: true\n---\n",
		"only-assets/pic.png": "",
	}))
	tests := []struct{ folder, documents, folders string }{
		{"", "bundle", "late 2 10 cases deep 讲"},
		{"讲", "讲/最先 讲/先 讲/再 讲/9 补 讲/10 补 讲/第二讲 讲/第十讲", ""},
		{"deep", "", "deep/a"},
		{"deep/a", "", "deep/a/b"},
		{"deep/a/b", "deep/a/b/c", ""},
		{"late", "late/x", ""},
		{"cases", "cases/README", ""},
		{"bundle", "", ""},
		{"empty", "", ""},
		{"only-assets", "", ""},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		documents, folders := l.Children(tt.folder)
		if got := ids(documents); got != tt.documents {
			t.Errorf("Children(%q) documents %q, want %q", tt.folder, got, tt.documents)
		}
		if got := strings.Join(folders, " "); got != tt.folders {
			t.Errorf("Children(%q) folders %q, want %q", tt.folder, got, tt.folders)
		}
	}
}

func TestCourse(t *testing.T) {
	l := open(t, files(map[string]string{
		"courses/a/index.md": `---
kind: course
title: 课
start: 2019-06-03
lecturers:
  - {name: 王, title: 教授, topic: 题}
  - 李
units:
  - {title: 一, documents: [two.md, sub/, /cases/x]}
  - {title: 二, lecturer: 赵、王, documents: [one, two, cases/x, draft, none]}
taught: 先到
---
`,
		"courses/a/one.md":         "# 1",
		"courses/a/two.md":         "# 2",
		"courses/a/ten.md":         "# 10",
		"courses/a/sub/index.md":   "# 子",
		"courses/a/sub/x.md":       "# 子的",
		"courses/a/z/y.md":         "# 深",
		"courses/a/draft.md":       "---\ndraft: true\n---\n",
		"courses/a/b/index.md":     "---\nkind: 课程\n---\n# 内层课\n",
		"courses/a/b/inner.md":     "# 内层",
		"courses/index.md":         "# 都有什么课",
		"cases/x.md":               "# 案例",
		"flat.md":                  "---\nkind: course\n---\n# 没有文件夹页的课\n",
		"flat/part.md":             "# 一节",
		"courses/a/b/c/innest.md":  "# 最内",
		"courses/a/empty/none.txt": "",
	}))
	course := l.Document("courses/a")
	var units []string
	for _, u := range course.Course.Units {
		units = append(units, u.Title+": "+strings.Join(u.Documents, " "))
	}
	want := []string{"一: courses/a/two courses/a/sub cases/x", "二: courses/a/one courses/a/two cases/x"}
	if diff := cmp.Diff(want, units); diff != "" {
		t.Errorf("units -want +got:\n%s", diff)
	}
	if got, want := ids(l.Material(course)), "courses/a/two courses/a/sub cases/x courses/a/one courses/a/ten courses/a/sub/x courses/a/z/y"; got != want {
		t.Errorf("Material = %q, want %q", got, want)
	}
	if got, want := ids(l.Material(l.Document("flat"))), "flat/part"; got != want {
		t.Errorf("Material(flat) = %q, want %q", got, want)
	}
	if got := l.Material(l.Document("cases/x")); got != nil {
		t.Errorf("Material of a note = %q", ids(got))
	}
	if got, want := strings.Join(course.People, "|"), "王|李|赵"; got != want {
		t.Errorf("people %q, want %q", got, want)
	}
	if got := course.Date.Format("2006-01-02"); got != "2019-06-03" {
		t.Errorf("date %s, want the start", got)
	}
	if got, want := ids(l.ByKind(content.KindCourse)), "courses/a courses/a/b flat"; got != want {
		t.Errorf("courses %q, want %q", got, want)
	}
	for id, want := range map[string]string{
		"courses":              "",
		"courses/a":            "",
		"courses/a/one":        "courses/a",
		"courses/a/sub/x":      "courses/a",
		"courses/a/b":          "courses/a",
		"courses/a/b/inner":    "courses/a/b",
		"courses/a/b/c/innest": "courses/a/b",
		"cases/x":              "",
		"flat/part":            "flat",
	} {
		if got := l.Document(id).CourseID; got != want {
			t.Errorf("%s is in course %q, want %q", id, got, want)
		}
	}
}

// A course at the root is the course of the whole library.
func TestCourseAtRoot(t *testing.T) {
	l := open(t, files(map[string]string{
		"index.md": "---\nkind: course\nunits: [{documents: [b]}]\n---\n",
		"a.md":     "# 甲",
		"b.md":     "# 乙",
		"c/d.md":   "# 丙",
	}))
	if got, want := ids(l.Material(l.Document("index"))), "b a c/d"; got != want {
		t.Errorf("Material = %q, want %q", got, want)
	}
	if got := l.Document("c/d").CourseID; got != "index" {
		t.Errorf("course %q, want index", got)
	}
}
