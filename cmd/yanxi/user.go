package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/account"
	"yanxi/site/store"
)

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

const passwordHelp = `

The password is asked for at a terminal; elsewhere it is the first line of standard
input. If nothing comes there, one is made and printed, once.`

func newUserAdd(f *accountFlags) *cobra.Command {
	var role, display string
	c := &cobra.Command{
		Use:   "add NAME --role ROLE",
		Short: "Add an account",
		Long: `Add makes an account. NAME is what signatures and Git record, and stays: small letters,
digits, Chinese characters and . _ - after the first. Name the database as serve was
started: with its --data or --db, if it has them.` + passwordHelp,
		Example: `  yanxi user add zhang --role admin
  yanxi user add 李雷 --role trainer --display 李雷（网信办）`,
		Args: exactly("yanxi user add zhang --role trainer", "a name"),
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
				return f.tellFirst(ctx, c, a)
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "`ROLE`: reader, trainer, reviewer or admin")
	c.Flags().StringVar(&display, "display", "", "`NAME` that others read, if it is another one")
	return c
}

// tellFirst says where the first account is kept: a server that was started with another folder for its data, or another
// database, knows nothing of it.
func (f *accountFlags) tellFirst(ctx context.Context, c *cobra.Command, a *account.Accounts) error {
	list, err := a.List(ctx)
	if err != nil {
		return accountError("", err)
	}
	address, err := f.address()
	if err == nil && len(list) == 1 && !store.IsPostgres(address) {
		fmt.Fprintf(c.ErrOrStderr(), "It is the first account in %s; serve finds it there if it has the same --data and --db.\n", address)
	}
	return err
}

func newUserList(f *accountFlags) *cobra.Command {
	return f.list("List the accounts", func(ctx context.Context, a *account.Accounts, w io.Writer, format listFormat) error {
		list, err := a.List(ctx)
		if err != nil {
			return accountError("", err)
		}
		return writeList(w, format, "account", listedAccounts(list), listedAccount.String)
	})
}

// listedAccount is an account in a list, as JSON has it.
type listedAccount struct {
	Name     string       `json:"name"`
	Display  string       `json:"display"`
	Role     account.Role `json:"role"`
	Disabled bool         `json:"disabled"`
	Created  string       `json:"created"`
}

func listedAccounts(all []account.Account) []listedAccount {
	var out []listedAccount
	for _, a := range all {
		out = append(out, listedAccount{a.Name, a.Display, a.Role, a.Disabled, a.Created.UTC().Format(secondUTC)})
	}
	return out
}

func (a listedAccount) String() string {
	line := fmt.Sprintf("%s  %s  %s", a.Name, a.Role, a.Created[:len(time.DateOnly)])
	if a.Display != "" {
		line += "  " + a.Display
	}
	if a.Disabled {
		line += "  disabled"
	}
	return line
}

func newUserRole(f *accountFlags) *cobra.Command {
	return &cobra.Command{
		Use: "role NAME ROLE", Short: "Give somebody another role", Example: `  yanxi user role 李雷 reviewer`,
		Long: `Role gives an account another role: reader, trainer, reviewer or admin. Whoever is signed
in with it has to do so again.`,
		Args: exactly("yanxi user role 李雷 reviewer", "a name", "a role"),
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
		Args: exactly("yanxi user password zhang", "a name"),
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
		Args: exactly("yanxi user "+use+" zhang", "a name"),
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
