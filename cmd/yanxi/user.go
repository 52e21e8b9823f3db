package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/site/account"
	"yanxi/site/store"
)

// accountFlags name the database that accounts are kept in, as serve finds it.
type accountFlags struct{ dbFlags }

// register adds the flags to a command and those below it.
func (f *accountFlags) register(c *cobra.Command) {
	c.PersistentFlags().StringVar(&f.db, "db", "", dbUsage)
	c.PersistentFlags().StringVar(&f.library, "library", "", "folder of the `LIBRARY` (default: the built-in sample)")
	c.PersistentFlags().StringVar(&f.data, "data", "", "`DIR` that serve was given as --data")
}

// with runs work on the accounts. A database that is not there is made if create says so.
func (f *accountFlags) with(c *cobra.Command, create bool, work func(context.Context, *account.Accounts) error) error {
	db, err := f.open(c.Context(), !create)
	if err != nil {
		return err
	}
	lazy := store.Opened(db)
	return errors.Join(work(c.Context(), account.New(lazy, nil)), lazy.Close())
}

// operator is whoever types, for the audit log.
func operator() account.Actor {
	return account.Actor{Name: (&questionFlags{}).who(), Via: "command line"}
}

func newUser() *cobra.Command {
	var f accountFlags
	c := &cobra.Command{
		Use:   "user",
		Short: "Add the people who may sign in, and say what each may do",
		Long: `User looks after accounts, while yanxi serve runs or not. Without any account a site
is only read; the first administrator is added here, others on the page /people/ too.

A reader keeps what was learnt; a trainer also writes; a reviewer also signs; an
administrator also looks after accounts. An account is never removed, since signatures
name it: disable it.`,
		Example: `  yanxi user add zhang --role admin --library ~/my-notes
  yanxi user role 李雷 reviewer --library ~/my-notes
  yanxi user list --library ~/my-notes`,
		Args: noSubcommand("user", "add, list, role, password, disable or enable"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f.register(c)
	c.AddCommand(newUserAdd(&f), newUserList(&f), newUserRole(&f), newUserPassword(&f),
		newUserDisable(&f, "disable", "Let somebody sign in no more", true), newUserDisable(&f, "enable", "Let somebody sign in again", false))
	return c
}

// noSubcommand is the rule of a command that only has others below it.
func noSubcommand(name, has string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return withHint(fmt.Errorf("%s cannot %s", name, args[0]), "Use yanxi %s %s.", name, has)
		}
		return nil
	}
}

const passwordHelp = `

The password is asked for at a terminal; elsewhere it is the first line of standard
input. If nothing comes there, one is made and printed, once.`

func newUserAdd(f *accountFlags) *cobra.Command {
	var role, display string
	c := &cobra.Command{
		Use:   "add NAME --role ROLE",
		Short: "Add an account",
		Long: `Add makes an account. NAME is what signatures and Git record, and stays: small letters,
digits, Chinese characters and . _ - after the first.` + passwordHelp,
		Example: `  yanxi user add zhang --role admin
  yanxi user add 李雷 --role trainer --display 李雷（网信办）`,
		Args: questionArgs("yanxi user add zhang --role trainer", "a name"),
		RunE: func(c *cobra.Command, args []string) error {
			name := account.CleanName(args[0])
			if !account.ValidName(name) {
				return accountError(args[0], account.ErrName)
			}
			if !slices.Contains(account.Roles, account.Role(role)) {
				return accountError(role, account.ErrRole)
			}
			return f.with(c, true, func(ctx context.Context, a *account.Accounts) error {
				if _, err := a.Get(ctx, name); err == nil {
					return accountError(name, account.ErrExists)
				}
				password, made, err := readPassword(c, name)
				if err != nil {
					return err
				}
				p, err := a.Add(ctx, account.Adding{Name: name, Display: display, Role: account.Role(role), Password: password}, operator())
				if err != nil {
					return accountError(name, err)
				}
				fmt.Fprintf(c.OutOrStdout(), "%s is added as %s\n", p.Name, p.Role)
				tellPassword(c.OutOrStdout(), password, made)
				return nil
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "`ROLE`: reader, trainer, reviewer or admin")
	c.Flags().StringVar(&display, "display", "", "`NAME` that others read, if it is another one")
	return c
}

func newUserList(f *accountFlags) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "list", Short: "List the accounts", Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := textOrJSON(format); err != nil {
				return err
			}
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				list, err := a.List(ctx)
				if err != nil {
					return accountError("", err)
				}
				return writeAccounts(c.OutOrStdout(), list, format)
			})
		},
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text or json")
	return c
}

