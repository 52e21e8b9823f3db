package store

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// A backup is gzip of JSON, a value a line: a head, then for each table its
// name and columns followed by its rows as arrays, then a foot with the number
// of rows and the SHA-256 of all lines before it. It is the same for both
// databases, so that it also moves one into the other.
type (
	backupHead struct {
		Format  string    `json:"format"` // backupFormat
		Schema  int64     `json:"schema"`
		Created time.Time `json:"created"`
	}
	backupTable struct {
		Table   string   `json:"table"`
		Columns []string `json:"columns"`
	}
	backupFoot struct {
		Rows   int64  `json:"rows"`
		SHA256 string `json:"sha256"`
	}
)

const backupFormat = "yanxi-backup-1"

// Backup writes all tables but the transient ones as they are at one moment.
// What is written to the database meanwhile neither waits nor is in it.
func (d *DB) Backup(ctx context.Context, w io.Writer, now time.Time) (rows int64, err error) {
	names, err := d.tables()
	if err != nil {
		return 0, err
	}
	schema, err := d.version(ctx)
	if err != nil {
		return 0, err
	}
	zip := gzip.NewWriter(w)
	out := newBackupWriter(zip)
	out.line(backupHead{Format: backupFormat, Schema: schema, Created: now.UTC()})
	err = d.Read(ctx, func(tx *Tx) error {
		for _, name := range names {
			if err := out.table(ctx, tx, name); err != nil {
				return fmt.Errorf("table %s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	out.line(backupFoot{Rows: out.rows, SHA256: hex.EncodeToString(out.sum.Sum(nil))})
	if err := out.flush(); err != nil {
		return 0, err
	}
	return out.rows, zip.Close()
}

// Rows counts what a backup would hold.
func (d *DB) Rows(ctx context.Context) (rows int64, err error) {
	names, err := d.tables()
	if err != nil {
		return 0, err
	}
	err = d.Read(ctx, func(tx *Tx) error {
		for _, name := range names {
			var n int64
			if err := tx.QueryRow(ctx, "SELECT COUNT(*) FROM "+name).Scan(&n); err != nil {
				return fmt.Errorf("table %s: %w", name, err)
			}
			rows += n
		}
		return nil
	})
	return rows, err
}

// A backupWriter writes lines and adds them up.
type backupWriter struct {
	buf  *bufio.Writer
	sum  hash.Hash
	rows int64
	err  error
}

func newBackupWriter(w io.Writer) *backupWriter {
	return &backupWriter{buf: bufio.NewWriterSize(w, 1<<16), sum: sha256.New()}
}

// line writes one value; the first error is kept for flush.
func (b *backupWriter) line(v any) {
	data, err := json.Marshal(v)
	if err == nil && b.err == nil {
		data = append(data, '\n')
		b.sum.Write(data)
		_, err = b.buf.Write(data)
	}
	if b.err == nil {
		b.err = err
	}
}

func (b *backupWriter) flush() error {
	if b.err != nil {
		return b.err
	}
	return b.buf.Flush()
}

func (b *backupWriter) table(ctx context.Context, tx *Tx, name string) error {
	columns, err := tx.columns(ctx, name)
	if err != nil {
		return err
	}
	b.line(backupTable{Table: name, Columns: columns})
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	return tx.Each(ctx, func(scan func(...any) error) error {
		if err := scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			if raw, ok := v.([]byte); ok {
				values[i] = string(raw) // texts only: see the package's schema rules
			}
		}
		b.line(values)
		b.rows++
		return b.err
	}, "SELECT * FROM "+name)
}

// insert is the statement that puts a row into a table.
func (t backupTable) insert() string {
	return "INSERT INTO " + t.Table + " (" + strings.Join(t.Columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(t.Columns)-1) + ")"
}
