package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"yanxi/site/store"
)

// dbFlags name the database of a library, as serve finds it.
type dbFlags struct{ db, library, data string }

// register adds the flags to a command and those below it.
func (f *dbFlags) register(c *cobra.Command) {
	c.PersistentFlags().StringVar(&f.db, "db", "", dbUsage)
	c.PersistentFlags().StringVar(&f.library, "library", "", "folder of the `LIBRARY` (default: the built-in sample)")
	c.PersistentFlags().StringVar(&f.data, "data", "", "`DIR` that serve was given as --data")
}

func newDB() *cobra.Command {
	var f dbFlags
	c := &cobra.Command{
		Use:   "db",
		Short: "Back up, restore or check what readers do",
		Long: `Db looks after the database in which serve keeps what readers do: a file, or a
PostgreSQL. All of it may be done while servers run. A backup is one file, the same
for both kinds of database, so that it also moves one into the other.`,
		Example: `  yanxi db backup --library ~/my-notes yanxi.backup
  yanxi db check yanxi.backup
  yanxi db restore --db postgres://yanxi@db.example.org/yanxi yanxi.backup`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f.register(c)
	yes := false
	restoring := newDBCommand("restore FILE", "Replace everything by what a backup holds", restoreHelp, 1, func(c *cobra.Command, args []string) error { return restore(c, f, args[0], yes) })
	restoring.Flags().BoolVar(&yes, "yes", false, "replace what the database holds without asking")
	c.AddCommand(
		newDBCommand("backup FILE", "Write everything into a file", backupHelp, 1, func(c *cobra.Command, args []string) error { return backup(c, f, args[0]) }),
		restoring,
		newDBCommand("check [FILE]", "Read the database, or a backup, to its end", checkHelp, 0, func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				return checkBackup(c, args[0])
			}
			return checkDatabase(c, f)
		}),
	)
	return c
}

const (
	backupHelp = `Backup writes all that is in the database at one moment into FILE, or to standard
output if FILE is -. Servers go on meanwhile. FILE appears when it is complete, and
only its owner may read it. The keys by which readers are told apart for a day are
not in it.`
	restoreHelp = `Restore reads FILE to its end first; one that is damaged or cut off changes nothing.
Then it replaces everything in the database, in one step: it ends with all of the
backup or as it was. A database that holds something is replaced when you say so:
on a terminal it asks, elsewhere it needs --yes.`
	checkHelp = `Check reads all of the database, or with FILE all of a backup, and says what is
wrong with it. It exits with 1 if something is.`
)

func newDBCommand(use, short, long string, least int, run func(*cobra.Command, []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Long: long, RunE: run,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case len(args) < least:
				return withHint(fmt.Errorf("%s needs the name of a file", c.CommandPath()), "For example: %s yanxi.backup", c.CommandPath())
			case len(args) > 1:
				return withHint(fmt.Errorf("%s takes one file, not %d", c.CommandPath(), len(args)), "Put quotes around a path with spaces.")
			}
			return nil
		},
	}
}

// source is the library.
func (f dbFlags) source() (source, error) {
	var args []string
	if f.library != "" {
		args = []string{f.library}
	}
	return sourceOf(args)
}

// address is that of the database.
func (f dbFlags) address() (string, error) {
	if f.db == noDatabase {
		return "", withHint(errors.New("--db none is no database"), "Name the one that serve uses, or leave out --db.")
	}
	if f.db != "" {
		return databaseOf(f.db, "")
	}
	src, err := f.source()
	if err != nil {
		return "", err
	}
	data, err := src.dataDir(f.data)
	if err != nil {
		return "", err
	}
	return databaseOf("", data)
}

// open opens the database; one that must be there is not made.
func (f dbFlags) open(ctx context.Context, must bool) (*store.DB, error) {
	address, err := f.address()
	if err != nil {
		return nil, err
	}
	if must && !store.IsPostgres(address) {
		if _, err := os.Stat(address); errors.Is(err, fs.ErrNotExist) {
			return nil, withHint(fmt.Errorf("there is no database %s", address), "Name its library with --library, or the database with --db, as serve was started with.")
		}
	}
	bounded, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	db, err := store.Open(bounded, address)
	if err != nil {
		return nil, databaseError(address, err)
	}
	return db, nil
}
