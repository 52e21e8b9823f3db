package desk

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestHeavy has many come at once, and finds never more than two at work.
func TestHeavy(t *testing.T) {
	h := newHeavy()
	h.patience = time.Hour
	var now, most, done atomic.Int64
	hold := make(chan struct{})
	var all sync.WaitGroup
	for range 9 {
		all.Go(func() {
			err := h.do(t.Context(), func() {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				<-hold
				now.Add(-1)
				done.Add(1)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	for range 9 {
		hold <- struct{}{}
	}
	all.Wait()
	if most.Load() > mostHeavy || done.Load() != 9 {
		t.Errorf("%d at once, %d done", most.Load(), done.Load())
	}
}

// TestHeavyWait comes when two are at work: one leaves, one waits for too long, one has its turn.
func TestHeavyWait(t *testing.T) {
	h := newHeavy()
	h.patience = time.Hour
	h.turns <- struct{}{}
	h.turns <- struct{}{}
	ran := false
	run := func() { ran = true }
	gone, leave := context.WithCancel(t.Context())
	leave()
	if err := h.do(gone, run); !errors.Is(err, context.Canceled) || ran {
		t.Errorf("who has left: %v, it ran: %v", err, ran)
	}
	hasty := h
	hasty.patience = 0
	if err := hasty.do(t.Context(), run); !errors.Is(err, errBusy) || ran {
		t.Errorf("who has waited: %v, it ran: %v", err, ran)
	}
	if p, known := problemOf(errBusy); !known || p.status != http.StatusServiceUnavailable {
		t.Errorf("%+v", p)
	}
	done := make(chan error)
	go func() { done <- h.do(t.Context(), run) }()
	<-h.turns
	if err := <-done; err != nil || !ran {
		t.Errorf("whose turn it was: %v, it ran: %v", err, ran)
	}
	if len(h.turns) != 1 {
		t.Errorf("%d are at work", len(h.turns))
	}
}
