package index

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"yanxi/content"
	"yanxi/index/zh"
)

// Relations knows which documents of a library belong together by what their
// authors said of them: the words of titles, tags, people, terms and courses,
// each weighted by how few documents share it. It is immutable.
type Relations struct {
	docs     []*content.Document
	number   map[string]int32
	features [][]feature
	postings map[string][]int32
}

type feature struct {
	key    string
	weight float64
}

// maxShared bounds the documents that one feature can relate: what most
// documents share says nothing.
const maxShared = 500

// Relate reads a library's metadata; bodies are not needed.
func Relate(lib *content.Library) *Relations {
	docs := lib.Documents()
	r := &Relations{
		docs:     docs,
		number:   make(map[string]int32, len(docs)),
		features: make([][]feature, len(docs)),
		postings: map[string][]int32{},
	}
	dict := zh.Default()
	for i, d := range docs {
		r.number[d.ID] = int32(i)
		r.features[i] = features(dict, d)
		for _, f := range r.features[i] {
			r.postings[f.key] = append(r.postings[f.key], int32(i))
		}
	}
	return r
}

func features(dict *zh.Dictionary, d *content.Document) []feature {
	var out []feature
	add := func(prefix string, weight float64, values ...string) {
		for _, v := range values {
			if key := prefix + v; v != "" && !slices.ContainsFunc(out, func(f feature) bool { return f.key == key }) {
				out = append(out, feature{key, weight})
			}
		}
	}
	add("tag:", 2, d.Tags...)
	add("person:", 1.5, d.People...)
	add("course:", 1, courseOf(d))
	add("kind:", 0.5, string(d.Kind))
	for _, name := range slices.Sorted(maps.Keys(d.Terms)) { // in order: sums of weights depend on it
		add("term:"+name+":", 1, d.Terms[name]...)
	}
	add("word:", 1, words(dict, d.Title)...)
	return out
}

// To returns up to n documents related to the one with the given id, best
// first. It is empty for an unknown id.
func (r *Relations) To(id string, n int) []*content.Document {
	self, ok := r.number[id]
	if !ok {
		return nil
	}
	scores := map[int32]float64{}
	for _, f := range r.features[self] {
		docs := r.postings[f.key]
		if len(docs) > maxShared {
			continue
		}
		weight := f.weight * math.Log(1+float64(len(r.docs))/float64(len(docs)))
		for _, doc := range docs {
			scores[doc] += weight
		}
	}
	delete(scores, self)
	best := make([]int32, 0, len(scores))
	for doc := range scores {
		best = append(best, doc)
	}
	slices.SortFunc(best, func(a, b int32) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	related := make([]*content.Document, 0, min(n, len(best)))
	for _, doc := range best[:cap(related)] {
		related = append(related, r.docs[doc])
	}
	return related
}
