package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// ErrBackup means that a file is no backup, or not as it was written.
var ErrBackup = errors.New("the backup cannot be used")

// maxBackupLine bounds one row, in bytes.
const maxBackupLine = 16 << 20

// Verify reads a backup to its end and says how many rows it has. The error is
// [ErrBackup] if it is damaged or cut off, [ErrNewer] if a newer program wrote it.
func (d *DB) Verify(ctx context.Context, r io.Reader) (rows int64, err error) {
	have, err := d.version(ctx)
	if err != nil {
		return 0, err
	}
	return readBackup(r, have, func(backupTable) error { return nil }, func([]any) error { return nil })
}

// Restore replaces the content of all tables that backups hold by what a
// verified backup holds, in one transaction: it ends with all of it or, with
// an error, changes nothing.
func (d *DB) Restore(ctx context.Context, r io.ReadSeeker) (rows int64, err error) {
	if rows, err = d.Verify(ctx, r); err != nil {
		return 0, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	have, err := d.version(ctx)
	if err != nil {
		return 0, err
	}
	names, err := d.tables()
	if err != nil {
		return 0, err
	}
	err = d.Write(ctx, func(tx *Tx) error {
		for _, name := range slices.Backward(names) {
			if _, err := tx.Exec(ctx, "DELETE FROM "+name); err != nil {
				return fmt.Errorf("empty %s: %w", name, err)
			}
		}
		return tx.load(ctx, r, have, names)
	})
	if err != nil {
		return 0, err
	}
	return rows, nil
}

// load puts the rows of a backup into empty tables.
func (t *Tx) load(ctx context.Context, r io.Reader, schema int64, known []string) error {
	var into backupTable
	_, err := readBackup(r, schema, func(table backupTable) error {
		if !slices.Contains(known, table.Table) {
			return fmt.Errorf("%w: it has a table %q", ErrBackup, table.Table)
		}
		columns, err := t.columns(ctx, table.Table)
		if err != nil {
			return err
		}
		for _, c := range table.Columns {
			if !slices.Contains(columns, c) {
				return fmt.Errorf("%w: its table %s has a column %q", ErrBackup, table.Table, c)
			}
		}
		into = table
		return nil
	}, func(row []any) error {
		if _, err := t.Exec(ctx, into.insert(), row...); err != nil {
			return fmt.Errorf("table %s: %w", into.Table, err)
		}
		return nil
	})
	return err
}

// readBackup calls table and row as it meets them and checks everything around.
func readBackup(r io.Reader, schema int64, table func(backupTable) error, row func([]any) error) (rows int64, err error) {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return 0, fmt.Errorf("%w: it is no gzip file", ErrBackup)
	}
	lines := bufio.NewScanner(zip)
	lines.Buffer(make([]byte, 0, 1<<16), maxBackupLine)
	sum := sha256.New()
	var columns int
	for n := 0; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 0 {
			if err := checkHead(line, schema); err != nil {
				return 0, err
			}
		} else if foot, ok := footOf(line); ok {
			return rows, checkFoot(foot, rows, hex.EncodeToString(sum.Sum(nil)), lines)
		} else if t, ok := tableOf(line); ok {
			columns = len(t.Columns)
			if err := table(t); err != nil {
				return 0, err
			}
		} else {
			values, err := rowOf(line, columns)
			if err != nil {
				return 0, fmt.Errorf("%w: line %d: %w", ErrBackup, n+1, err)
			}
			if err := row(values); err != nil {
				return 0, err
			}
			rows++
		}
		sum.Write(line)
		sum.Write([]byte{'\n'})
	}
	if err := lines.Err(); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrBackup, err)
	}
	return 0, fmt.Errorf("%w: it ends before its end", ErrBackup)
}

func checkHead(line []byte, schema int64) error {
	var head backupHead
	if json.Unmarshal(line, &head) != nil || head.Format != backupFormat {
		return fmt.Errorf("%w: it was not written by this program", ErrBackup)
	}
	if head.Schema > schema {
		return fmt.Errorf("%w (its schema is %d, this program knows up to %d)", ErrNewer, head.Schema, schema)
	}
	return nil
}

func checkFoot(foot backupFoot, rows int64, sum string, rest *bufio.Scanner) error {
	if foot.Rows != rows || foot.SHA256 != sum {
		return fmt.Errorf("%w: its content is not what was written", ErrBackup)
	}
	if rest.Scan() {
		return fmt.Errorf("%w: it goes on after its end", ErrBackup)
	}
	if err := rest.Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrBackup, err)
	}
	return nil
}

func footOf(line []byte) (foot backupFoot, ok bool) {
	if !bytes.HasPrefix(line, []byte(`{"rows"`)) {
		return foot, false
	}
	ok = json.Unmarshal(line, &foot) == nil
	return foot, ok
}

func tableOf(line []byte) (t backupTable, ok bool) {
	if !bytes.HasPrefix(line, []byte(`{"table"`)) {
		return t, false
	}
	ok = json.Unmarshal(line, &t) == nil && len(t.Columns) > 0
	return t, ok
}

// rowOf reads a row; whole numbers stay whole.
func rowOf(line []byte, columns int) ([]any, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var row []any
	if err := d.Decode(&row); err != nil {
		return nil, errors.New("it is no row")
	}
	if len(row) != columns || columns == 0 {
		return nil, errors.New("it has another number of values than its table")
	}
	for i, v := range row {
		n, ok := v.(json.Number)
		if !ok {
			continue
		}
		if whole, err := n.Int64(); err == nil {
			row[i] = whole
		} else if f, err := n.Float64(); err == nil {
			row[i] = f
		}
	}
	return row, nil
}
