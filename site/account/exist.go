package account

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"yanxi/site/store"
)

// known is whether there is any account. Once there is one there always is: nobody is removed.
type known struct {
	exist  atomic.Bool
	mu     sync.Mutex
	asking bool
	asked  time.Time
	tell   []func()
}

// askEvery is how often the database is asked whether there is an account, while there was none.
const askEvery = 5 * time.Second

// Exist reports whether there is any account, as far as is known by now: it never waits. The database is asked
// in the background, every few seconds as long as there is none.
func (a *Accounts) Exist() bool {
	k := &a.known
	if k.exist.Load() {
		return true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now() // not the accounts' clock: this bounds work, and says nothing to anybody
	if !k.asking && (k.asked.IsZero() || now.Sub(k.asked) >= askEvery) {
		k.asking, k.asked = true, now
		go func() {
			_, _ = a.Any(context.Background()) // an error is asked again
			k.mu.Lock()
			k.asking = false
			k.mu.Unlock()
		}()
	}
	return k.exist.Load()
}

// Any asks the database whether there is any account. The error is [ErrAway].
func (a *Accounts) Any(ctx context.Context) (bool, error) {
	if a.known.exist.Load() {
		return true, nil
	}
	var n int64
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.QueryRow(ctx, "SELECT COUNT(*) FROM people").Scan(&n)
	})
	if err == nil && n > 0 {
		a.known.found()
	}
	return n > 0, err
}

// OnFirst calls f once it is known that there is an account, at most once.
func (a *Accounts) OnFirst(f func()) {
	a.known.mu.Lock()
	exist := a.known.exist.Load()
	if !exist {
		a.known.tell = append(a.known.tell, f)
	}
	a.known.mu.Unlock()
	if exist {
		f()
	}
}

// found notes that there is an account.
func (k *known) found() {
	k.mu.Lock()
	tell := k.tell
	k.tell = nil
	k.exist.Store(true)
	k.mu.Unlock()
	for _, f := range tell {
		f()
	}
}
