package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// retryLock is how often a lock that another process has is asked for again.
const retryLock = 20 * time.Millisecond

// transient begins the names of tables that are in no backup.
const transient = "transient_"

func isTransient(table string) bool { return strings.HasPrefix(table, transient) }

// TryLock takes a lock of that name if no other node or process has it. It is
// given up by unlock, or when the process or its connection ends.
func (d *DB) TryLock(ctx context.Context, name string) (unlock func() error, ok bool, err error) {
	if d.path != "" {
		lock := flock.New(d.path + "." + name + ".lock")
		ok, err := lock.TryLock()
		if err != nil || !ok {
			return nil, false, err
		}
		return lock.Unlock, true, nil
	}
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("database: %w", err)
	}
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", lockNumber(name)).Scan(&ok); err != nil || !ok {
		return nil, false, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", lockNumber(name))
		return errors.Join(err, conn.Close())
	}, true, nil
}

// lockPostgres waits for a lock.
func (d *DB) lockPostgres(ctx context.Context, name string) (unlock func() error, err error) {
	conn, err := d.write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", lockNumber(name)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", lockNumber(name))
		return errors.Join(err, conn.Close())
	}, nil
}

// lockNumber is the number by which PostgreSQL knows a lock. It is ours as far as 64 bits go.
func lockNumber(name string) int64 {
	h := fnv.New64a()
	h.Write([]byte("yanxi/" + name))
	return int64(h.Sum64())
}
