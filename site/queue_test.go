package site_test

import (
	"net/http"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

// TestQueueFollows changes the folder behind the site's back, and finds the queue as the folder is each time.
func TestQueueFollows(t *testing.T) {
	author := newWriter(t, trainer, "")
	li := author.as(reviewer)
	const queue = "/desk/review/"
	at := author.begin("题")
	author.save(at, notice)
	if sent := author.post(at+"submit", map[string]string{"folder": "notes", "name": "tongbao"}); sent.to != at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	li.wants(li.get(queue), http.StatusOK, "停水通报怎么写", "新写的")

	edited := strings.Replace(notice, "停水通报怎么写", "停电通报怎么写", 1)
	sitetest.Write(t, author.folder, "notes/tongbao.md", edited)
	li.wants(li.get(queue), http.StatusOK, "停电通报怎么写")

	decide := func(do func(*review.Board) (review.Change, error)) {
		t.Helper()
		fsys, err := content.DirFS(author.folder)
		if err != nil {
			t.Fatal(err)
		}
		board, err := review.OpenBoard(fsys)
		if err != nil {
			t.Fatal(err)
		}
		change, err := do(board)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range change.Files {
			sitetest.Write(t, author.folder, name, string(data))
		}
	}
	other := review.Actor{Name: "wang", Role: "reviewer", Via: review.ViaCommandLine}
	decide(func(b *review.Board) (review.Change, error) {
		return b.Return(review.Refusal{ID: "notes/tongbao", Comment: "写哪一天"}, other, today())
	})
	if body := li.get(queue).body; strings.Contains(body, "停电通报怎么写") {
		t.Error("what another process sent back still waits")
	}
	li.wants(li.get(queue+"?view=returned"), http.StatusOK, "停电通报怎么写")

	sitetest.Write(t, author.folder, "notes/tongbao.md", edited+"\n就在今天。\n")
	li.wants(li.get(queue), http.StatusOK, "停电通报怎么写", "法律关")
	sitetest.Write(t, author.folder, "yanxi/review.yaml", "gates: [wording]\n")
	page := li.get(queue)
	li.wants(page, http.StatusOK, "停电通报怎么写")
	if strings.Contains(page.body, "法律关") {
		t.Error("a gate is waited for that the policy does not ask for any more")
	}
	if signed := li.decide("notes/tongbao", map[string]string{"do": "sign", "gate": "wording"}); signed.status != http.StatusSeeOther {
		t.Fatalf("%+v", signed)
	}
	li.wants(li.get(queue+"?view=published"), http.StatusOK, "停电通报怎么写")
	if body := li.get(queue).body; strings.Contains(body, "停电通报怎么写") {
		t.Error("what was just published still waits")
	}
}
