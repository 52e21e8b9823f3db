package site

import (
	"fmt"
	"html/template"
	"strings"

	qr "github.com/piglig/go-qr"

	"yanxi/site/ui"
)

// maxCoded is how long an address in a QR code may be, in bytes: a denser code
// is hard to read off paper.
const maxCoded = 600

// onPaper is what a printed page says of where it comes from. A page that knows
// its address carries the code itself; else the code is a picture of the server
// that was asked, which knows by what name. A page at an exported site without
// an address has none.
func (e *Edition) onPaper(path string) ui.OnPaper {
	switch {
	case path == "":
		return ui.OnPaper{}
	case e.options.BaseURL != "":
		svg, err := qrCode(e.options.BaseURL + path)
		if err != nil {
			return ui.OnPaper{} // too long: the address is written out all the same
		}
		return ui.OnPaper{Code: template.HTML(svg)} //nolint:gosec // drawn below, of numbers alone
	case e.options.Static:
		return ui.OnPaper{}
	}
	name := strings.Trim(path, "/")
	if name == "" {
		name = "index"
	}
	return ui.OnPaper{Picture: pathQR + name + codeExt}
}

// codeExt ends the address of a code: that of /a/b/ is /qr/a/b.svg.
const codeExt = ".svg"

// qrPage is the code of the page at a path, as a picture.
func (e *Edition) qrPage(origin, p string) (*Page, error) {
	name, ok := strings.CutSuffix(strings.TrimPrefix(p, pathQR), codeExt)
	if !ok {
		return nil, errNotFound
	}
	address := origin + "/"
	if name != "" && name != "index" {
		address += escapePath(name) + "/"
	}
	if "/"+name == pathAPIDocs {
		address = origin + pathAPIDocs
	}
	svg, err := qrCode(address)
	if err != nil {
		return nil, errNotFound
	}
	return &Page{ContentType: "image/svg+xml", Body: []byte(svg)}, nil
}

// qrCode draws a QR code (ISO/IEC 18004) of an address, with the four modules
// of quiet around it that the standard asks for.
func qrCode(address string) (string, error) {
	if len(address) > maxCoded {
		return "", fmt.Errorf("an address of %d bytes is too long for a code", len(address))
	}
	code, err := qr.EncodeText(address, qr.Medium)
	if err != nil {
		return "", fmt.Errorf("encode %q: %w", address, err)
	}
	const quiet = 4
	var b strings.Builder
	size := code.GetSize()
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path fill="#000" d="`, size+2*quiet)
	for y := range size {
		for x := 0; x < size; x++ {
			start := x
			for x < size && code.GetModule(x, y) {
				x++
			}
			if run := x - start; run > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", start+quiet, y+quiet, run, run)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.String(), nil
}
