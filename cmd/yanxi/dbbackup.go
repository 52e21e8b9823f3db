package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/store"
)

// standardStream is a file's name that means standard input or output.
const standardStream = "-"

func backup(c *cobra.Command, f dbFlags, name string) (err error) {
	db, err := f.open(c.Context(), true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if name == standardStream {
		_, err := db.Backup(c.Context(), c.OutOrStdout(), time.Now())
		return err
	}
	rows, err := writeBackup(c.Context(), db, name)
	if err != nil {
		return withHint(fmt.Errorf("cannot write the backup %s: %w", name, cause(err)), "Nothing was left in its place. Check the path, the space and who may write there.")
	}
	fmt.Fprintf(c.OutOrStdout(), "%s  %s of %s\n", name, counted(int(rows), "row"), db.Name())
	return nil
}

// writeBackup writes a backup aside, proves it, and puts it in its place.
func writeBackup(ctx context.Context, db *store.DB, name string) (rows int64, err error) {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".yanxi-backup-*") // of mode 0600
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	defer tmp.Close()
	if rows, err = db.Backup(ctx, tmp, time.Now()); err != nil {
		return 0, err
	}
	if _, err = tmp.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	if _, err = db.Verify(ctx, tmp); err != nil {
		return 0, err
	}
	if err = errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return 0, err
	}
	return rows, os.Rename(tmp.Name(), name)
}

func restore(c *cobra.Command, f dbFlags, name string, yes bool) (err error) {
	if name == standardStream {
		return withHint(errors.New("restore does not read standard input"), "It reads a backup twice, so that a damaged one changes nothing. Name a file.")
	}
	file, err := openBackup(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := verify(c.Context(), file, name); err != nil {
		return err
	}
	db, err := f.open(c.Context(), false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if !yes {
		if err := mayReplace(c, db); err != nil {
			return err
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	rows, err := db.Restore(c.Context(), file)
	if err != nil {
		return fmt.Errorf("nothing was changed: %w", err)
	}
	fmt.Fprintf(c.OutOrStdout(), "%s restored into %s\n", counted(int(rows), "row"), db.Name())
	return nil
}

// mayReplace asks on a terminal whether what a database holds may go; elsewhere nobody can be asked.
func mayReplace(c *cobra.Command, db *store.DB) error {
	rows, err := db.Rows(c.Context())
	if err != nil || rows == 0 {
		return err
	}
	holds := fmt.Sprintf("%s holds %s", db.Name(), counted(int(rows), "row"))
	if !isTerminal(c.InOrStdin()) {
		return withHint(fmt.Errorf("%s, which a restore would replace", holds), "Nothing was changed. Back it up first with yanxi db backup, then add --yes.")
	}
	fmt.Fprintf(c.ErrOrStderr(), "%s. Replace all of it by the backup? [y/N] ", holds)
	answer, err := bufio.NewReader(io.LimitReader(c.InOrStdin(), 64)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes", "是":
		return nil
	}
	return errors.New("nothing was changed")
}

func checkDatabase(c *cobra.Command, f dbFlags) (err error) {
	db, err := f.open(c.Context(), true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	wrong, err := db.Check(c.Context())
	if err != nil {
		return databaseError(db.Name(), err)
	}
	for _, w := range wrong {
		fmt.Fprintln(c.OutOrStdout(), w)
	}
	if len(wrong) > 0 {
		return errFindings
	}
	fmt.Fprintf(c.OutOrStdout(), "%s is whole\n", db.Name())
	return nil
}

func checkBackup(c *cobra.Command, name string) error {
	file, err := openBackup(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := verify(c.Context(), file, name); errors.Is(err, store.ErrBackup) {
		fmt.Fprintln(c.OutOrStdout(), err)
		return errFindings
	} else if err != nil {
		return err
	}
	fmt.Fprintf(c.OutOrStdout(), "%s is whole\n", name)
	return nil
}

func openBackup(name string) (*os.File, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot read the backup %s: %w", name, cause(err)), "Check the path and who may read it.")
	}
	return file, nil
}

// verify reads a backup to its end, with a database that is made for it and
// thrown away: the one that is in use has no part in it.
func verify(ctx context.Context, file io.Reader, name string) (err error) {
	dir, err := os.MkdirTemp("", "yanxi-check-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	db, err := store.Open(ctx, filepath.Join(dir, "check.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.Verify(ctx, file); errors.Is(err, store.ErrNewer) {
		return withHint(fmt.Errorf("%s: %w", name, err), "Nothing was changed. Use the newer version of yanxi.")
	} else if err != nil {
		return withHint(fmt.Errorf("%s: %w", name, err), "Nothing was changed. Use another backup.")
	}
	return nil
}
