package stats_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var shanghai = time.FixedZone("CST", 8*60*60)

// A tape is a log of what simulated readers did, in order.
type tape []any // Read, Vote, Search or Opening

// record simulates some days of readers, the same for the same seed.
func record(seed uint64, start time.Time, days, readers int) tape {
	rng := rand.New(rand.NewPCG(seed, 1))
	queries := []string{"首次回应", "四道关", "停水通报", "值班", "没有这个词", "舆情", ""}
	var out tape
	for day := range days {
		midnight := start.AddDate(0, 0, day)
		var today tape
		for n := range readers {
			who := fmt.Sprintf("%d-%d", day, n)
			at := midnight.Add(time.Duration(rng.IntN(24*60*60)) * time.Second)
			for step := range 1 + rng.IntN(5) {
				at = at.Add(time.Duration(1+rng.IntN(900)) * time.Second)
				doc := fmt.Sprintf("notes/%d", int(rng.ExpFloat64()*8)%40)
				switch rng.IntN(4) {
				case 0:
					s := stats.Search{At: at, ID: fmt.Sprintf("s%d-%d-%d", day, n, step), Visitor: who, Query: queries[rng.IntN(len(queries))], Results: rng.IntN(30)}
					if s.Query == "没有这个词" {
						s.Results = 0
					}
					today = append(today, s)
					if rng.IntN(2) == 0 && s.Results > 0 {
						at = at.Add(5 * time.Second)
						today = append(today, stats.Opening{At: at, Search: s.ID, Document: doc, Position: 1 + rng.IntN(10)})
						if rng.IntN(2) == 0 {
							today = append(today, stats.Read{At: at.Add(10 * time.Second), Visitor: who, Document: doc})
						}
					}
				case 1:
					today = append(today, stats.Vote{At: at, Visitor: who, Document: doc, Value: stats.Value(rng.IntN(3) - 1), Reason: "太长"})
				default:
					today = append(today, stats.Read{At: at, Visitor: who, Document: doc})
				}
			}
		}
		slices.SortStableFunc(today, func(a, b any) int { return timeOf(a).Compare(timeOf(b)) })
		out = append(out, today...)
	}
	return out
}

func timeOf(event any) time.Time {
	switch e := event.(type) {
	case stats.Read:
		return e.At
	case stats.Vote:
		return e.At
	case stats.Search:
		return e.At
	case stats.Opening:
		return e.At
	}
	panic("no event")
}

// A brute counts a tape the slow way, from all events at once.
type brute struct {
	zone     *time.Location
	hours    map[int64]map[int]int    // reads by day and hour
	reads    map[string]map[int64]int // by document and day
	votes    map[string]map[int64][2]int
	searches map[int64]int
	queries  map[string]map[int64]*stats.Query
	landings map[string]map[int64][2]int
}

func (b *brute) day(t time.Time) int64 { return stats.DayOf(t.In(b.zone)) }

func countSlowly(t tape, zone *time.Location) *brute {
	b := &brute{
		zone: zone, hours: map[int64]map[int]int{},
		reads: map[string]map[int64]int{}, votes: map[string]map[int64][2]int{}, searches: map[int64]int{},
		queries: map[string]map[int64]*stats.Query{}, landings: map[string]map[int64][2]int{},
	}
	b.countReads(t)
	b.countVotes(t)
	b.countSearches(t)
	return b
}

func (b *brute) countReads(t tape) {
	seen := map[string]bool{}
	for _, e := range t {
		r, ok := e.(stats.Read)
		key := fmt.Sprint(r.At.Unix()/1800, r.Visitor, r.Document)
		if !ok || seen[key] {
			continue
		}
		seen[key] = true
		put(b.reads, r.Document, b.day(r.At), func(n int) int { return n + 1 })
		if b.hours[b.day(r.At)] == nil {
			b.hours[b.day(r.At)] = map[int]int{}
		}
		b.hours[b.day(r.At)][r.At.In(b.zone).Hour()]++
	}
}

