package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/account"
)

func newToken() *cobra.Command {
	var f accountFlags
	c := &cobra.Command{
		Use:   "token",
		Short: "Let programs act for somebody",
		Long: `Token makes and revokes tokens for the API. A program sends one as
Authorization: Bearer TOKEN and may do what its scope says, as far as its person may:
read looks at what the person may see, write also writes and submits texts, review also
signs them. No token can change accounts.`,
		Example: `  yanxi token add --user zhang --scope read --days 30 --library ~/my-notes
  yanxi token list --library ~/my-notes
  yanxi token revoke k7w2m4qx --library ~/my-notes`,
		Args: noSubcommand("token", "add, list or revoke"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	f.register(c)
	c.AddCommand(newTokenAdd(&f), newTokenList(&f), newTokenRevoke(&f))
	return c
}

func newTokenAdd(f *accountFlags) *cobra.Command {
	var name, scope string
	var days int
	c := &cobra.Command{
		Use:   "add --user NAME --scope SCOPE --days N",
		Short: "Make a token and print it, once",
		Long: `Add prints a new token alone on standard output. It is not kept, only its hash is: keep
it where other secrets are.`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if name == "" {
				return withHint(errors.New("a token belongs to somebody"), "Name the account: --user zhang")
			}
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				secret, t, err := a.AddToken(ctx, name, account.Scope(scope), days, operator())
				if err != nil {
					return tokenError(name, scope, days, err)
				}
				fmt.Fprintln(c.OutOrStdout(), secret)
				fmt.Fprintf(c.ErrOrStderr(), "token %s of %s may %s until %s\n", t.ID, t.Person, t.Scope, t.Expires.Format("2006-01-02 15:04"))
				return nil
			})
		},
	}
	c.Flags().StringVar(&name, "user", "", "`NAME` of the account that it acts for")
	c.Flags().StringVar(&scope, "scope", string(account.ScopeRead), "`SCOPE`: read, write or review")
	c.Flags().IntVar(&days, "days", 90, "`N` days that it is good for, 1 to 366")
	return c
}

func newTokenList(f *accountFlags) *cobra.Command {
	var name string
	c := f.list("List the tokens that work, without the secrets", func(ctx context.Context, a *account.Accounts, w io.Writer, format listFormat) error {
		list, err := a.Tokens(ctx, name)
		if err != nil {
			return accountError("", err)
		}
		return writeList(w, format, "token", listedTokens(list), listedToken.String)
	})
	c.Flags().StringVar(&name, "user", "", "only those of this `NAME`")
	return c
}

// listedToken is a token in a list, as JSON has it.
type listedToken struct {
	ID      string        `json:"id"`
	User    string        `json:"user"`
	Scope   account.Scope `json:"scope"`
	Created string        `json:"created"`
	Expires string        `json:"expires"`
}

func listedTokens(all []account.Token) []listedToken {
	var out []listedToken
	for _, t := range all {
		out = append(out, listedToken{t.ID, t.Person, t.Scope, t.Created.UTC().Format(secondUTC), t.Expires.UTC().Format(secondUTC)})
	}
	return out
}

func (t listedToken) String() string {
	return fmt.Sprintf("%s  %s  %s  until %s", t.ID, t.User, t.Scope, t.Expires[:len(time.DateOnly)])
}

func newTokenRevoke(f *accountFlags) *cobra.Command {
	return &cobra.Command{
		Use: "revoke ID", Short: "End a token", Long: `Revoke ends a token at once. ID is the short one of yanxi token list, not the secret.`,
		Args: exactly("yanxi token revoke k7w2m4qx", "the id of a token"),
		RunE: func(c *cobra.Command, args []string) error {
			return f.with(c, false, func(ctx context.Context, a *account.Accounts) error {
				err := a.Revoke(ctx, args[0], "", operator())
				switch {
				case errors.Is(err, account.ErrToken):
					return withHint(errors.New("there is no such token"), "See yanxi token list for the ids of those that there are.") // what was typed may be the secret
				case err == nil:
					fmt.Fprintf(c.OutOrStdout(), "%s is revoked\n", args[0])
				}
				return accountError("", err)
			})
		},
	}
}

func tokenError(name, scope string, days int, err error) error {
	switch {
	case errors.Is(err, account.ErrScope):
		return withHint(fmt.Errorf("there is no scope %q", scope), "Use read, write or review.")
	case errors.Is(err, account.ErrDays):
		return withHint(fmt.Errorf("a token cannot be for %d days", days), "Say --days with a number from 1 to %d.", account.MaxTokenDays)
	case errors.Is(err, account.ErrTokens):
		return withHint(fmt.Errorf("%s has %d tokens already", name, account.MaxTokens), "Revoke one first: yanxi token list --user %s", name)
	}
	return accountError(name, err)
}
