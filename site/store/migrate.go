package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

func embedded() fs.FS {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the name above is a valid path
	}
	return files
}

// migrate brings the schema up to date. Nodes that start together wait for each other.
func (d *DB) migrate(ctx context.Context) (err error) {
	unlock, err := d.lockSchema(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	p, err := d.provider()
	if err != nil {
		return err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if known := schemaVersion(p); have > known {
		return fmt.Errorf("%w (its schema is %d, this program knows up to %d)", ErrNewer, have, known)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// lockSchema takes the lock of the schema: a file beside SQLite's, which is there before
// any table is, and PostgreSQL's own otherwise.
func (d *DB) lockSchema(ctx context.Context) (unlock func() error, err error) {
	if d.path == "" {
		return d.lockPostgres(ctx, "schema")
	}
	lock := flock.New(d.path + ".lock")
	if _, err := lock.TryLockContext(ctx, retryLock); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	return lock.Unlock, nil
}

func (d *DB) provider() (*goose.Provider, error) {
	return goose.NewProvider(d.dialect.goose, d.write, d.schema, goose.WithAllowOutofOrder(true))
}

// schemaVersion is the newest version that the program knows.
func schemaVersion(p *goose.Provider) int64 {
	sources := p.ListSources()
	if len(sources) == 0 {
		return 0
	}
	return sources[len(sources)-1].Version
}

// version is that of the database's schema.
func (d *DB) version(ctx context.Context) (int64, error) {
	p, err := d.provider()
	if err != nil {
		return 0, err
	}
	return p.GetDBVersion(ctx)
}

var createTable = regexp.MustCompile(`(?m)^CREATE TABLE ([a-z_]+)`)

// tables are those of the schema that backups hold, in the order in which they
// are made: a table comes after those that it refers to.
func (d *DB) tables() ([]string, error) {
	var names []string
	files, err := fs.Glob(d.schema, "*.sql")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		source, err := fs.ReadFile(d.schema, file)
		if err != nil {
			return nil, err
		}
		for _, m := range createTable.FindAllSubmatch(source, -1) {
			if name := string(m[1]); !isTransient(name) {
				names = append(names, name)
			}
		}
	}
	return names, nil
}
