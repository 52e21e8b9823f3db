package site

import (
	"net/http"

	"yanxi/site/stats"
	"yanxi/site/visit"
)

// A tally takes in what readers do, as far as a reader did it, and no more of
// it than one could.
type tally struct {
	recorder  *stats.Recorder
	visitors  *visit.Rate
	addresses *visit.Rate
	searches  *visit.Recent
	same      *http.CrossOriginProtection
}

// What is taken a minute. Behind one address there may be a classroom.
const (
	perVisitor = 60
	perAddress = 20 * perVisitor
)

// newTally is nil where nothing is counted.
func newTally(o Options) *tally {
	if !o.counts() {
		return nil
	}
	t := &tally{
		recorder:  o.Activity.Recorder,
		visitors:  visit.NewRate(perVisitor, o.now),
		addresses: visit.NewRate(perAddress, o.now),
		searches:  visit.NewRecent(o.now),
		same:      newSame(o.BaseURL),
	}
	return t
}

// visitor is who sent a request, today.
func (t *tally) visitor(r *http.Request) string {
	return t.recorder.Visitor(visit.Address(r), r.UserAgent())
}

// allow reports whether whoever sent a request may send one more now.
func (t *tally) allow(r *http.Request) bool {
	return t.visitors.Allow(t.visitor(r)) && t.addresses.Allow(t.recorder.Visitor(visit.Address(r), ""))
}

// search counts a search that was answered and returns its id; none if nobody
// searched for anything.
func (t *tally) search(r *http.Request, query string, page, results int) (id string) {
	if t == nil || query == "" || !isReader(r) || r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Dest") != "document" {
		return ""
	}
	visitor := t.visitor(r)
	return t.searches.Search(visitor+" "+query, page > 1, func() string {
		if !t.allow(r) {
			return ""
		}
		return t.recorder.Search(visitor, query, results)
	})
}
