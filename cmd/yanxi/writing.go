package main

import (
	"context"
	"log/slog"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/serve"
)

// A writing is what people need to write on a server, until it is stopped.
type writing struct {
	site   *site.Writing // nil: nobody can write
	folder *publish.Folder
	log    *slog.Logger
}

// startWriting opens the library's folder for those who write. Of the sample, and without a database, nothing can be.
func startWriting(ctx context.Context, src source, view *serve.View, c *counting, log *slog.Logger) (*writing, error) {
	w := &writing{log: log}
	if src.dir == "" || c.db == nil {
		return w, nil
	}
	fsys, err := content.DirFS(src.dir)
	if err != nil {
		return nil, src.unreadable(err)
	}
	if w.folder, err = openPublishing(ctx, src, c.address, c.db, log); err != nil {
		log.Warn("nothing can be written on the site", "error", err) // it can be read all the same
		return w, nil
	}
	w.site = &site.Writing{Drafts: draft.NewDrafts(c.db, nil), Folder: w.folder, FS: fsys}
	if view != nil {
		w.site.Working = func() *content.Library { return view.Working.Load() }
	}
	return w, nil
}

// stop comes after the last request.
func (w *writing) stop() {
	if w.folder == nil {
		return
	}
	if err := w.folder.Close(); err != nil {
		w.log.Warn("the library's folder was not closed", "error", err)
	}
}