func textOrJSON(format string) error {
	if format != "text" && format != "json" {
		return withHint(fmt.Errorf("there is no format %q", format), "Use text or json.")
	}
	return nil
}

func writeAccounts(w io.Writer, list []account.Account, format string) error {
	type jsonAccount struct {
		Name     string       `json:"name"`
		Display  string       `json:"display"`
		Role     account.Role `json:"role"`
		Disabled bool         `json:"disabled"`
		Created  string       `json:"created"`
	}
	out := []jsonAccount{}
	for _, a := range list {
		one := jsonAccount{a.Name, a.Display, a.Role, a.Disabled, a.Created.UTC().Format("2006-01-02T15:04:05Z")}
		out = append(out, one)
		if format == "text" {
			line := fmt.Sprintf("%s  %s  %s", one.Name, one.Role, one.Created[:10])
			if one.Display != "" {
				line += "  " + one.Display
			}
			if one.Disabled {
				line += "  disabled"
			}
			fmt.Fprintln(w, line)
		}
	}
	if format == "json" {
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(out)
	}
	fmt.Fprintln(w, counted(len(out), "account"))
	return nil
}

func newUserRole(f *accountFlags) *cobra.Command {
	return &cobra.Command{
		Use: "role NAME ROLE", Short: "Give somebody another role", Example: `  yanxi user role 李雷 reviewer`,
		Long: `Role gives an account another role: reader, trainer, reviewer or admin. Whoever is signed
in with it has to do so again.`,
		Args: questionArgs("yanxi user role 李雷 reviewer", "a name", "a role"),
		RunE: func(c *cobra.Command, args []string) error {
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				err := a.SetRole(ctx, args[0], account.Role(args[1]), operator())
				if errors.Is(err, account.ErrRole) {
					return accountError(args[1], err)
				}
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "%s is %s now\n", account.CleanName(args[0]), args[1])
				}
				return accountError(args[0], err)
			})
		},
	}
}

func newUserPassword(f *accountFlags) *cobra.Command {
	return &cobra.Command{
		Use: "password NAME", Short: "Give somebody another password",
		Long: `Password replaces a password. Whoever is signed in with the account has to do so again.` + passwordHelp,
		Args: questionArgs("yanxi user password zhang", "a name"),
		RunE: func(c *cobra.Command, args []string) error {
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				p, err := a.Get(ctx, args[0])
				if err != nil {
					return accountError(args[0], err)
				}
				password, made, err := readPassword(c, p.Name)
				if err != nil {
					return err
				}
				if err := a.SetPassword(ctx, p.Name, password, operator()); err != nil {
					return accountError(p.Name, err)
				}
				fmt.Fprintf(c.OutOrStdout(), "%s has another password\n", p.Name)
				tellPassword(c.OutOrStdout(), password, made)
				return nil
			})
		},
	}
}

func newUserDisable(f *accountFlags, use, short string, disabled bool) *cobra.Command {
	return &cobra.Command{
		Use: use + " NAME", Short: short,
		Args: questionArgs("yanxi user "+use+" zhang", "a name"),
		RunE: func(c *cobra.Command, args []string) error {
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				err := a.SetDisabled(ctx, args[0], disabled, operator())
				if err == nil {
					fmt.Fprintf(c.OutOrStdout(), "%s is %sd\n", account.CleanName(args[0]), use)
				}
				return accountError(args[0], err)
			})
		},
	}
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
