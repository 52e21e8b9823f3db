package index

import (
	"context"
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
	// The engine panics on some kinds of damage and returns errors on others;
	// queries, which are made of plain terms, give it no other reason. The next
	// Sync rebuilds.
	defer func() {
		if r := recover(); r != nil {
			res, err = nil, fmt.Errorf("%w: %v", errDamaged, r)
		}
		if err != nil && ctx.Err() == nil {
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

// collect finds what holds all words, and, if that is less than a page, what
// holds some.
func (x *Index) collect(ctx context.Context, s *session, q Query, req Request, res *Results) (*collector, error) {
	c := newCollector(x.view.table, req.Filters)
	if q.empty() {
		for n := range x.view.table.docs {
			c.add(match{doc: int32(n)})
		}
		return c, nil
	}
	p := newPlan(x.view.dict, q)
	if p.every == nil {
		return c, nil
	}
	visit := x.verified(s, q, c)
	err := s.match(ctx, p.every, func(m match) {
		m.full = true
		visit(m)
	})
	full := len(c.matches)
	if err != nil || full >= enough || p.some == nil {
		return c, err
	}
	err = s.match(ctx, p.some, c.addNew)
	res.Relaxed = full == 0 && len(c.matches) > 0
	return c, err
}
