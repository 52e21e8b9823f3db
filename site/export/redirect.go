package export

import (
	"bytes"
	"html/template"
)

var redirectTemplate = template.Must(template.New("redirect").Parse(`<!doctype html>
<meta charset="utf-8">
<title>{{.}}</title>
<link rel="canonical" href="{{.}}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={{.}}">
<a href="{{.}}">{{.}}</a>
`))

// redirectPage leads to another page where no server can.
func redirectPage(to string) []byte {
	var b bytes.Buffer
	if err := redirectTemplate.Execute(&b, to); err != nil {
		panic(err) // writing to memory, with a text as data, cannot fail
	}
	return b.Bytes()
}
