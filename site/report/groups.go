package report

import (
	"cmp"
	"slices"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/stats"
)

// A Group is some documents together.
type Group struct {
	ID, Label    string
	Documents    int // of the library, read or not
	Reads, Likes stats.Count
}

// group sums the documents by course, kind and field.
func (s *Source) group(r *Report) {
	counted := map[string]stats.Document{}
	for _, d := range r.Documents {
		counted[d.ID] = d.Counts
	}
	by := func(facet string, of func(*content.Document) []string) []Group {
		groups := map[string]*Group{}
		for _, d := range s.Library.Documents() {
			for _, id := range of(d) {
				g := groups[id]
				if g == nil {
					g = &Group{ID: id, Label: s.Label(facet, id)}
					groups[id] = g
				}
				g.Documents++
				g.Reads = sum(g.Reads, counted[d.ID].Reads)
				g.Likes = sum(g.Likes, counted[d.ID].Likes)
			}
		}
		var out []Group
		for _, g := range groups {
			out = append(out, *g)
		}
		slices.SortFunc(out, func(a, b Group) int {
			return cmp.Or(cmp.Compare(b.Reads.Now, a.Reads.Now), cmp.Compare(b.Likes.Now, a.Likes.Now), cmp.Compare(a.ID, b.ID))
		})
		return out
	}
	r.Courses = by(index.FacetCourse, func(d *content.Document) []string {
		switch {
		case d.Kind == content.KindCourse:
			return []string{d.ID}
		case d.CourseID != "":
			return []string{d.CourseID}
		}
		return nil
	})
	r.Kinds = by(index.FacetKind, func(d *content.Document) []string { return []string{string(d.Kind)} })
	r.Fields = by(index.FacetField, func(d *content.Document) []string { return d.Terms[index.FacetField] })
}

func sum(a, b stats.Count) stats.Count {
	return stats.Count{Now: a.Now + b.Now, Before: a.Before + b.Before}
}
