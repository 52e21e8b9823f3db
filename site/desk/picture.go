package desk

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"time"

	"yanxi/content/convert"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/ui"
)

// maxUpload bounds the pictures that are sent at once, in bytes. They may be larger than what is kept of them.
const maxUpload = 48 << 20

// pictureFolder is where a text has its pictures, beside it.
const pictureFolder = "pictures"

// addPicture takes pictures for a draft, or one of them away.
func (d *desk) addPicture(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := r.ParseMultipartForm(8 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) { //nolint:gosec // bounded by the line above
		return draft.ErrPicture
	}
	if name := r.FormValue("remove"); name != "" {
		if err := d.Drafts.RemovePicture(r.Context(), t.ID, name); err != nil {
			return err
		}
		d.Lead(w, r, editURL(t.ID)+"#pictures")
		return nil
	}
	var names []string
	if r.MultipartForm != nil {
		for _, sent := range r.MultipartForm.File["picture"] {
			name, err := d.keepPicture(r, t, sent)
			if err != nil {
				return err
			}
			names = append(names, name)
		}
	}
	switch {
	case len(names) == 0:
		return problem{status: http.StatusUnprocessableEntity, key: "nopicture", back: d.backTo(t)}
	case asksJSON(r):
		writeJSON(w, http.StatusOK, map[string]any{"names": names})
	default:
		d.Lead(w, r, editURL(t.ID)+"#pictures")
	}
	return nil
}

func (d *desk) keepPicture(r *http.Request, t *draft.Draft, sent *multipart.FileHeader) (string, error) {
	f, err := sent.Open()
	if err != nil {
		return "", err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxUpload))
	if err != nil {
		return "", err
	}
	var clean convert.Picture
	var notes []convert.Note
	if err := d.heavy.do(r.Context(), func() {
		clean, notes = convert.Clean(r.Context(), sent.Filename, src, convert.Options{Lang: d.Words().Lang(), Folder: pictureFolder})
	}); err != nil {
		return "", err
	}
	if clean.Name == "" {
		said := ""
		if n := len(notes); n > 0 {
			said = notes[n-1].Message
		}
		return "", problem{status: http.StatusUnprocessableEntity, key: "badpicture", args: []any{said}, back: d.backTo(t)}
	}
	return clean.Name, d.Drafts.AddPicture(r.Context(), t.ID, clean.Name, clean.Data)
}

// picture shows a picture of a draft to its author.
func (d *desk) picture(w http.ResponseWriter, r *http.Request, me account.Person) error {
	t, err := d.draftOf(r, me)
	if err != nil {
		return err
	}
	p, err := d.Drafts.Picture(r.Context(), t.ID, r.PathValue("name"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable") // the name is made of what it shows
	http.ServeContent(w, r, path.Base(p.Name), time.Time{}, bytes.NewReader(p.Data))
	return nil
}

// backTo leads to a draft.
func (d *desk) backTo(t *draft.Draft) *ui.Link {
	return &ui.Link{Text: d.Words().T("desk.back.text"), URL: editURL(t.ID)}
}
