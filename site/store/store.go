// Package store is the ground that what readers and trainers do is kept on:
// a connection to SQLite or PostgreSQL, the schema, locks and backups. It
// knows no domain; the packages above it bring their statements.
//
// # Dialects
//
// A statement is written once, in what both databases understand: parameters
// are ?, an upsert is INSERT … ON CONFLICT … DO UPDATE, times are whole seconds
// since 1970 in BIGINT, days are whole days since 1970, texts are TEXT,
// yes and no are 1 and 0. What has to differ is in dialect.go: a table marked
// "/* clustered */" in a migration is kept in the order of its key where the
// database can do that.
//
// # Schema
//
// The files in migrations/ are run in order when a database is opened, one
// node at a time. A table whose name begins with "transient_" is in no backup.
//
// # SQLite
//
// One file, in WAL mode, with one writer and several readers, which do not
// wait for each other. Several processes may use it at once on one machine.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // registers the driver sqlite
)

// ErrNewer means that a newer program has changed the schema.
var ErrNewer = errors.New("the database was written by a newer version of the program")

// ErrAddress means that an address of PostgreSQL cannot be read.
var ErrAddress = errors.New("the address of the database cannot be read")

// A DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect dialect
	name    string // its file, or its address without the password
	path    string // of SQLite
	schema  fs.FS  // its migrations
	write   *sql.DB
	read    *sql.DB // the same as write for PostgreSQL
}

// readers are the connections that read at once.
const readers = 8

// Open opens the database at a path of SQLite or an address
// postgres://user@host/name, makes it if it is a file that does not exist, and
// brings its schema up to date. It returns [ErrNewer] if the schema is newer
// than the program, [ErrAddress] for an address that is none.
func Open(ctx context.Context, address string) (*DB, error) {
	return open(ctx, address, embedded())
}

func open(ctx context.Context, address string, schema fs.FS) (*DB, error) {
	d, err := connect(address)
	if err != nil {
		return nil, err
	}
	d.schema = schemaFS{schema, d.dialect}
	if err := d.migrate(ctx); err != nil {
		d.Close()
		return nil, fmt.Errorf("database %s: %w", d.name, err)
	}
	return d, nil
}

// IsPostgres reports whether an address is one of PostgreSQL.
func IsPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

func connect(address string) (*DB, error) {
	if IsPostgres(address) {
		return connectPostgres(address)
	}
	return connectSQLite(address)
}

func connectPostgres(address string) (*DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrAddress, withoutPassword(address))
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(2 * readers)
	return &DB{dialect: postgres, name: withoutPassword(address), write: pool, read: pool}, nil
}

func connectSQLite(path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	// A new file is its owner's alone: it holds the hashes of passwords. What SQLite puts beside it is made alike.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err == nil {
		err = f.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("database: %w", err)
	}
	d := &DB{dialect: sqlite, name: path, path: path}
	if d.write, err = sql.Open("sqlite", sqliteAddress(path, "immediate")); err != nil {
		return nil, fmt.Errorf("database: %w", err)
	}
	d.write.SetMaxOpenConns(1)
	if d.read, err = sql.Open("sqlite", sqliteAddress(path, "deferred")+"&_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(fmt.Errorf("database: %w", err), d.write.Close())
	}
	d.read.SetMaxOpenConns(readers)
	return d, nil
}

// Close ends all connections.
func (d *DB) Close() error {
	err := d.write.Close()
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

// Name says which database it is, for people: a path, or an address without password.
func (d *DB) Name() string { return d.name }

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error { return d.read.PingContext(ctx) }

// Write runs f in a transaction and commits it if f returns nil. Transactions of
// SQLite run one after another; those of PostgreSQL see what others have
// committed before each statement.
func (d *DB) Write(ctx context.Context, f func(*Tx) error) error {
	return d.within(ctx, d.write, nil, f)
}

// Read runs f on one state of the database, whatever is written meanwhile.
func (d *DB) Read(ctx context.Context, f func(*Tx) error) error {
	return d.within(ctx, d.read, d.dialect.snapshot, f)
}

func (d *DB) within(ctx context.Context, pool *sql.DB, options *sql.TxOptions, f func(*Tx) error) error {
	tx, err := pool.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("database: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if err := f(&Tx{tx: tx, dialect: d.dialect}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("database: %w", err)
	}
	return nil
}
