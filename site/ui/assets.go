package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"
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

var assets = sync.OnceValue(func() map[string]Asset {
	out := map[string]Asset{}
	err := fs.WalkDir(files, "static", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := files.ReadFile(p)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(p, "static/")
		out[name] = Asset{Name: hashedName(name, body), ContentType: contentType(name), Body: body}
		return nil
	})
	if err != nil {
		panic(err) // an embedded folder cannot fail to be read
	}
	return out
})

func hashedName(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
}

func contentType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
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
