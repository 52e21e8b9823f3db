package ui

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"
	"text/template"
)

// AssetPrefix is the path below which the site's own files are served. No
// document can have it: names that begin with _ are not documents.
const AssetPrefix = "/_/"

// An Asset is one of the site's own style sheets, scripts or pictures.
type Asset struct {
	Name        string // with the hash of its content: app.1a2b3c4d.css
	ContentType string
	Body        []byte
}

// The style sheet of all pages is kept as one file for each part of the look,
// numbered in the order in which they apply, and served as one. So is that of the
// desk, which readers need not load.
var styleSheets = map[string]string{ // by folder
	"css":      "app.css",
	"css/desk": "desk.css",
}

var assets = sync.OnceValue(func() map[string]Asset {
	out := map[string]Asset{}
	var documents []string
	styles := map[string][]byte{}
	err := fs.WalkDir(files, "static", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name := strings.TrimPrefix(p, "static/")
		if path.Ext(name) == ".html" {
			documents = append(documents, name)
			return nil
		}
		body, err := files.ReadFile(p)
		if sheet, ok := styleSheets[path.Dir(name)]; ok {
			styles[sheet] = append(styles[sheet], body...) // in the order of names
			return err
		}
		out[name] = newAsset(name, body)
		return err
	})
	for sheet, body := range styles {
		out[sheet] = newAsset(sheet, body)
	}
	for _, name := range documents {
		if err == nil {
			out[name], err = newDocument(name, out)
		}
	}
	if err != nil {
		panic(err) // an embedded folder cannot fail to be read, and a test reads all of it
	}
	return out
})

func newAsset(name string, body []byte) Asset {
	return Asset{Name: hashedName(name, body), ContentType: contentType(name), Body: body}
}

// newDocument makes an asset of an HTML file. It names the assets that it needs
// by {{asset "name"}}, which gives their address relative to its own.
func newDocument(name string, known map[string]Asset) (Asset, error) {
	source, err := files.ReadFile("static/" + name)
	if err != nil {
		return Asset{}, err
	}
	relative := func(name string) string { return known[name].Name }
	t, err := template.New(name).Funcs(template.FuncMap{"asset": relative}).Parse(string(source))
	if err != nil {
		return Asset{}, err
	}
	var body bytes.Buffer
	if err := t.Execute(&body, nil); err != nil {
		return Asset{}, err
	}
	return newAsset(name, body.Bytes()), nil
}

func hashedName(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}

// contentTypes are those that the system's own tables may have otherwise.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

func contentType(name string) string {
	ext := path.Ext(name)
	if t, ok := contentTypes[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "text/plain; charset=utf-8"
}

// Assets lists the site's own files by their plain names.
func Assets() map[string]Asset { return assets() }

// AssetURL is the path of one of the site's own files. A name that does not
// exist gives an address that is not found, which a test does not let happen.
func AssetURL(name string) string {
	if a, ok := assets()[name]; ok {
		return AssetPrefix + a.Name
	}
	return AssetPrefix + name
}
