//go:build long

package stats_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"

	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

// However many nodes write at once, whatever their batches, and whichever of them are sent again at once or
// much later, a report says what counting all events at once says.
func TestReportOfManyWritersIsWhatTheLogSays(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(40) {
		zone := []*time.Location{shanghai, berlin}[seed%2]
		rng := rand.New(rand.NewPCG(seed, 17))
		start := time.Date(2026, 10, 20+rng.IntN(8), 0, 0, 0, 0, zone)
		log := record(seed, start, 2+rng.IntN(20), 10+rng.IntN(40))
		slow := countSlowly(log, zone)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, address string) {
				writeAtOnce(t, address, zone, log, seed)
				first := stats.DayOf(start)
				periods := []stats.Period{{From: first, To: first}, {From: first - 1, To: first + 30}}
				for range 8 {
					from := first + rng.Int64N(20)
					periods = append(periods, stats.Period{From: from, To: from + rng.Int64N(20)})
				}
				// How many results a query had last is that of whichever node wrote last.
				compare(t, address, slow, periods, cmpopts.IgnoreFields(stats.Query{}, "Results"))
			})
		})
	}
}

// writeAtOnce writes a log through three nodes, each of which has readers of its own.
func writeAtOnce(t *testing.T, address string, zone *time.Location, log tape, seed uint64) {
	t.Helper()
	const nodes = 3
	parts := [nodes]tape{}
	visitors := map[string]string{} // of searches
	for _, e := range log {
		who := ""
		switch e := e.(type) {
		case stats.Read:
			who = e.Visitor
		case stats.Vote:
			who = e.Visitor
		case stats.Search:
			who = e.Visitor
			visitors[e.ID] = who
		case stats.Opening:
			who = visitors[e.Search]
		}
		h := fnv.New32a()
		h.Write([]byte(who))
		n := h.Sum32() % nodes
		parts[n] = append(parts[n], e)
	}
	var writing sync.WaitGroup
	for n, part := range parts {
		writing.Go(func() {
			db, err := store.Open(t.Context(), address)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if err := writeTwice(t, db, zone, part, rand.New(rand.NewPCG(seed, uint64(n)))); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
}

// writeTwice writes batch after batch, and some of them again: the last one, or any before.
func writeTwice(t *testing.T, db *store.DB, zone *time.Location, log tape, rng *rand.Rand) error {
	var sent []tape
	for len(log) > 0 {
		n := min(len(log), 1+rng.IntN(150))
		sent = append(sent, log[:n])
		log = log[n:]
		again := []tape{sent[len(sent)-1]}
		switch rng.IntN(4) {
		case 0:
			again = append(again, sent[len(sent)-1])
		case 1:
			again = append(again, sent[rng.IntN(len(sent))])
		}
		for _, batch := range again {
			if err := stats.Write(t.Context(), db, zone, batch); err != nil {
				return err
			}
		}
	}
	return nil
}
