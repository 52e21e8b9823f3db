package sitetest

import (
	"net/http"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/store"
)

// Writing lets people write in a folder, with drafts in a database. now is the clock; nil: the system's.
func Writing(t testing.TB, folder, database string, now func() time.Time) *site.Writing {
	t.Helper()
	db := store.NewLazy(database)
	t.Cleanup(func() { db.Close() })
	f, err := publish.Open(t.Context(), folder, publish.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	fsys, err := content.DirFS(folder)
	if err != nil {
		t.Fatal(err)
	}
	return &site.Writing{Drafts: draft.NewDrafts(db, now), Folder: f, FS: fsys}
}

// As answers every request as one of a person.
func As(p account.Person, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(account.With(r.Context(), p)))
	})
}
