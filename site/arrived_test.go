package site_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/review"
	"yanxi/site/sitetest"
	"yanxi/site/store"
)

// start serves the writer's folder with other means of writing.
func (w *writer) start(writing *site.Writing) *writer {
	w.t.Helper()
	s, err := site.New(sitetest.Open(w.t, writing.FS), sitetest.NewIndex(w.t), slog.New(slog.DiscardHandler), site.Options{Now: today, Writing: writing})
	if err != nil {
		w.t.Fatal(err)
	}
	other := *w
	other.site, other.server = s, httptest.NewServer(sitetest.As(trainer, s))
	w.t.Cleanup(func() {
		s.Close()
		other.server.Close()
	})
	return &other
}

// failing is writing whose database goes away after each writing into the folder, before the draft can be marked.
func (w *writer) failing(database string) *site.Writing {
	w.t.Helper()
	fsys, err := content.DirFS(w.folder)
	if err != nil {
		w.t.Fatal(err)
	}
	db := store.NewLazy(database)
	folder, err := publish.Open(w.t.Context(), w.folder, publish.Options{Now: today, Lock: func(context.Context) (func() error, error) { return db.Close, nil }})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { folder.Close() })
	return &site.Writing{Drafts: draft.NewDrafts(db, today), Folder: folder, FS: fsys}
}

// TestArrived submits texts while the database goes away before the drafts are marked, and has each submitted once.
func TestArrived(t *testing.T) {
	for _, c := range []struct {
		name  string
		again func(w *writer, at string) reply // on the server after it
	}{
		{"the editor is opened", func(w *writer, at string) reply { return w.get(at) }},
		{"the page to submit is opened", func(w *writer, at string) reply { return w.get(at + "submit") }},
		{"it is sent again", func(w *writer, at string) reply {
			return w.post(at+"submit", map[string]string{"folder": "notes", "name": "tongbao", "comment": "请看"})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			author := newWriter(t, trainer, "")
			database := filepath.Join(t.TempDir(), "drafts.db")
			before := author.start(author.failing(database))
			at := before.begin("题")
			before.save(at, notice)
			if sent := before.post(at+"submit", map[string]string{"folder": "notes", "name": "tongbao", "comment": "请看"}); sent.status != http.StatusServiceUnavailable {
				t.Fatalf("without a database: %+v", sent)
			}
			ledger := author.file("yanxi/review/notes/tongbao.jsonl")
			if author.file("notes/tongbao.md") != notice || strings.Count(ledger, "\n") != 1 {
				t.Fatalf("in the library: %q %q", author.file("notes/tongbao.md"), ledger)
			}
			after := before.start(sitetest.Writing(t, author.folder, database, today))
			sent := c.again(after, at)
			if sent.status != http.StatusSeeOther || sent.to != at+"submitted?before" {
				t.Fatalf("%+v", sent)
			}
			after.wants(after.get(sent.to), http.StatusOK, "上次送审已经送到")
			after.wants(after.get(at), http.StatusOK, "已经送审", "readonly")
			if now := author.file("yanxi/review/notes/tongbao.jsonl"); now != ledger {
				t.Errorf("the ledger has %s", now)
			}
		})
	}
}

// TestArrivedAndReturned has the text sent back before its author looks again.
func TestArrivedAndReturned(t *testing.T) {
	author := newWriter(t, trainer, "")
	database := filepath.Join(t.TempDir(), "drafts.db")
	before := author.start(author.failing(database))
	at := before.begin("题")
	before.save(at, notice)
	before.post(at+"submit", map[string]string{"folder": "notes", "name": "tongbao"})
	author.decided(func(b *review.Board) (review.Change, error) {
		return b.Return(review.Refusal{ID: "notes/tongbao", Comment: "原因要等核实"}, review.Actor{Name: "li", Role: "reviewer", Via: review.ViaDesk}, today())
	})
	after := before.start(sitetest.Writing(t, author.folder, database, today))
	after.wants(after.get(at), http.StatusOK, "请照下面改", "原因要等核实")
	after.save(at, notice+"\n改好了。\n")
	if sent := after.post(at+"submit", nil); sent.to != at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	if ledger := author.file("yanxi/review/notes/tongbao.jsonl"); strings.Count(ledger, `"do":"submit"`) != 2 {
		t.Errorf("the ledger: %s", ledger)
	}
}

// TestNotArrived begins with texts that are in the library in the same words, and keeps them open.
func TestNotArrived(t *testing.T) {
	author := newWriter(t, trainer, "")
	author.submit("tongbao", notice)
	other := author.as(second)
	twin := other.begin("题")
	other.save(twin, notice)
	other.wants(other.get(twin), http.StatusOK, "存了再查一遍")
	if body := other.get(twin).body; strings.Contains(body, "已经送审") {
		t.Error("what somebody else has submitted is taken for one's own")
	}
	sitetest.Write(t, author.folder, "notes/tongbao.md", notice+"\n别人补的。\n")
	author.update()
	begun := author.post("/desk/edit", map[string]string{"document": "notes/tongbao"})
	if begun.status != http.StatusSeeOther {
		t.Fatalf("%+v", begun)
	}
	if body := author.get(begun.to).body; strings.Contains(body, "已经送审") || !strings.Contains(body, "别人补的") {
		t.Error("a change cannot be begun")
	}
}
