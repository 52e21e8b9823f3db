package index

import (
	"context"
	"time"
)

// maxSearch bounds one search: who closes the index, or swaps it, waits for those under way.
const maxSearch = 5 * time.Second

// Search answers a request. The library that it answers about is the one that
// the last [Index.Sync] ended with. It returns [ErrNotReady] before that, and
// an error that wraps the context's when the caller has gone away or the
// search took longer than five seconds.
func (x *Index) Search(ctx context.Context, req Request) (*Results, error) {
	ctx, cancel := context.WithTimeout(ctx, maxSearch)
	defer cancel()
	start := time.Now()
	s, err := x.newSession(nil)
	if err != nil {
		return nil, err
	}
	defer s.close()
	res, err := x.search(ctx, s, req.normalised())
	if err != nil {
		if ctx.Err() == nil { // else the engine may only have been interrupted
			x.noteDamage(s.store, err)
		}
		return nil, err
	}
	res.Took = time.Since(start)
	return res, nil
}

func (x *Index) search(ctx context.Context, s *session, req Request) (*Results, error) {
	q := ParseQuery(req.Query)
	r := s.table.resolve(s.lib, q)
	r.during(req.From, req.To)
	a, err := s.answer(ctx, &r, r.Query, req)
	if err != nil {
		return nil, err
	}
	res := &Results{Query: q, Page: req.Page, Size: req.Size, Unknown: r.Unknown}
	if (!a.known || a.full < s.rank.enough) && len(r.Unknown) == 0 && !req.Verbatim && !req.Strict {
		if a, err = x.correct(ctx, s, &r, req, a, res); err != nil {
			return nil, err
		}
	}
	if res.Hits, err = s.hits(a, req); err != nil {
		return nil, err
	}
	res.Total, res.Full = len(a.matches), a.full
	res.Facets = a.facets()
	res.Incomplete = a.incomplete
	res.Relaxed = a.full == 0 && res.Total > 0 && len(a.plan.concepts) > 0
	return res, nil
}

// An answer is what a query found.
type answer struct {
	*collector
	plan  *plan
	full  int  // how many hold all words
	known bool // some document has each of the words

	incomplete bool // see [Results]
}

// answer finds what holds all words of a query, and, if that is less than a
// page and the request does not forbid it, what holds some.
func (s *session) answer(ctx context.Context, r *resolved, q Query, req Request) (*answer, error) {
	c := newCollector(s.table, r.admitted(s.table, s.dict), req.Filters)
	a := &answer{collector: c, plan: newPlan(s.view, s.rank, q), known: true}
	if a.plan.empty() {
		if q.empty() {
			c.addAll()
			a.full = len(c.matches)
		}
		return a, nil
	}
	sc := newScorer(ctx, s)
	if err := sc.run(a.plan); err != nil {
		return nil, err
	}
	a.known, a.incomplete = sc.knows(a.plan), sc.verify.unlooked
	sc.each(func(doc int32, score float64, all bool) {
		if all {
			c.add(match{doc: doc, score: score, full: true})
		}
	})
	a.full = len(c.matches)
	if a.full >= s.rank.enough || req.Strict {
		return a, nil
	}
	sc.each(func(doc int32, score float64, all bool) {
		if !all {
			c.add(match{doc: doc, score: score})
		}
	})
	return a, nil
}

// hits makes the results of one page.
func (s *session) hits(a *answer, req Request) ([]Hit, error) {
	compare := compareRank
	m := newMarker(s.dict, a.plan)
	if req.Sort == SortClock {
		compare = a.byClock
	} else if req.Sort == SortArrived {
		compare = a.byArrival
	} else if req.Sort == SortDate || len(a.plan.concepts) == 0 {
		compare = a.byDate
	} else if err := s.rerank(a.collector, m, a.plan); err != nil {
		return nil, err
	}
	from, to := req.window()
	hits := []Hit{}
	for _, match := range a.page(from, to, compare) {
		hit, err := s.hit(match, m)
		if err != nil {
			return nil, err
		}
		hits = append(hits, hit)
	}
	return hits, nil
}
