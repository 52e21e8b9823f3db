package main

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

// Several servers share the counts of one PostgreSQL. Pages never fail, though one server is killed and the
// database falls silent and is restarted; the counts end exact, but for what the killed one had not written yet.
func TestNodes(t *testing.T) {
	cluster, err := storetest.StartCluster()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	})
	address := cluster.Database(t)
	reports := openReports(t, address)
	between := openWire(t, address)

	// Six start together on an empty database; three of them go on.
	nodes := startNodes(t, between.address, "alpha", "beta", "gamma", "delta", "epsilon", "zeta")
	checkMigratedOnce(t, address)
	for _, n := range nodes[3:] {
		n.end(t)
	}
	a, b, doomed := nodes[0], nodes[1], nodes[2]
	shared, sharers := readThrough(t, a, b, doomed)

	var readers sync.WaitGroup
	t.Cleanup(readers.Wait)
	for _, n := range nodes[:3] {
		t.Cleanup(n.close)
		readers.Go(n.drive)
		n.come(20)
	}
	settled := doomed.settle(t, reports)
	both := func(f func(n *node)) { f(a); f(b) }
	doomed.come(1000)
	both(func(n *node) { n.come(50) })
	doomed.passed(t, settled.reads+20)
	doomed.killed.Store(true)
	doomed.kill()
	between.silence() // the database neither answers nor refuses
	both(func(n *node) { n.come(50); n.gone(t) })
	between.resume()
	both(func(n *node) { n.come(50) })
	if err := cluster.Halt(); err != nil {
		t.Fatal(err)
	}
	both(func(n *node) { n.says(t, "counting waits for the database"); n.come(20); n.gone(t); n.come(20) })
	if err := cluster.Start(); err != nil {
		t.Fatal(err)
	}
	both(func(n *node) { n.says(t, "counting has caught up"); n.come(20); n.close() })
	readers.Wait()
	a.end(t) // what it took last is written
	b.settle(t, reports)
	checkSummary(t, b, a)
	b.end(t)
	for _, n := range []*node{a, b} {
		if got := n.counted(t, reports); got != n.sent() {
			t.Errorf("%s: counted %+v, sent %+v", n.name, got, n.sent())
		}
	}
	got, most := doomed.counted(t, reports), doomed.sent()
	if !got.between(settled, most) {
		t.Errorf("%s: counted %+v, want from %+v, which were written, to %+v, which were sent", doomed.name, got, settled, most)
	}
	if got := countedOf(t, reports, shared); got.reads != sharers || got.likes != sharers {
		t.Errorf("%d readers who each came through three servers count as %d reads and %d likes", sharers, got.reads, got.likes)
	}
}

// A sum is what readers of a node did.
type sum struct{ reads, likes, searches int }

func (s sum) between(least, most sum) bool {
	return least.reads <= s.reads && s.reads <= most.reads &&
		least.likes <= s.likes && s.likes <= most.likes &&
		least.searches <= s.searches && s.searches <= most.searches
}

// sent is what its readers did; of one who was interrupted, it may be less.
func (n *node) sent() sum {
	visits := int(n.visits.Load())
	return sum{visits, visits, visits}
}

// settle waits, while nobody comes, until all that the readers did is in the database.
func (n *node) settle(t *testing.T, reports *stats.Reports) sum {
	t.Helper()
	n.gone(t)
	eventually(t, func() error {
		if got := n.counted(t, reports); got != n.sent() {
			return fmt.Errorf("%s: counted %+v, sent %+v", n.name, got, n.sent())
		}
		return nil
	})
	return n.sent()
}

func (n *node) counted(t *testing.T, reports *stats.Reports) sum {
	t.Helper()
	return countedOf(t, reports, n.name)
}

// countedOf is what is counted for a document and a word.
func countedOf(t *testing.T, reports *stats.Reports, name string) (s sum) {
	t.Helper()
	today := stats.DayOf(time.Now())
	report, err := reports.Between(t.Context(), stats.Period{From: today - 1, To: today + 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Documents {
		if d.ID == name {
			s.reads, s.likes = d.Reads.Now, d.Likes.Now
		}
	}
	for _, q := range report.Queries {
		if q.Text == name {
			s.searches = q.Count
		}
	}
	return s
}

func openReports(t *testing.T, address string) *stats.Reports {
	t.Helper()
	db := store.NewLazy(address)
	t.Cleanup(func() { db.Close() })
	return stats.NewReports(db)
}

// checkMigratedOnce checks that no step of the schema was taken twice, and that the servers have agreed on
// the keys of visitors.
func checkMigratedOnce(t *testing.T, address string) {
	t.Helper()
	db := storetest.Open(t, address)
	var steps, different, keys int
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		if err := tx.QueryRow(t.Context(), "SELECT COUNT(*), COUNT(DISTINCT version_id) FROM goose_db_version").Scan(&steps, &different); err != nil {
			return err
		}
		return tx.QueryRow(t.Context(), "SELECT COUNT(*) FROM transient_salts").Scan(&keys)
	})
	if err != nil || steps != different || keys != 2 {
		t.Fatalf("%d steps of the schema, %d different ones; %d keys: %v", steps, different, keys, err)
	}
}

// readThrough lets readers read and like a document through each of several servers, all in one half-hour,
// in which a reader counts once. It returns which document, and how many readers they were.
func readThrough(t *testing.T, nodes ...*node) (document string, readers int) {
	t.Helper()
	halfHour := func() int64 { return time.Now().Unix() / 1800 }
	for _, document := range []string{"shared", "again"} { // the second time it is not soon over
		began := halfHour()
		for readers := range 5 {
			for _, n := range nodes {
				if err := n.like(document, fmt.Sprintf("12.0.0.%d", readers)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if halfHour() == began {
			return document, 5
		}
	}
	t.Fatal("ten readers took more than half an hour")
	return "", 0
}
