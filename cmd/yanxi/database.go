package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"yanxi/site/store"
)

// dbUsage explains the flag that [databaseOf] takes.
const dbUsage = "`PATH` of a file, or postgres://USER@HOST/NAME, for what readers do (default: yanxi.db in the data folder)"

// databaseOf is the address of the database that a flag names.
func databaseOf(flag, data string) (string, error) {
	scheme, _, named := strings.Cut(flag, "://")
	switch {
	case flag == "":
		return filepath.Join(data, "yanxi.db"), nil
	case named && !store.IsPostgres(flag):
		return "", withHint(fmt.Errorf("--db cannot be a database of the kind %q", scheme),
			"Write the path of a file, or postgres://user@host/name.")
	}
	return flag, nil
}

// openWithin is how long a command waits for a database to answer.
const openWithin = 5 * time.Second

// openDatabase opens a database, or says in a sentence why it cannot be.
func openDatabase(ctx context.Context, db *store.Lazy, address string) error {
	bounded, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if _, err := db.DB(bounded); err != nil {
		return databaseError(address, err)
	}
	return nil
}

// databaseError says what is wrong with a database, and what to do.
func databaseError(address string, err error) error {
	switch {
	case errors.Is(err, store.ErrNewer):
		return withHint(err, "Use the newer version of yanxi, or name another database with --db.")
	case errors.Is(err, store.ErrAddress):
		return withHint(err, "Write --db postgres://user@host/name. Signs like @ and %% in a password are written %%40 and %%25.")
	case store.IsPostgres(address):
		return withHint(fmt.Errorf("the database does not answer: %w", err), "Check the address, and that the server runs and lets this user in.")
	}
	return withHint(fmt.Errorf("cannot use the database %s: %w", address, cause(err)),
		"Check that the file is a database of yanxi and who may write there, name another one with --db, or count nothing with --db none.")
}
