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
	res := &Results{Query: q, Page: req.Page, Size: req.Size, Hits: []Hit{}}
	s, err := x.newSession(x.view.table)
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

// collect finds what holds all words, and, if that is less than a page and the
// request does not forbid it, what holds some.
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
	v, err := x.newVerdict(ctx, s, q)
	if err != nil {
		return nil, err
	}
	err = s.match(ctx, p.every, func(m match) {
		if v.accepts(m.doc) {
			m.full = true
			c.add(m)
		}
	})
	full := len(c.matches)
	if err := firstError(err, v.err); err != nil || full >= enough || p.some == nil || req.Strict {
		return c, err
	}
	err = s.match(ctx, p.some, func(m match) {
		if v.accepts(m.doc) {
			c.addNew(m)
		}
	})
	res.Relaxed = full == 0 && len(c.matches) > 0
	return c, firstError(err, v.err)
}
