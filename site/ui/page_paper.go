package ui

import "html/template"

// OnPaper leads from a printed page back to it: a QR code within the page, or
// as a picture that is loaded only when it is printed. Both may be empty.
type OnPaper struct {
	Code    template.HTML
	Picture string // address
}
