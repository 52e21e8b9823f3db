package stats_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

// BenchmarkWrite writes reads of 5,000 documents in batches, as a flush does. Its floor is
// 20,000 events a second into SQLite.
func BenchmarkWrite(b *testing.B) {
	for name, address := range addresses(b) {
		b.Run(name, func(b *testing.B) {
			const events = 100_000
			db := storetest.Open(b, address)
			rng := rand.New(rand.NewPCG(1, 1))
			at := time.Date(2026, 11, 2, 9, 0, 0, 0, shanghai)
			n := 0
			for b.Loop() {
				for done := 0; done < events; done += 20_000 {
					var batch tape
					for range 20_000 {
						n++
						batch = append(batch, stats.Read{At: at.Add(time.Duration(n) * time.Millisecond), Visitor: fmt.Sprintf("%016x", rng.Uint64()%50000), Document: fmt.Sprintf("courses/2019/notes/%d", rng.IntN(5000))})
					}
					if err := stats.Write(b.Context(), db, shanghai, batch); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(events*b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkMonth reports on a month of 10 million reads of 5,000 documents, with
// the month before as large. Its floor is 300 ms.
func BenchmarkMonth(b *testing.B) {
	for name, address := range addresses(b) {
		b.Run(name, func(b *testing.B) {
			const documents, days, readsADay = 5000, 60, 333_333
			fillMonths(b, storetest.Open(b, address), documents, days, readsADay)
			lazy := store.NewLazy(address)
			defer lazy.Close()
			reports := stats.NewReports(lazy)
			p := stats.Period{From: 20_030, To: 20_059}
			for b.Loop() {
				r, err := reports.Between(b.Context(), p)
				if err != nil {
					b.Fatal(err)
				}
				if len(r.Documents) != documents || r.Reads.Now < 9_000_000 {
					b.Fatalf("%d documents, %d reads", len(r.Documents), r.Reads.Now)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/report")
		})
	}
}

func addresses(b *testing.B) map[string]string {
	return map[string]string{"sqlite": storetest.SQLite(b), "postgres": storetest.Postgres(b)}
}

// fillMonths writes the counts that so many reads, votes and searches leave.
func fillMonths(b *testing.B, db *store.DB, documents, days, readsADay int) {
	b.Helper()
	rng := rand.New(rand.NewPCG(2, 2))
	for day := range int64(days) {
		reads, likes, searches := map[string]int64{}, map[string]int64{}, map[string]int64{}
		for d := range documents {
			doc := fmt.Sprintf("courses/2019/notes/%d", d)
			reads[doc] = 1 + rng.Int64N(int64(2*readsADay/documents))
			if d%5 == 0 {
				likes[doc] = rng.Int64N(5)
			}
			if d%3 == 0 {
				searches[fmt.Sprintf("怎样做好第%d件事", d)] = 1 + rng.Int64N(20)
			}
		}
		if err := stats.AddDay(b.Context(), db, 20_000+day, reads, likes, searches); err != nil {
			b.Fatal(err)
		}
	}
}