func (b *brute) countVotes(t tape) {
	last := map[string]stats.Vote{}
	for _, e := range t {
		if v, ok := e.(stats.Vote); ok {
			last[fmt.Sprint(b.day(v.At), v.Visitor, v.Document)] = v
		}
	}
	for _, v := range last {
		put(b.votes, v.Document, b.day(v.At), func(n [2]int) [2]int {
			switch v.Value {
			case stats.Helpful:
				n[0]++
			case stats.NotHelpful:
				n[1]++
			}
			return n
		})
	}
}

func (b *brute) countSearches(t tape) {
	var searches []stats.Search
	opened := map[string]stats.Opening{}
	for _, e := range t {
		switch e := e.(type) {
		case stats.Search:
			searches = append(searches, e)
		case stats.Opening:
			if _, twice := opened[e.Search]; !twice {
				opened[e.Search] = e
			}
		}
	}
	for i, s := range searches {
		day := b.day(s.At)
		b.searches[day]++
		if b.queries[s.Query] == nil {
			b.queries[s.Query] = map[int64]*stats.Query{}
		}
		q := b.queries[s.Query][day]
		if q == nil {
			q = &stats.Query{Text: s.Query}
			b.queries[s.Query][day] = q
		}
		q.Count++
		q.Results = s.Results
		if s.Results == 0 {
			q.WithoutResult++
		}
		o, wasOpened := opened[s.ID]
		if wasOpened {
			q.Opened++
			stayed := 0
			for _, e := range t {
				if r, ok := e.(stats.Read); ok && r.Visitor == s.Visitor && r.Document == o.Document && !r.At.Before(s.At) && r.At.Sub(s.At) <= 30*time.Minute && firstOfSlot(t, r) {
					stayed = 1
				}
			}
			put(b.landings, o.Document, day, func(n [2]int) [2]int { return [2]int{n[0] + 1, n[1] + stayed} })
			continue
		}
		for _, next := range searches[i+1:] {
			if next.Visitor == s.Visitor {
				if next.At.Sub(s.At) <= 10*time.Minute && next.Query != s.Query {
					q.Refined++
				}
				break
			}
		}
	}
}

// firstOfSlot reports whether a read is the one of its slot that counts.
func firstOfSlot(t tape, r stats.Read) bool {
	for _, e := range t {
		if o, ok := e.(stats.Read); ok && o.Visitor == r.Visitor && o.Document == r.Document && o.At.Unix()/1800 == r.At.Unix()/1800 {
			return o.At.Equal(r.At)
		}
	}
	return false
}

func put[V any](m map[string]map[int64]V, key string, day int64, change func(V) V) {
	if m[key] == nil {
		m[key] = map[int64]V{}
	}
	m[key][day] = change(m[key][day])
}

