package desk

import (
	"errors"
	"io/fs"
	"net/http"
	"strings"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/review"
)

// A putText is what a text became in the library.
type putText struct {
	id, digest string
	before     bool // it was so already
}

// put writes a draft's text and the pictures that it shows into the library, with the line of its ledger that hands it
// to reviewers.
func (d *desk) put(r *http.Request, me account.Person, t *draft.Draft, file, comment string) (putText, error) {
	text := normal([]byte(t.Text))
	pictures, err := d.shown(r, t)
	if err != nil {
		return putText{}, err
	}
	out := putText{digest: review.Digest([]byte(text))}
	var made review.Change
	_, err = d.Folder.Update(r.Context(), byline(me), func(fsys fs.FS) (publish.Change, error) {
		made, out.before = review.Change{}, false
		have, err := fs.ReadFile(fsys, file)
		switch {
		case errors.Is(err, fs.ErrNotExist) && t.Base == "":
		case errors.Is(err, fs.ErrNotExist):
			return publish.Change{}, &publish.Conflict{Path: file, Mine: []byte(text)}
		case err != nil:
			return publish.Change{}, err
		case t.Base == "" && normal(have) != text:
			return publish.Change{}, errTaken
		case t.Base != "" && review.Digest(have) != t.Base && normal(have) != text:
			return publish.Change{}, &publish.Conflict{Path: file, Mine: []byte(text), Theirs: have}
		}
		board, err := review.OpenBoard(fsys)
		if err != nil {
			return publish.Change{}, err
		}
		if _, out.before = arrived(board, me, t, content.FileID(file)); out.before {
			out.id = content.FileID(file)
			return publish.Change{}, nil // a kill, or a database that was away, has kept the draft from being marked
		}
		made, err = board.Submit(review.Submission{Comment: comment, File: file, Text: []byte(text), Pictures: pictures}, actor(me), d.Now())
		if err != nil {
			return publish.Change{}, err
		}
		return publish.Change{Files: made.Files, Message: made.Message()}, nil
	})
	if err == nil {
		d.audit(r.Context(), made)
		if n := len(made.Entries); n > 0 {
			out.id = made.Entries[n-1].Document
		}
	}
	return out, err
}

// byline is how Git names a person.
func byline(me account.Person) publish.Author { return publish.Author{Name: me.Name} }

// actor is a person as ledgers name them.
func actor(me account.Person) review.Actor {
	return review.Actor{Name: me.Name, Display: me.Display, Role: string(me.Role), Via: review.ViaDesk}
}

// shown are the pictures that a text shows, with their bytes.
func (d *desk) shown(r *http.Request, t *draft.Draft) (map[string][]byte, error) {
	list, err := d.Drafts.Pictures(r.Context(), t.ID)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, p := range list {
		if !strings.Contains(t.Text, p.Name) {
			continue
		}
		with, err := d.Drafts.Picture(r.Context(), t.ID, p.Name)
		if err != nil {
			return nil, err
		}
		out[p.Name] = with.Data
	}
	return out, nil
}
