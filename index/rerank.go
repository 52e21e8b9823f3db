package index

import (
	"cmp"
	"slices"

	"yanxi/index/zh"
)

// The second stage looks at the best results again, at what is too dear to ask
// of all: how much of a title the query says, and how close its words stand.
const (
	maxFavoured = 100 // results whose titles are looked at
	maxClose    = 20  // results whose texts are looked at
	fewConcepts = 2   // words that a query has more of for their closeness to tell anything
)

// rerank orders the best matches.
func (s *session) rerank(c *collector, m *marker, p *plan) error {
	if m == nil || len(c.matches) == 0 {
		return nil
	}
	best := c.best(maxFavoured, compareRank)
	top := best[0].score
	known := s.titles()
	for i := range best {
		title := s.table.docs[best[i].doc].Title
		spans := m.find(title)
		both := known.coverage(best[i].doc, spans) * m.said(spans)
		best[i].bonus = s.rank.title * both * both * top
		best[i].score += best[i].bonus
		best[i].exact = exactTerm(title) == p.exact
	}
	best = c.best(maxFavoured, compareRank)
	if len(p.concepts) > fewConcepts {
		if err := s.favourClose(best[:min(len(best), maxClose)], m); err != nil {
			return err
		}
		c.best(maxClose, compareRank)
	}
	return nil
}

// favourClose raises the matches in whose texts the query stands together. What
// cannot come among the first page any more is not looked at.
func (s *session) favourClose(best []match, m *marker) error {
	var page []float64 // the best scores so far
	for i := range best {
		if len(page) == DefaultSize && best[i].score*(1+s.rank.closeness) < page[DefaultSize-1] {
			continue
		}
		l, err := s.look(best[i].doc, m)
		if err != nil {
			return err
		}
		best[i].score += s.rank.closeness * l.closest / m.total * (best[i].score - best[i].bonus)
		at, _ := slices.BinarySearchFunc(page, best[i].score, func(a, b float64) int { return cmp.Compare(b, a) })
		page = slices.Insert(page, at, best[i].score)
		page = page[:min(len(page), DefaultSize)]
	}
	return nil
}

// titles tells of each document's title how much each of its words says, by how few titles have it.
type titles struct {
	words [][]titleWord // by document
}

type titleWord struct {
	start, end int // in bytes
	weight     float64
}

func newTitles(t *table, dict *zh.Dictionary) *titles {
	out := &titles{words: make([][]titleWord, len(t.docs))}
	terms := make([][]string, len(t.docs))
	df := map[string]int{}
	var tokens []zh.Token
	for i, d := range t.docs {
		tokens = dict.Words(tokens[:0], []byte(d.Title))
		for _, token := range tokens {
			if token.Inner {
				continue
			}
			term := string(token.Term)
			out.words[i] = append(out.words[i], titleWord{start: token.Start, end: token.End})
			terms[i] = append(terms[i], term)
			if !slices.Contains(terms[i][:len(terms[i])-1], term) {
				df[term]++
			}
		}
	}
	for i, words := range out.words {
		for j := range words {
			words[j].weight = float64(idf(len(t.docs), df[terms[i][j]]))
		}
	}
	return out
}

// coverage is the share of a title that some matches in it say, weighed by how much the words
// of the title say: 民法典 covers 中华人民共和国民法典, in a library of laws, nearly wholly.
func (t *titles) coverage(doc int32, spans []span) float64 {
	var covered, all float64
	spans = mergeSpans(spans)
	for _, word := range t.words[doc] {
		all += word.weight
		said := 0
		for _, s := range spans {
			said += max(0, min(s.end, word.end)-max(s.start, word.start))
		}
		covered += word.weight * float64(said) / float64(word.end-word.start)
	}
	if all == 0 {
		return 0
	}
	return covered / all
}
