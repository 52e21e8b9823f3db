package store

import (
	"context"
	"database/sql"
)

// A Tx is a transaction. Its statements have ? for parameters.
type Tx struct {
	tx      *sql.Tx
	dialect dialect
}

// Exec runs a statement and returns how many rows it changed.
func (t *Tx) Exec(ctx context.Context, statement string, args ...any) (changed int64, err error) {
	res, err := t.tx.ExecContext(ctx, t.dialect.rebind(statement), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Query runs a query. The rows are to be closed.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, t.dialect.rebind(query), args...)
}

// QueryRow runs a query of at most one row; its Scan returns [sql.ErrNoRows] if there is none.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, t.dialect.rebind(query), args...)
}

// Prepare readies a statement that is run many times in the transaction. It is to be closed.
func (t *Tx) Prepare(ctx context.Context, statement string) (*sql.Stmt, error) {
	return t.tx.PrepareContext(ctx, t.dialect.rebind(statement))
}

// Each calls f for every row of a query, which f scans.
func (t *Tx) Each(ctx context.Context, f func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := t.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// columns are the names of a table's columns.
func (t *Tx) columns(ctx context.Context, table string) ([]string, error) {
	rows, err := t.Query(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return rows.Columns()
}

// Serialize lets transactions that name the same thing run one after another, on
// all nodes, from here to their end. Those of SQLite do so anyway.
func (t *Tx) Serialize(ctx context.Context, name string) error {
	if !t.dialect.numbered {
		return nil
	}
	_, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(?)", lockNumber(name))
	return err
}
