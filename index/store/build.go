package store

import (
	"context"
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	index "github.com/blevesearch/bleve_index_api"
)

// A new store is in use by nobody and thrown away if its process ends, so it is
// built another way than it is kept up to date: commits go on beside one
// another and carry no manifest, and segments are merged once, at the end,
// instead of again and again as they come.

// buildCommits is how many commits of a new store go on at a time: while one
// waits for a disk, the next is analysed. The memory of building follows it.
const buildCommits = 2

// A build is what a new store has until [Store.Finish].
type build struct {
	free    chan struct{} // a token for each commit that may begin
	commits sync.WaitGroup
	errors  trouble
}

func newBuild() *build {
	b := &build{free: make(chan struct{}, buildCommits)}
	for range buildCommits {
		b.free <- struct{}{}
	}
	return b
}

// add begins to write a batch. It gives the error of one before.
func (b *build) add(s *Store, batch *index.Batch) error {
	<-b.free
	if err := b.errors.get(); err != nil {
		b.free <- struct{}{}
		return fmt.Errorf("write index: %w", err)
	}
	b.commits.Go(func() {
		defer func() { b.free <- struct{}{} }()
		if err := s.write(batch); err != nil {
			b.errors.set(err)
		}
	})
	return nil
}

// Finish ends the building of a store that [Create] has made: its documents are
// put into one segment, so that a query looks up each term once, and it is
// opened anew, which checks all that was written. The last manifest that was
// committed must be the one that is true.
func (s *Store) Finish(ctx context.Context) error {
	b := s.build
	b.commits.Wait()
	s.build = nil
	if err := b.errors.get(); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	if err := s.guarded(func() error { return s.engine.ForceMerge(ctx, oneSegment()) }); err != nil {
		return fmt.Errorf("merge index: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.Commit(NewBatch(), s.manifest); err != nil { // and what was merged
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	again, err := Open(s.dir, s.fingerprint)
	if err != nil {
		return err
	}
	*s = *again
	return nil
}

// seldomMerge lets segments lie until they are merged all at once. Only a very
// large index merges before, a hundred at a time, so that files and memory stay
// bounded: of 3,500 long documents it is none.
var seldomMerge = map[string]int{
	"FloorSegmentSize":     1, // or all small segments count as too many of one size
	"MaxSegmentsPerTier":   128,
	"SegmentsPerMergeTask": 128,
}

func oneSegment() *mergeplan.MergePlanOptions {
	o := mergeplan.SingleSegmentMergePlanOptions
	o.SegmentsPerMergeTask = 1 << 20
	return &o
}
