package content

import (
	"io"
	"maps"
	"path"
	"time"
)

// Redirects maps each former path of a document, decoded and with slashes at
// both ends, to its id.
func (l *Library) Redirects() map[string]string { return maps.Clone(l.redirects) }

// maxConfigFile bounds a file of the library's yanxi folder.
const maxConfigFile = 4 << 20

// ConfigFile returns a file of the library's yanxi folder as it is now, its
// first 4 MiB at most, or nil if there is none that can be read.
func (l *Library) ConfigFile(name string) []byte {
	f, err := l.fsys.Open(path.Join("yanxi", name))
	if err != nil {
		return nil
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfigFile))
	if err != nil {
		return nil
	}
	return data
}

// NextChange returns the first moment after now at which the library is
// another one though no file changed: a text is due or expires, or has to be
// reviewed. It is zero if there is none.
func (l *Library) NextChange(now time.Time) time.Time {
	var next time.Time
	consider := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	for _, e := range l.entries {
		if !e.draft {
			consider(e.from)
			consider(e.until)
			consider(e.doc.ReviewBy)
		}
	}
	return next
}
