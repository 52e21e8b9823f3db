package desk

import (
	"errors"
	"io/fs"
	"net/http"

	"yanxi/site/account"
)

// manualPath is where the manual begins.
const manualPath = "/desk/manual/"

// manual shows a page of the manual.
func (d *desk) manual(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	page, err := d.Manual(r.PathValue("name"))
	if errors.Is(err, fs.ErrNotExist) {
		return problem{status: http.StatusNotFound, key: "missing"}
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write(page)
	return err
}
