package site

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
	"yanxi/content/markdown"
)

func TestReadingMinutes(t *testing.T) {
	han := func(n int) string { return strings.Repeat("回应，", n/2) }
	words := func(n int) string { return strings.Repeat("word-", n) }
	for _, test := range []struct {
		name     string
		sections []markdown.Section
		want     int
	}{
		{"nothing", nil, 1},
		{"a line", []markdown.Section{{Text: "快报事实，慎报原因。"}}, 1},
		{"characters", []markdown.Section{{Text: han(4 * hanPerMinute)}}, 4},
		{"rounded down", []markdown.Section{{Text: han(hanPerMinute + hanPerMinute/4)}}, 1},
		{"rounded up", []markdown.Section{{Text: han(hanPerMinute + hanPerMinute*3/4)}}, 2},
		{"words", []markdown.Section{{Text: words(3 * wordsPerMinute)}}, 3},
		{"both", []markdown.Section{{Text: han(2 * hanPerMinute)}, {Text: words(2 * wordsPerMinute)}}, 4},
		{"sources of the front matter", []markdown.Section{{Text: han(hanPerMinute)}, {Anchor: content.AnchorSources, Text: han(9 * hanPerMinute)}}, 1},
		{"a section of that name", []markdown.Section{{Line: 3, Anchor: content.AnchorSources, Text: han(9 * hanPerMinute)}}, 9},
		{"a timeline", []markdown.Section{{Anchor: content.AnchorTimeline, Text: han(2 * hanPerMinute)}}, 2},
	} {
		if got := readingMinutes(test.sections); got != test.want {
			t.Errorf("%s: %d minutes, want %d", test.name, got, test.want)
		}
	}
}

func TestCountWords(t *testing.T) {
	for _, test := range []struct {
		text       string
		han, words int
	}{
		{"", 0, 0},
		{"12小时内first response。", 3, 3},
		{"don't", 0, 2},
		{"２０１９年６月", 2, 2},
		{"…——！", 0, 0},
	} {
		if han, words := countWords(test.text); han != test.han || words != test.words {
			t.Errorf("%q: %d characters and %d words, want %d and %d", test.text, han, words, test.han, test.words)
		}
	}
}

func TestDuration(t *testing.T) {
	e := sampleEdition(t)
	for minutes, want := range map[int]string{
		1: "1分钟", 59: "59分钟", 60: "1小时", 62: "1小时", 63: "1小时5分钟", 118: "2小时", 125: "2小时5分钟",
	} {
		if got := e.duration(minutes); got != want {
			t.Errorf("%d minutes: %s, want %s", minutes, got, want)
		}
	}
}

// crossing is a library with paths across courses: one by weight before another.
var crossing = fstest.MapFS{
	"a/index.md": file("kind: course\ntitle: 课", ""),
	"a/one.md":   file("title: 一", strings.Repeat("回应", 400)),
	"a/two.md":   file("title: 二", "快报事实。"),
	"p/index.md": file("kind: course\npath: true\ntitle: 路\nweight: 2\nunits:\n  - title: 头一天\n    documents: [/a/two, own]\n  - title: 第二天\n    documents: [/a/two, /case]\n  - title: 空", ""),
	"p/own.md":   file("title: 自己的", "写。"),
	"q/index.md": file("kind: course\npath: true\ntitle: 先走的路\nweight: 1\nunits:\n  - documents: [/a/one, /a/two]", ""),
	"r/index.md": file("kind: course\npath: true\ntitle: 空路\nweight: 1", ""),
	"case.md":    file("kind: case\ntitle: 案例", "结果。"),
}

func file(front, text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\n" + front + "\n---\n\n" + text + "\n"), ModTime: time.Unix(1, 0)}
}

func crossingEdition(t *testing.T) *Edition {
	t.Helper()
	lib, err := content.Open(crossing)
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEdition(lib, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestStudy(t *testing.T) {
	e := crossingEdition(t)
	s := e.study(e.lib.Document("p"), 0)
	var ids []string
	for _, step := range s.Steps {
		ids = append(ids, step.ID)
	}
	if got := strings.Join(ids, " "); got != "a/two p/own case" {
		t.Errorf("the steps are %s", got)
	}
	if s.Minutes != 3 || s.Length != "共3篇，约3分钟" || !s.Path {
		t.Errorf("%d minutes, %q, a path: %v", s.Minutes, s.Length, s.Path)
	}
	if all := paths(e.lib); len(all) != 2 || all[0].ID != "q" || all[1].ID != "p" {
		t.Errorf("%d paths, the first %s", len(all), all[0].ID)
	}
	if got := e.courseMinutes(e.lib.Document("a")); got != 3 {
		t.Errorf("the course takes %d minutes", got)
	}
	if exact, estimated := e.minutesWithin(e.lib.Document("a/one"), mostWeighed-1), e.minutesWithin(e.lib.Document("a/one"), mostWeighed); exact != 2 || estimated != 2 {
		t.Errorf("%d minutes by its text, %d by its size", exact, estimated)
	}
}

// A text says how each path goes on that leads through it from elsewhere.
func TestRoutes(t *testing.T) {
	e := crossingEdition(t)
	for id, want := range map[string]string{
		"a/one": "先走的路||二",
		"a/two": "先走的路||-;路|头一天|自己的",
		"p/own": "", // has the text before and after
		"case":  "路|第二天|-",
		"a":     "",
	} {
		var got []string
		for _, r := range e.routesOf(e.lib.Document(id)) {
			next := "-"
			if r.Next != nil {
				next = r.Next.Text
			}
			got = append(got, r.Path.Text+"|"+r.Unit+"|"+next)
		}
		if got := strings.Join(got, ";"); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}
