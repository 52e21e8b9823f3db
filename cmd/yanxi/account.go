package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/site/account"
	"yanxi/site/store"
)

// accountFlags name the database that accounts are kept in, as serve finds it.
type accountFlags struct{ dbFlags }

// with runs work on the accounts. A database that is not there is made if create says so.
func (f *accountFlags) with(c *cobra.Command, create bool, work func(context.Context, *account.Accounts) error) error {
	db, err := f.open(c.Context(), !create)
	if err != nil {
		return err
	}
	lazy := store.Opened(db)
	return errors.Join(work(c.Context(), account.New(lazy, nil)), lazy.Close())
}

// list is a command that lists what write asks the accounts for.
func (f *accountFlags) list(short string, write func(context.Context, *account.Accounts, io.Writer, listFormat) error) *cobra.Command {
	var format listFormat
	c := &cobra.Command{
		Use: "list", Short: short, Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := format.check(); err != nil {
				return err
			}
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				return write(ctx, a, c.OutOrStdout(), format)
			})
		},
	}
	format.register(c)
	return c
}

// operator is whoever types, for the audit log.
func operator() account.Actor { return account.Actor{Name: loginName(), Via: "command line"} }

// loginName is the user of this computer; empty if it does not tell.
func loginName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

// accountError says why something cannot be done with an account, and what to do. name is what was typed.
func accountError(name string, err error) error {
	var password *account.PasswordError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &password):
		return passwordProblem(password)
	case errors.Is(err, account.ErrUnknown):
		return withHint(fmt.Errorf("there is no account %s", name), "See yanxi user list for those that there are.")
	case errors.Is(err, account.ErrExists):
		return withHint(fmt.Errorf("there is an account %s already", name), "Change it with yanxi user role or yanxi user password.")
	case errors.Is(err, account.ErrName):
		return withHint(fmt.Errorf("nobody can be called %q here", name), "Use small letters, digits and Chinese characters, at most %d; after the first also . _ and -.", account.MaxName)
	case errors.Is(err, account.ErrDisplay):
		return withHint(errors.New("the name to display is too long"), "%d characters are the most.", account.MaxDisplay)
	case errors.Is(err, account.ErrRole) && name == "":
		return withHint(errors.New("an account needs a role"), "Add --role reader, trainer, reviewer or admin.")
	case errors.Is(err, account.ErrRole):
		return withHint(fmt.Errorf("there is no role %q", name), "Use reader, trainer, reviewer or admin.")
	case errors.Is(err, account.ErrLastAdmin):
		return withHint(fmt.Errorf("%s is the last administrator", strings.TrimSpace(name)), "Add another one first: yanxi user add NAME --role admin")
	}
	return withHint(err, "Try again; check the database with yanxi db check.")
}
