package index

import (
	"cmp"
	"context"
	"slices"
)

// A scorer adds up what the parts of a plan say about each document. It is an
// array by the engine's numbers: a query touches most of a common
// word's documents anyway, and arrays are read faster than lists are merged.
type scorer struct {
	*lists
	verify *verifier
	leads  []bool    // see [table]
	score  []float32 // 0: not touched
	weight []float32 // of the query's parts that the document holds
	holds  []uint64  // which concepts it holds
	docs   []uint32  // touched

	total    float32 // weight of all parts that some document holds
	needed   uint64  // concepts that a full match holds
	required uint64  // concepts that any match holds
}

// knows reports that some document has each concept as a word, and so that the
// query is likely to say what was meant.
func (c *scorer) knows(p *plan) bool {
	for _, concept := range p.concepts {
		if terms := concept.alternatives[0].terms; !concept.dropped && len(terms) == 1 && (isCharacter(terms[0]) || !c.words[terms[0]]) {
			return false
		}
	}
	return true
}

func newScorer(ctx context.Context, s *session) *scorer {
	n := len(s.snap.of)
	return &scorer{
		lists:  &lists{ctx: ctx, reader: s.reader, snap: s.snap, rank: s.rank, dict: s.dict, byTerm: map[string]list{}, words: map[string]bool{}, sum: newSparse(n)},
		verify: &verifier{session: s},
		leads:  s.table.leads,
		score:  make([]float32, n),
		weight: make([]float32, n),
		holds:  make([]uint64, n),
	}
}

// run scores all documents by a plan.
func (c *scorer) run(p *plan) error {
	if err := c.choose(p); err != nil {
		return err
	}
	for i := range p.concepts {
		concept := &p.concepts[i]
		if concept.dropped {
			continue
		}
		found, err := c.alternatives(concept.alternatives)
		if err != nil {
			return err
		}
		concept.value = c.add(found, concept.weight, 1<<i)
		c.needed |= 1 << i
		if concept.required {
			c.required |= 1 << i
		}
	}
	for i := range p.pairs {
		if p.pairs[i].dropped {
			continue
		}
		found, err := c.term(p.pairs[i].term)
		if err != nil {
			return err
		}
		p.pairs[i].value = c.add(found, c.rank.pair, 0)
	}
	return c.without(p)
}

// maxParts bounds the words and pairs of a query that documents are scored by.
const maxParts = 24

// choose leaves out the most frequent parts of a sentence: they say least and
// cost most.
func (c *scorer) choose(p *plan) error {
	if len(p.concepts)+len(p.pairs) <= maxParts {
		return nil
	}
	type part struct {
		dropped *bool
		count   int
	}
	var parts []part
	for i := range p.concepts {
		if concept := &p.concepts[i]; !concept.required {
			n, err := c.count(concept.alternatives[0].terms[0])
			if err != nil {
				return err
			}
			parts = append(parts, part{&concept.dropped, n})
		}
	}
	for i := range p.pairs {
		n, err := c.count(p.pairs[i].term)
		if err != nil {
			return err
		}
		parts = append(parts, part{&p.pairs[i].dropped, n})
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.count, b.count) })
	for _, part := range parts[min(maxParts, len(parts)):] {
		*part.dropped = true
	}
	return nil
}

// without takes out what must not be there. A query of nothing else begins with everything.
func (c *scorer) without(p *plan) error {
	if len(p.concepts) == 0 && len(p.not) > 0 {
		for doc := range c.score {
			c.score[doc] = 1
			c.docs = append(c.docs, uint32(doc))
		}
	}
	for i := range p.not {
		found, err := c.alternative(&p.not[i], true)
		if err != nil {
			return err
		}
		c.exclude(found)
	}
	return nil
}

// alternatives lists the documents that hold any of several things.
func (c *scorer) alternatives(all []alternative) (list, error) {
	found := make([]list, 0, len(all))
	for i := range all {
		one, err := c.alternative(&all[i], false)
		if err != nil {
			return list{}, err
		}
		if len(all) == 1 && all[i].weight == 1 {
			return one, nil
		}
		found = append(found, one)
	}
	for i, one := range found {
		for j, doc := range one.docs {
			c.sum.add(doc, all[i].weight*one.freqs[j])
		}
	}
	return c.sum.take(), nil
}

// alternative lists the documents that hold one thing; those whose texts cannot
// be looked into any more count as unsure says.
func (c *scorer) alternative(a *alternative, unsure bool) (list, error) {
	if a.character {
		return c.character(a.terms[0])
	}
	found, err := c.candidates(a)
	if err != nil || a.phrase == nil {
		return found, err
	}
	sure, err := c.holding(a.phrase.word)
	if err != nil {
		return list{}, err
	}
	var kept list
	if len(found.docs) > maxVerified {
		found = found.byFrequency()
	}
	for i, doc := range found.docs {
		ok := sure[doc]
		if !ok {
			if err := c.ctx.Err(); err != nil {
				return list{}, err
			}
			if ok, err = c.verify.holds(doc, a.phrase, unsure); err != nil {
				return list{}, err
			}
		}
		if ok {
			kept.add(doc, found.freqs[i])
		}
	}
	return kept, nil
}

// candidates lists the documents that hold all terms of an alternative: all documents if it has none.
func (c *scorer) candidates(a *alternative) (list, error) {
	if len(a.terms) > 0 {
		return c.together(a.terms)
	}
	var all list
	for doc := range c.score {
		all.add(uint32(doc), 1)
	}
	return all, nil
}

// holding tells which documents have a word; with none, it is nil.
func (c *scorer) holding(word string) (map[uint32]bool, error) {
	if word == "" {
		return nil, nil
	}
	postings, err := readPostings(c.ctx, c.reader, fieldAll, word, false, nil)
	if err != nil {
		return nil, err
	}
	docs := make(map[uint32]bool, len(postings))
	for _, p := range postings {
		docs[uint32(p.doc)] = true
	}
	return docs, nil
}

// add scores the documents of a list and returns what it adds at most.
func (c *scorer) add(found list, weight float32, bit uint64) (value float32) {
	if len(found.docs) == 0 {
		return 0
	}
	weight *= idf(c.snap.docs, len(found.docs))
	c.total += weight
	for i, doc := range found.docs {
		if c.score[doc] == 0 {
			c.docs = append(c.docs, doc)
		}
		c.score[doc] += weight * c.rank.saturate(found.freqs[i])
		c.weight[doc] += weight
		c.holds[doc] |= bit
	}
	return weight
}

// exclude takes documents out.
func (c *scorer) exclude(found list) {
	for _, doc := range found.docs {
		c.score[doc] = 0
	}
	c.docs = slices.DeleteFunc(c.docs, func(doc uint32) bool { return c.score[doc] == 0 })
}

// each calls visit for each document that is worth showing, with its number in the table.
func (c *scorer) each(visit func(doc int32, score float64, all bool)) {
	for _, doc := range c.docs {
		n := c.snap.of[doc]
		all := c.holds[doc]&c.needed == c.needed
		if n >= 0 && (all || c.some(doc)) {
			score := float64(c.score[doc])
			if c.leads[n] {
				score *= c.rank.leads
			}
			visit(n, score, all)
		}
	}
}

// some reports a document that holds enough of the query to be shown where nothing better is.
func (c *scorer) some(doc uint32) bool {
	return c.holds[doc]&c.required == c.required && c.weight[doc] >= c.rank.share*c.total
}
