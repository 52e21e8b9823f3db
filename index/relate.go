package index

import (
	"cmp"
	"context"
	"maps"
	"math"
	"runtime"
	"slices"
	"sync"

	"yanxi/content"
	"yanxi/index/zh"
)

// Relations knows which documents of a library belong together: by the words
// that their texts are about, and by titles, tags, people, terms and courses, each
// weighed by how few documents share it. It is immutable.
type Relations struct {
	lib      *content.Library
	number   map[string]int32
	features [][]feature          // by document
	shared   map[string][]sharing // by feature
	norm     []float64            // by document
}

type feature struct {
	key    string
	weight float64
}

type sharing struct {
	doc    int32
	weight float64
}

// maxShared bounds the documents that one feature can relate: what most
// documents share says nothing.
const maxShared = 500

// Relate reads a library's metadata only, which costs little. See
// [Index.Relations] and [RelateTexts] for what the texts say.
func Relate(lib *content.Library) *Relations {
	return newRelations(lib, zh.Default(), func(*content.Document) signature { return nil })
}

// RelateTexts reads and splits every text of a library, on all cores. Where
// there is an index, [Index.Relations] gives the same for less. When ctx is done
// it stops, and relates the documents that are left by their metadata only.
func RelateTexts(ctx context.Context, lib *content.Library) *Relations {
	w := newWriter(lib, nil)
	docs := lib.Documents()
	about := make([]signature, len(docs))
	in := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range in {
				about[i] = w.signature(docs[i])
			}
		})
	}
	for i := range docs {
		if ctx.Err() != nil {
			break
		}
		in <- i
	}
	close(in)
	wg.Wait()
	number := 0
	return newRelations(lib, w.dict, func(*content.Document) signature {
		number++
		return about[number-1]
	})
}

// Relations returns the relations of the library that the index was last
// brought up to date with. Signatures of documents that have not changed are not
// read again. It returns [ErrNotReady] before the first [Index.Sync], and fails
// when the library changes meanwhile.
func (x *Index) Relations(ctx context.Context) (*Relations, error) {
	v := x.latest()
	if v == nil {
		return nil, ErrNotReady
	}
	known, err := x.signatures.of(ctx, x, v)
	if err != nil {
		return nil, err
	}
	return newRelations(v.lib, v.dict, func(d *content.Document) signature { return known[d.ID].about }), nil
}

// signatures are those that were read from the index, by document.
type signatures struct {
	mu    sync.Mutex
	known map[string]signed
}

type signed struct {
	key   string // of the entry
	about signature
}

// of reads the signatures of a view's documents, a few at a time, so that it
// ends soon when there is another view.
func (k *signatures) of(ctx context.Context, x *Index, v *view) (map[string]signed, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := make(map[string]signed, len(v.table.docs))
	for docs := range slices.Chunk(v.table.docs, readAtOnce) {
		err := x.withSession(v, func(s *session) error {
			for _, d := range docs {
				if known, ok := k.known[d.ID]; ok && known.key == v.keys[d.ID] {
					all[d.ID] = known
					continue
				}
				about, err := s.signature(d.ID)
				if err != nil {
					return err
				}
				all[d.ID] = signed{v.keys[d.ID], about}
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	k.known = all
	return all, nil
}

// newRelations calls about once for each document, in order.
func newRelations(lib *content.Library, dict *zh.Dictionary, about func(*content.Document) signature) *Relations {
	docs := lib.Documents()
	r := &Relations{
		lib:      lib,
		number:   make(map[string]int32, len(docs)),
		features: make([][]feature, len(docs)),
		shared:   map[string][]sharing{},
		norm:     make([]float64, len(docs)),
	}
	for i, d := range docs {
		r.number[d.ID] = int32(i)
		r.features[i] = features(dict, d, about(d))
		for _, f := range r.features[i] {
			r.shared[f.key] = append(r.shared[f.key], sharing{int32(i), f.weight})
		}
	}
	for i, list := range r.features { // in order: sums depend on it
		for _, f := range list {
			r.norm[i] += math.Pow(f.weight*r.rarity(f.key), 2)
		}
	}
	return r
}

// rarity weighs a feature by how few documents have it; 0 if it says nothing.
func (r *Relations) rarity(key string) float64 {
	n := len(r.shared[key])
	if n > maxShared {
		return 0
	}
	return math.Log(1 + float64(len(r.features))/float64(n))
}

// features of a document: what its author said of it, and what its text is about.
func features(dict *zh.Dictionary, d *content.Document, about signature) []feature {
	var out []feature
	at := map[string]int{}
	add := func(prefix string, weight float64, values ...string) {
		for _, v := range values {
			key := prefix + v
			if i, ok := at[key]; ok {
				out[i].weight = max(out[i].weight, weight)
			} else if v != "" {
				at[key] = len(out)
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
	for _, word := range words(dict, d.Title) {
		if !zh.StopWord(word) {
			add("word:", 1, word)
		}
	}
	for _, word := range about {
		add("word:", 1.5*float64(word.Weight), word.Word)
	}
	return out
}

// Library is the library whose documents are related.
func (r *Relations) Library() *content.Library { return r.lib }

// To returns up to n documents related to the one with the given id, best
// first: those whose features are most like its own (the cosine of the angle between
// them). It is empty for an unknown id.
func (r *Relations) To(id string, n int) []*content.Document {
	self, ok := r.number[id]
	if !ok {
		return nil
	}
	scores := map[int32]float64{}
	for _, f := range r.features[self] {
		rare := r.rarity(f.key)
		if rare == 0 {
			continue
		}
		for _, s := range r.shared[f.key] {
			scores[s.doc] += f.weight * s.weight * rare * rare
		}
	}
	delete(scores, self)
	best := make([]int32, 0, len(scores))
	for doc := range scores {
		scores[doc] /= math.Sqrt(r.norm[doc])
		best = append(best, doc)
	}
	slices.SortFunc(best, func(a, b int32) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(a, b))
	})
	related := make([]*content.Document, 0, min(n, len(best)))
	for _, doc := range best[:cap(related)] {
		related = append(related, r.lib.Documents()[doc])
	}
	return related
}
