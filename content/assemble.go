package content

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// assemble makes documents of the entries that are published at that time:
// it gives out ids, finds courses, and looks up units and former addresses.
func (l *Library) assemble(now time.Time) {
	claims := l.claims(now)
	l.documents = make([]*Document, 0, len(claims))
	l.byID = make(map[string]*Document, len(claims))
	l.byFile = make(map[string]*Document, len(claims))
	for _, c := range claims {
		d := c.entry.doc
		d.ID = c.id
		if d.Case != nil { // entries are kept when the rules change
			own := *d.Case
			own.rules = &l.clock
			d.Case = &own
		}
		l.documents = append(l.documents, &d)
		l.byID[d.ID] = &d
		l.byFile[c.entry.place.path] = &d
	}
	slices.SortFunc(l.documents, func(a, b *Document) int { return strings.Compare(a.ID, b.ID) })
	l.redirects = map[string]string{}
	for _, d := range l.documents {
		d.CourseID = l.courseAbove(d)
		l.setUnits(d)
		l.setAliases(d)
	}
	l.findCaseDuplicates()
	l.withholdAssets()
	for _, e := range l.entries {
		l.findings = append(l.findings, e.findings...)
	}
}

// reporter returns one whose findings go to the library when done.
func (l *Library) report(file, message string, at span, hint string, args ...any) {
	r := reporter{file: file, lang: l.settings.Lang}
	r.reportHint(message, at, hint, args...)
	l.findings = append(l.findings, r.findings...)
}

// A claim is an entry that asks for an id.
type claim struct {
	entry *entry
	id    string
}

// claims gives every published entry its id. Of several that ask for one id, a
// folder's page comes before a file beside the folder, and index.md before
// _index.md before README.md; the others get an id of their own.
func (l *Library) claims(now time.Time) []claim {
	var claims []claim
	for _, e := range l.entries {
		if e.published(now) {
			claims = append(claims, claim{e, e.place.id})
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(
			strings.Compare(a.id, b.id),
			cmp.Compare(uint(a.entry.place.rank), uint(b.entry.place.rank)), // no page at all, -1, comes last
			strings.Compare(a.entry.doc.File, b.entry.doc.File))
	})
	taken := make(map[string]*entry, len(claims))
	for _, c := range claims {
		if taken[c.id] == nil {
			taken[c.id] = c.entry
		}
	}
	for i := range claims {
		c := &claims[i]
		winner := taken[c.id]
		if winner == c.entry {
			continue
		}
		c.id = freeID(c.entry.doc.File, taken)
		taken[c.id] = c.entry
		l.report(c.entry.doc.File, "duplicate-id", span{}, "", winner.doc.File, c.id)
	}
	return claims
}

// freeID returns the path of a file without extension, with a number after it
// if that is taken.
func freeID(file string, taken map[string]*entry) string {
	base := composed(stem(file))
	id := base
	for n := 2; taken[id] != nil; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// courseAbove returns the id of the nearest folder above that is a course.
func (l *Library) courseAbove(d *Document) string {
	for folder := l.place(d).folder(); ; folder = parent(folder) {
		id := cmp.Or(folder, rootID)
		if c := l.byID[id]; c != nil && c != d && c.Kind == KindCourse {
			return id
		}
		if folder == "" {
			return ""
		}
	}
}

// place is where a document's file is.
func (l *Library) place(d *Document) place { return l.entries[d.File].place }

// setUnits looks up the documents of a course's units: below its folder, or
// from the root with a leading slash; a name that fits neither is tried the
// other way.
func (l *Library) setUnits(d *Document) {
	refs := l.entries[d.File].units
	if len(refs) == 0 {
		return
	}
	course := *d.Course
	course.Units = slices.Clone(course.Units)
	for _, ref := range refs {
		target := l.unitDocument(d, ref.name)
		unit := &course.Units[ref.unit]
		switch {
		case target != nil:
			if !slices.Contains(unit.Documents, target.ID) {
				unit.Documents = append(unit.Documents, target.ID)
			}
		case l.unpublished(unitPaths(d, ref.name)):
			l.report(d.File, "unpublished-document", ref.at, "", ref.name)
		default:
			l.report(d.File, "unknown-document", ref.at, phrase(l.settings.Lang, "check-name"), ref.name)
		}
	}
	d.Course = &course
}

func (l *Library) unitDocument(course *Document, name string) *Document {
	for _, p := range unitPaths(course, name) {
		if d := l.byPath(p); d != nil {
			return d
		}
	}
	return nil
}

// unitPaths are the paths that the name of a unit's document may mean.
func unitPaths(course *Document, name string) []string {
	folder := course.ID
	if folder == rootID {
		folder = ""
	}
	root := strings.TrimPrefix(path.Join("/", name), "/")
	if strings.HasPrefix(name, "/") {
		return []string{root}
	}
	below := strings.TrimPrefix(path.Join("/", folder, name), "/")
	return []string{below, root}
}

// unpublished reports whether one of the paths is a text that is held back.
func (l *Library) unpublished(paths []string) bool {
	for _, p := range paths {
		for _, file := range []string{p, p + ".md", p + "/index.md", p + "/_index.md", p + "/README.md"} {
			if e := l.entries[file]; e != nil && e.doc.File != "" {
				return true
			}
		}
	}
	return false
}

// setAliases gives a document the former addresses that nothing else has.
func (l *Library) setAliases(d *Document) {
	for _, r := range l.entries[d.File].redirects {
		address, ok := writtenAddress(r.path)
		if !ok || address == "/"+d.ID+"/" {
			continue
		}
		owner := l.redirects[address]
		if other := l.byID[cmp.Or(strings.Trim(address, "/"), rootID)]; other != nil {
			owner = other.ID
		}
		switch owner {
		case "":
			l.redirects[address] = d.ID
			d.Aliases = append(d.Aliases, address)
		case d.ID:
		default:
			l.report(d.File, "duplicate-alias", r.at, "", r.path, l.byID[owner].File)
		}
	}
}

// findCaseDuplicates reports ids that differ only in case: a file system
// that ignores it holds only one of them.
func (l *Library) findCaseDuplicates() {
	first := make(map[string]*Document, len(l.documents))
	for _, d := range l.documents {
		place := l.place(d)
		if d.ID != place.id {
			continue // reported as a duplicate already
		}
		key := place.lower
		if other := first[key]; other != nil {
			l.report(d.File, "duplicate-case", span{}, "", other.File)
			continue
		}
		first[key] = d
	}
}
