package content

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"
)

// Places returns the hash of all that decides what a link leads to ([Library.Resolve]), besides the link itself and the
// file that it stands in: ids, paths, titles and other names of the published documents, former addresses, the files
// beside them, and the library's settings.
func (l *Library) Places() [32]byte { return l.places() }

func (l *Library) hashPlaces() [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%x\n", l.basis)
	for _, d := range l.documents {
		fmt.Fprintf(h, "%q %q %q %q %q\n", d.ID, d.File, d.Kind, d.Title, l.entries[d.File].names)
	}
	for _, address := range slices.Sorted(maps.Keys(l.redirects)) {
		fmt.Fprintf(h, "from %q %q\n", address, l.redirects[address])
	}
	fmt.Fprintf(h, "%q\n", l.assets)
	return [32]byte(h.Sum(nil))
}

// AssetStamp returns the size in bytes and the modification time of a file of [Library.Assets] as they were when the
// library was opened. ok is false where they are not known.
func (l *Library) AssetStamp(name string) (size int64, modified time.Time, ok bool) {
	s, ok := l.stamps[name]
	return s.size, s.modified, ok
}

// Settled reports whether a file of that modification time, read at that moment, must show any later change by another
// time: those of file systems may count in steps of two seconds. One without a time never does.
func Settled(modified, read time.Time) bool {
	return !modified.IsZero() && modified.Add(racy).Before(read)
}

// Still reports whether opening the folder again would give the same texts, the same files beside them and the same
// settings. Whatever else is in the folder yanxi is not looked at.
func (l *Library) Still(now time.Time) bool {
	if next := l.NextChange(l.opened); !next.IsZero() && !next.After(now) {
		return false
	}
	settings, _ := readSettings(l.fsys)
	vocabularies, _ := readVocabularies(l.fsys, settings.Lang)
	if !reflect.DeepEqual(settings, l.settings) || basisOf(settings, vocabularies) != l.basis {
		return false
	}
	w := walked(l.fsys, settings.Lang)
	for _, t := range w.texts {
		if e := l.entries[t.path]; e == nil || !e.stamp.unchanged(t.stamp) {
			return false
		}
	}
	return len(w.texts) == len(l.entries) && maps.Equal(w.links, l.links) && maps.EqualFunc(w.stamps, l.stamps, sameStamp)
}

func sameStamp(a, b stamp) bool { return a.size == b.size && a.modified.Equal(b.modified) }
