package main

import (
	"context"

	"github.com/rogpeppe/go-internal/testscript"

	"yanxi/site/store"
)

// cmdNewer makes a database as a later version of the program leaves it.
func cmdNewer(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 1, "newer FILE")
	ctx := context.Background()
	db, err := store.Open(ctx, ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(db.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", 90000, 1)
		return err
	}))
	ts.Check(db.Close())
}
