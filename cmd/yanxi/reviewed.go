package main

import (
	"errors"
	"fmt"
	"io"

	"yanxi/content"
	"yanxi/site/review"
	"yanxi/site/serve"
)

// reviewedUsage explains the flag that [source.openFor] takes.
const reviewedUsage = "show approved texts only, each as it was published last (see yanxi review)"

// openFor opens what readers see of a library: all of it, or with --reviewed what is approved. The view is nil for all.
func (s source) openFor(reviewed bool) (*content.Library, *serve.View, error) {
	if !reviewed {
		lib, err := s.open()
		return lib, nil, err
	}
	if s.dir == "" {
		return nil, nil, withHint(errors.New("--reviewed needs a library: the built-in sample cannot be signed"), "Name the folder of your library.")
	}
	fsys, err := content.DirFS(s.dir)
	if err != nil {
		return nil, nil, s.unreadable(err)
	}
	working, err := content.Open(fsys)
	if err != nil {
		return nil, nil, s.unreadable(err)
	}
	view := &serve.View{Of: new(review.Viewer).View, Folder: fsys}
	view.Working.Store(working)
	seen, err := view.Of(fsys)
	if err != nil {
		return nil, nil, s.unreadable(err)
	}
	lib, err := content.Open(seen)
	if err != nil {
		return nil, nil, s.unreadable(err)
	}
	return lib, view, nil
}

// sayUnpublished explains a site without texts to whoever expects some.
func sayUnpublished(w io.Writer, lib *content.Library, view *serve.View, src source) {
	if waiting := len(view.Working.Load().Texts()); len(lib.Documents()) == 0 && waiting > 0 {
		fmt.Fprintf(w, "none of %s is published yet: see %s\n", counted(waiting, "text"), src.command("review list"))
	}
}
