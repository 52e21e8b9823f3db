package desk

import (
	"net/http"

	"yanxi/site/account"
	"yanxi/site/ui"
)

// upload asks for a file to make a text of.
func (d *desk) upload(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	d.Render(w, r, "desk-import", d.importPage(), http.StatusOK)
	return nil
}

func (d *desk) importPage() ui.DeskImportPage {
	title := d.Words().T("desk.import.title")
	return ui.DeskImportPage{Layout: d.page(title), Heading: title, Action: "/desk/import", Most: maxImport >> 20}
}

// maxImport bounds a file that is imported, in bytes.
const maxImport = 32 << 20
