package content

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
)

// Depends returns the hash of everything that a document's entry in an index
// and its sections derive from: its file ([Document.Hash]), its id and path,
// the id and title of its course, its terms and what they are called, the
// zone in which its dates are read, the library's language, and for a case
// the term of its clock, which the library's rules decide. Nothing else changes it, so what is derived from a document is current as long as this
// hash is.
func (l *Library) Depends(d *Document) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%x %q %q %q %q %q\n", d.Hash, d.ID, d.File, d.Title, l.settings.Location, l.settings.Lang)
	if course := l.byID[d.CourseID]; d.CourseID != "" && course != nil {
		fmt.Fprintf(h, "course %q %q\n", course.ID, course.Title)
	}
	if d.Case != nil && len(d.Case.Timeline) > 0 {
		fmt.Fprintf(h, "clock %q\n", d.Case.Clock().Term())
	}
	names := make([]string, 0, len(d.Terms))
	for name := range d.Terms {
		names = append(names, name)
	}
	slices.SortFunc(names, strings.Compare)
	for _, name := range names {
		for _, id := range d.Terms[name] {
			fmt.Fprintf(h, "term %q %q", name, id)
			if v := l.Vocabulary(name); v != nil && v.Term(id) != nil {
				t := v.Term(id)
				fmt.Fprintf(h, " %q %q %q", t.Label, t.LabelEN, t.Aliases)
			}
			fmt.Fprintln(h)
		}
	}
	return [32]byte(h.Sum(nil))
}
