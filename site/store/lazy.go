package store

import (
	"context"
	"errors"
	"time"
)

// A Lazy is a database that may not answer yet: it is opened when it is first
// asked for, and again after a while if that failed. It is safe for concurrent use.
type Lazy struct {
	address string

	turn chan struct{} // holds one while somebody uses what follows
	db   *DB
	err  error     // of the last try
	next time.Time // when to try again
}

// retryOpen is how long a database that could not be opened is left alone.
const retryOpen = 2 * time.Second

// NewLazy names a database as [Open] does, without opening it.
func NewLazy(address string) *Lazy { return &Lazy{address: address, turn: make(chan struct{}, 1)} }

// Opened is a database that is open already.
func Opened(db *DB) *Lazy {
	l := NewLazy("")
	l.db = db
	return l
}

// DB returns the open database, or why there is none at the moment. It waits
// for at most one try to open it, its own or another's, and no longer than ctx.
func (l *Lazy) DB(ctx context.Context) (*DB, error) {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l.db != nil {
		return l.db, nil
	}
	if l.err != nil && time.Now().Before(l.next) {
		return nil, l.err
	}
	l.db, l.err = Open(ctx, l.address)
	if errors.Is(l.err, context.Canceled) {
		return nil, l.err // who asked has gone: that says nothing of the database
	}
	l.next = time.Now().Add(retryOpen)
	return l.db, l.err
}

// Write is [DB.Write] of the database, which is waited for no longer than ctx.
func (l *Lazy) Write(ctx context.Context, f func(context.Context, *Tx) error) error {
	return l.within(ctx, (*DB).Write, f)
}

// Read is [DB.Read] of the database, which is waited for no longer than ctx.
func (l *Lazy) Read(ctx context.Context, f func(context.Context, *Tx) error) error {
	return l.within(ctx, (*DB).Read, f)
}

func (l *Lazy) within(ctx context.Context, run func(*DB, context.Context, func(*Tx) error) error, f func(context.Context, *Tx) error) error {
	db, err := l.DB(ctx)
	if err != nil {
		return err
	}
	return run(db, ctx, func(tx *Tx) error { return f(ctx, tx) })
}

// Close closes the database if it is open.
func (l *Lazy) Close() error {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	if l.db == nil {
		return nil
	}
	err := l.db.Close()
	l.db, l.err = nil, errors.New("the database is closed")
	l.next = time.Now().Add(24 * time.Hour)
	return err
}
