package content

import (
	"cmp"
	"math"
	"path"
	"slices"
	"strings"
)

// A folder lists what stands directly in it, in order.
type folder struct {
	documents []*Document
	folders   []string
}

// Children returns what stands in a folder, "" for the root: its documents
// without its own page, and the paths of the folders below it that hold further
// documents. A folder with nothing in it but its page counts as a document.
//
// The order is by weight, lower first and without weight last, then by the
// natural order of names: 2 before 10, 第二 before 第十.
func (l *Library) Children(path string) (documents []*Document, folders []string) {
	f := l.tree()[path]
	if f == nil {
		return nil, nil
	}
	return f.documents, f.folders
}

func (l *Library) buildTree() map[string]*folder {
	tree := map[string]*folder{"": {}}
	get := func(dir string) *folder {
		if tree[dir] == nil {
			tree[dir] = &folder{}
		}
		return tree[dir]
	}
	holding := map[string]bool{} // folders that hold more than their page
	for _, d := range l.documents {
		// A page makes its parents hold something, not its own folder.
		dir := l.place(d).folder()
		if !l.isPage(d) {
			dir = parent(l.place(d).path)
		}
		for ; dir != "" && !holding[dir]; dir = parent(dir) {
			holding[dir] = true
		}
	}
	for _, d := range l.documents {
		switch {
		case !l.isPage(d):
			f := get(parent(l.place(d).path))
			f.documents = append(f.documents, d)
		case d.ID != rootID && !holding[d.ID]:
			f := get(l.place(d).folder())
			f.documents = append(f.documents, d)
		}
	}
	for dir := range holding {
		f := get(parent(dir))
		f.folders = append(f.folders, dir)
	}
	for _, f := range tree {
		slices.SortFunc(f.documents, compareSiblings)
		slices.SortFunc(f.folders, l.compareFolders)
	}
	return tree
}

// isPage reports whether a document is the page of its folder.
func (l *Library) isPage(d *Document) bool {
	return l.place(d).rank >= 0 && d.ID == l.place(d).id
}

func compareSiblings(a, b *Document) int {
	return cmp.Or(
		cmp.Compare(orderWeight(a), orderWeight(b)),
		compareNatural(path.Base(a.ID), path.Base(b.ID)),
		strings.Compare(a.ID, b.ID))
}

func (l *Library) compareFolders(a, b string) int {
	return cmp.Or(
		cmp.Compare(orderWeight(l.byID[a]), orderWeight(l.byID[b])),
		compareNatural(path.Base(a), path.Base(b)),
		strings.Compare(a, b))
}

func orderWeight(d *Document) int {
	if d == nil || d.Weight == 0 {
		return math.MaxInt
	}
	return d.Weight
}

// Material returns the documents of a course in teaching order: those that
// its units name, then the others below its folder that belong to no course
// further down, each once.
func (l *Library) Material(course *Document) []*Document {
	if course == nil || course.Course == nil {
		return nil
	}
	var out []*Document
	seen := map[string]bool{course.ID: true}
	add := func(d *Document) {
		if d != nil && !seen[d.ID] {
			seen[d.ID] = true
			out = append(out, d)
		}
	}
	for _, u := range course.Course.Units {
		for _, id := range u.Documents {
			add(l.byID[id])
		}
	}
	var below func(dir string)
	below = func(dir string) {
		documents, folders := l.Children(dir)
		for _, d := range documents {
			if d.CourseID == course.ID {
				add(d)
			}
		}
		for _, dir := range folders {
			if d := l.byID[dir]; d != nil && d.CourseID == course.ID && d.Kind != KindCourse {
				add(d)
			}
			below(dir)
		}
	}
	if course.ID == rootID {
		below("")
	} else {
		below(course.ID)
	}
	return out
}

// ByKind returns the published documents of a kind by id.
func (l *Library) ByKind(kind Kind) []*Document {
	var out []*Document
	for _, d := range l.documents {
		if d.Kind == kind {
			out = append(out, d)
		}
	}
	return out
}
