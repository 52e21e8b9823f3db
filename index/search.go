package index

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Search answers a request. The library that it answers about is the one that
// the last [Index.Sync] ended with. It returns [ErrNotReady] before that, and
// an error that wraps the context's when the caller has gone away.
func (x *Index) Search(ctx context.Context, req Request) (res *Results, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.view == nil {
		return nil, ErrNotReady
	}
	// The engine panics on some kinds of damage. The next Sync rebuilds.
	defer func() {
		if r := recover(); r != nil {
			res, err = nil, fmt.Errorf("%w: %v", errDamaged, r)
		}
		if errors.Is(err, errDamaged) || errors.Is(err, errSections) {
			x.damaged.Store(true)
			x.log.Error("index: damaged, to be rebuilt", "error", err)
		}
	}()
	start := time.Now()
	req = req.normalised()
	res, err = x.search(ctx, req)
	if err != nil {
		return nil, err
	}
	res.Took = time.Since(start)
	return res, nil
}

func (x *Index) search(ctx context.Context, req Request) (*Results, error) {
	q := ParseQuery(req.Query)
	res := &Results{Query: q, Page: req.Page, Size: req.Size, Hits: []Hit{}}
	s, err := x.store.open(x.view.table)
	if err != nil {
		return nil, err
	}
	defer s.close()
	c, err := x.collect(ctx, s, q, req, res)
	if err != nil {
		return nil, err
	}
	order := req.Sort
	if q.empty() {
		order = SortDate
	}
	res.Total = len(c.matches)
	res.Facets = c.facets()
	from, to := req.window()
	terms := snippetTerms(x.view.dict, q)
	for _, m := range c.top(order, from, to) {
		hit, err := s.hit(m, terms)
		if err != nil {
			return nil, err
		}
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

// collect finds what holds all words, or, if nothing does, what holds some.
func (x *Index) collect(ctx context.Context, s *session, q Query, req Request, res *Results) (*collector, error) {
	c := newCollector(x.view.table, req.Filters)
	if q.empty() {
		for n := range x.view.table.docs {
			c.add(match{doc: int32(n)})
		}
		return c, nil
	}
	bq := buildQuery(x.view.dict, q, true)
	if bq == nil {
		return c, nil
	}
	if err := s.match(ctx, bq, x.verified(s, q, c)); err != nil || len(c.matches) > 0 {
		return c, err
	}
	if len(queryTerms(x.view.dict, q, true)) < 2 || len(q.Phrases) > 0 {
		return c, nil
	}
	c = newCollector(x.view.table, req.Filters)
	err := s.match(ctx, buildQuery(x.view.dict, q, false), c.add)
	res.Relaxed = len(c.matches) > 0
	return c, err
}
