package content_test

import (
	"testing"
	"testing/fstest"

	"yanxi/content"
)

func TestAnswers(t *testing.T) {
	answer := func(about string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("---\ntitle: 问\nquestion: 20261102-1\nabout: " + about + "\n---\n\n答。\n")}
	}
	files := fstest.MapFS{
		"notes/gates.md":     {Data: []byte("---\ntitle: 四道关\naliases: [/old/]\n---\n\n文。\n")},
		"course/index.md":    {Data: []byte("---\nkind: course\ntitle: 课\n---\n")},
		"notes/a-file.md":    answer("gates.md"),
		"notes/b-bare.md":    answer("gates"),
		"notes/c-root.md":    answer("/notes/gates/"),
		"else/d-id.md":       answer("notes/gates"),
		"else/e-up.md":       answer("../notes/gates.md#x"),
		"else/f-wiki.md":     answer(`"[[四道关|看这里]]"`),
		"else/g-old.md":      answer("/old/"),
		"course/h.md":        answer("index.md"),
		"else/lost.md":       answer("notes/gate"),
		"else/self.md":       answer("self.md"),
		"else/nothing.md":    answer(""),
		"else/number.md":     {Data: []byte("---\ntitle: 问\nquestion: 12\n---\n")},
		"else/no-answer.md":  {Data: []byte("---\ntitle: 不是答复\nabout: notes/gates\n---\n")},
		"else/draft.md":      {Data: []byte("---\ntitle: 草稿\nquestion: 1\nabout: notes/gates\ndraft: true\n---\n")},
		"notes/of-answer.md": answer("a-file.md"),
	}
	l, err := content.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range l.Answers("notes/gates") {
		got = append(got, d.ID)
		if d.About != "notes/gates" || d.Question != "20261102-1" {
			t.Errorf("%s is about %q and answers %q", d.ID, d.About, d.Question)
		}
	}
	want := []string{"else/d-id", "else/e-up", "else/f-wiki", "else/g-old", "notes/a-file", "notes/b-bare", "notes/c-root"}
	if len(got) != len(want) {
		t.Fatalf("answers: %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("answers: %v, want %v", got, want)
		}
	}
	if found := l.Answers("course"); len(found) != 1 || found[0].ID != "course/h" {
		t.Errorf("of the course: %v", found)
	}
	if found := l.Answers("notes/a-file"); len(found) != 1 {
		t.Errorf("of an answer: %v", found)
	}
	if d := l.Document("else/number"); d.Question != "12" || d.About != "" {
		t.Errorf("%q about %q", d.Question, d.About)
	}
	if d := l.Document("else/no-answer"); d.Question != "" || d.About != "" {
		t.Errorf("%q about %q", d.Question, d.About)
	}
	// When the subject is renamed, its answers follow what they say.
	files["notes/gates.md"].Data = []byte("---\ntitle: 关\nslug: four\n---\n\n文。文。文。文。\n")
	again, err := l.Reopen()
	if err != nil {
		t.Fatal(err)
	}
	if d := again.Document("else/g-old"); d.About != "" {
		t.Errorf("still about %q", d.About)
	}
	if n := len(again.Answers("notes/gates")); n != 5 { // nor by its former title
		t.Errorf("%d answers", n)
	}
}
