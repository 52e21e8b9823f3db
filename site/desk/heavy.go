package desk

import (
	"context"
	"errors"
	"time"
)

const (
	// mostHeavy bounds the files and pictures that are taken apart at once: each may need some hundred megabytes.
	mostHeavy = 2
	// heavyPatience is how long one waits for its turn: longer than most take, shorter than proxies wait for an answer.
	heavyPatience = 20 * time.Second
)

// errBusy says that others were at it for as long as one waits.
var errBusy = errors.New("desk: too many files are being taken apart")

// heavy lets in what needs much memory, a few at once.
type heavy struct {
	turns    chan struct{} // holds one for each that is at work
	patience time.Duration
}

func newHeavy() heavy { return heavy{make(chan struct{}, mostHeavy), heavyPatience} }

// do runs what needs much memory when its turn has come. The error is errBusy if it does not come in time, or that of ctx:
// then nothing has run.
func (h heavy) do(ctx context.Context, run func()) error {
	wait := time.NewTimer(h.patience)
	defer wait.Stop()
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
		run()
		return nil
	case <-wait.C:
		return errBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}
