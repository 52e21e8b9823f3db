package index

import (
	"context"
	"errors"
	"time"

	"yanxi/index/store"
)

// maxSearch bounds one search: an update waits for the searches before it, and
// those after it wait for the update.
const maxSearch = 5 * time.Second

// Search answers a request. The library that it answers about is the one that
// the last [Index.Sync] ended with. It returns [ErrNotReady] before that, and
// an error that wraps the context's when the caller has gone away or the
// search took longer than five seconds.
func (x *Index) Search(ctx context.Context, req Request) (*Results, error) {
	ctx, cancel := context.WithTimeout(ctx, maxSearch)
	defer cancel()
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.view == nil {
		return nil, ErrNotReady
	}
	start := time.Now()
	res, err := x.search(ctx, req.normalised())
	if errors.Is(err, store.ErrDamaged) && ctx.Err() == nil {
		x.damaged.Store(true)
		x.log.Error("index: damaged, to be rebuilt", "error", err)
	}
	if err != nil {
		return nil, err
	}
	res.Took = time.Since(start)
	return res, nil
}

func (x *Index) search(ctx context.Context, req Request) (*Results, error) {
	q := ParseQuery(req.Query)
	s, err := x.newSession(x.view)
	if err != nil {
		return nil, err
	}
	defer s.close()
	r := s.table.resolve(s.lib, q)
	r.during(req.From, req.To)
	res := &Results{Query: q, Page: req.Page, Size: req.Size, Hits: []Hit{}, Unknown: r.Unknown}

	c := newCollector(s.table, r.admitted(s.table, s.dict), req.Filters)
	p := newPlan(s.view, s.rank, r.Query)
	if p.empty() && r.Query.empty() {
		c.addAll()
	} else if err := s.collect(ctx, p, c, req.Strict, res); err != nil {
		return nil, err
	}
	res.Total = len(c.matches)
	res.Facets = c.facets()
	compare := compareRank
	m := newMarker(s.dict, p)
	if req.Sort == SortDate || len(p.concepts) == 0 {
		compare = c.byDate
	} else if err := s.rerank(c, m, p); err != nil {
		return nil, err
	}
	from, to := req.window()
	for _, match := range c.page(from, to, compare) {
		hit, err := s.hit(match, m)
		if err != nil {
			return nil, err
		}
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

// collect finds what holds all words, and, if that is less than a page and not
// forbidden by strict, what holds some.
func (s *session) collect(ctx context.Context, p *plan, c *collector, strict bool, res *Results) error {
	sc := newScorer(ctx, s)
	r := &reading{session: s}
	if err := sc.run(p, r.holds); err != nil {
		return err
	}
	sc.each(func(doc int32, score float64, all bool) {
		if all {
			c.add(match{doc: doc, score: score, full: true})
		}
	})
	full := len(c.matches)
	if full >= s.rank.enough || strict {
		return nil
	}
	sc.each(func(doc int32, score float64, all bool) {
		if !all {
			c.add(match{doc: doc, score: score})
		}
	})
	res.Relaxed = full == 0 && len(c.matches) > 0
	return nil
}