// report is what the brute count says of a period.
func (b *brute) report(p stats.Period) *stats.Report {
	r := &stats.Report{Period: p}
	in := func(day int64) int { // 0 now, 1 before, -1 neither
		switch {
		case day >= p.From && day <= p.To:
			return 0
		case day >= p.Before().From && day < p.From:
			return 1
		}
		return -1
	}
	tally := func(c *stats.Count, day int64, n int) {
		switch in(day) {
		case 0:
			c.Now += n
		case 1:
			c.Before += n
		}
	}
	docs := map[string]*stats.Document{}
	doc := func(id string) *stats.Document {
		if docs[id] == nil {
			docs[id] = &stats.Document{ID: id}
		}
		return docs[id]
	}
	daily := map[int64]*stats.Day{}
	for day := p.From; day <= p.To; day++ {
		daily[day] = &stats.Day{Day: day}
	}
	for id, days := range b.reads {
		for day, n := range days {
			tally(&doc(id).Reads, day, n)
			tally(&r.Reads, day, n)
			if d := daily[day]; d != nil {
				d.Reads += n
			}
		}
	}
	for id, days := range b.votes {
		for day, n := range days {
			tally(&doc(id).Likes, day, n[0])
			tally(&doc(id).Dislikes, day, n[1])
			tally(&r.Likes, day, n[0])
			tally(&r.Dislikes, day, n[1])
			if d := daily[day]; d != nil {
				d.Likes += n[0]
			}
		}
	}
	for _, d := range docs {
		if d.Reads != (stats.Count{}) || d.Likes != (stats.Count{}) || d.Dislikes != (stats.Count{}) {
			r.Documents = append(r.Documents, *d)
		}
	}
	for text, days := range b.queries {
		sum := stats.Query{Text: text}
		for _, day := range slices.Sorted(maps.Keys(days)) {
			q := days[day]
			tally(&r.Searches, day, q.Count)
			tally(&r.ZeroResult, day, q.WithoutResult)
			tally(&r.Opened, day, q.Opened)
			if in(day) == 0 {
				daily[day].Searches += q.Count
				sum.Count += q.Count
				sum.WithoutResult += q.WithoutResult
				sum.Opened += q.Opened
				sum.Refined += q.Refined
				sum.Results = q.Results
			}
		}
		switch {
		case text == "":
			r.Hidden = sum.Count
		case sum.Count > 0:
			r.Queries = append(r.Queries, sum)
		}
	}
	for id, days := range b.landings {
		l := stats.Landing{ID: id}
		for day, n := range days {
			if in(day) == 0 {
				l.Landed += n[0]
				l.Stayed += n[1]
			}
		}
		if l.Landed > 0 {
			r.Landings = append(r.Landings, l)
		}
	}
	for day := p.From; day <= p.To; day++ {
		r.Daily = append(r.Daily, *daily[day])
	}
	if p.From == p.To {
		r.Hourly = make([]int, 24)
		for hour, n := range b.hours[p.From] {
			r.Hourly[hour] = n
		}
	}
	slices.SortFunc(r.Documents, func(a, b stats.Document) int {
		return cmp.Or(cmp.Compare(b.Reads.Now, a.Reads.Now), cmp.Compare(b.Likes.Now, a.Likes.Now), cmp.Compare(a.ID, b.ID))
	})
	slices.SortFunc(r.Queries, func(a, b stats.Query) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text)) })
	slices.SortFunc(r.Landings, func(a, b stats.Landing) int { return cmp.Or(cmp.Compare(b.Landed, a.Landed), cmp.Compare(a.ID, b.ID)) })
	return r
}

// Whatever the batches, however often one is sent again, and whichever node
// writes it, a report says what counting all events at once says.
func TestReportIsWhatTheLogSays(t *testing.T) {
	start := time.Date(2026, 11, 2, 0, 0, 0, 0, shanghai)
	log := record(7, start, 9, 60)
	slow := countSlowly(log, shanghai)
	storetest.Each(t, func(t *testing.T, address string) {
		rng := rand.New(rand.NewPCG(3, 3))
		nodes := []*store.DB{storetest.Open(t, address), storetest.Open(t, address)}
		for rest := log; len(rest) > 0; {
			n := min(len(rest), 1+rng.IntN(120))
			for range 1 + rng.IntN(2) {
				if err := stats.Write(t.Context(), nodes[rng.IntN(2)], shanghai, rest[:n]); err != nil {
					t.Fatal(err)
				}
			}
			rest = rest[n:]
		}
		first := stats.DayOf(start)
		compare(t, address, slow, []stats.Period{{From: first, To: first + 8}, {From: first + 4, To: first + 4}, {From: first + 5, To: first + 7}, {From: first + 100, To: first + 130}})
	})
}

// compare compares what a database and the slow count say of periods.
func compare(t *testing.T, address string, slow *brute, periods []stats.Period, ignored ...gocmp.Option) {
	t.Helper()
	lazy := store.NewLazy(address)
	defer lazy.Close()
	for _, p := range periods {
		got, err := stats.NewReports(lazy).Between(t.Context(), p)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(slow.report(p), got, append(ignored, cmpopts.IgnoreFields(stats.Report{}, "Reasons"))...); diff != "" {
			t.Errorf("%v (-slow +report):\n%s", p, diff)
		}
	}
}
