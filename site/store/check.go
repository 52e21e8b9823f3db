package store

import (
	"context"
	"fmt"
)

// Check reads the whole database and returns what is wrong with it, nothing if
// all is well.
func (d *DB) Check(ctx context.Context) (wrong []string, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		if d.path != "" {
			if wrong, err = tx.pragmas(ctx); err != nil {
				return err
			}
		}
		names, err := d.tables()
		if err != nil {
			return err
		}
		for _, name := range names {
			if err := tx.readAll(ctx, name); err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: %v", name, err))
			}
		}
		return nil
	})
	return wrong, err
}

// pragmas are SQLite's own checks, of pages and indexes and of references.
func (t *Tx) pragmas(ctx context.Context) (wrong []string, err error) {
	err = t.Each(ctx, func(scan func(...any) error) error {
		var said string
		if err := scan(&said); err != nil {
			return err
		}
		if said != "ok" {
			wrong = append(wrong, said)
		}
		return nil
	}, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	err = t.Each(ctx, func(scan func(...any) error) error {
		var table, parent string
		var row, key any
		if err := scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		wrong = append(wrong, fmt.Sprintf("%s: row %v refers to nothing in %s", table, row, parent))
		return nil
	}, "PRAGMA foreign_key_check")
	return wrong, err
}

// readAll reads every value of a table.
func (t *Tx) readAll(ctx context.Context, table string) error {
	columns, err := t.columns(ctx, table)
	if err != nil {
		return err
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(any)
	}
	return t.Each(ctx, func(scan func(...any) error) error { return scan(into...) }, "SELECT * FROM "+table)
}
