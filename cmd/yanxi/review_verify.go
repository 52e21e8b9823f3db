package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"yanxi/site/account"
	"yanxi/site/publish"
	"yanxi/site/review"
)

func newReviewVerify(f *reviewFlags) *cobra.Command {
	var format listFormat
	c := &cobra.Command{
		Use:   "verify [LIBRARY]",
		Short: "Find signatures, texts and ledgers that cannot be believed",
		Long: `Verify looks at all that the library keeps of its reviews: whether lines of a ledger
were changed, removed or put elsewhere, whether each approved text is what was approved,
and whether each approval has the signatures that the policy of then asked for. It needs
no database. In a Git checkout its history must agree, and where serve has kept an audit
log, that as well: they know of lines that were cut off the end.

It exits with 0 if all is well, with 1 if something cannot be believed, and with 2 if it
could not run.`,
		Example: `  yanxi review verify
  yanxi review verify ~/my-notes --format json`,
		Args: atMostOneLibrary,
		RunE: func(c *cobra.Command, args []string) error {
			if err := format.check(); err != nil {
				return err
			}
			r, err := f.open(args...)
			if err != nil {
				return err
			}
			problems, err := f.verify(c, r)
			if err != nil {
				return withHint(fmt.Errorf("cannot verify %s: %w", r.src, err), "Check who may read the folder, and run it again.")
			}
			if format == formatJSON {
				err = writeIndented(c.OutOrStdout(), map[string]any{"problems": problems})
			} else {
				for _, p := range problems {
					fmt.Fprintf(c.OutOrStdout(), "%s [%s]\n", printable(p.String()), p.Kind)
				}
				_, err = fmt.Fprintln(c.OutOrStdout(), counted(len(problems), "problem"))
			}
			if err == nil && len(problems) > 0 {
				err = errFindings
			}
			return err
		},
	}
	format.register(c)
	return c
}

// quietly looks at a library while nobody writes into it: else Git is ahead of the files for a moment, as if lines were cut
// off.
func quietly(c *cobra.Command, dir string, look func() error) error {
	folder, err := publish.Open(c.Context(), dir, publish.Options{})
	if err != nil {
		return look() // which says so better
	}
	defer folder.Close()
	return folder.Quiet(c.Context(), look)
}

// verify asks the files, Git's history and the audit log.
func (f *reviewFlags) verify(c *cobra.Command, r *reviewing) (problems []review.Problem, err error) {
	err = quietly(c, r.src.dir, func() error {
		problems, err = f.verifyFolder(c, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	var more []review.Problem
	err = f.audited(c.Context(), r.src, func(people *account.Accounts) error {
		known, err := people.Heads(c.Context())
		if err != nil {
			return err
		}
		heads := map[string]review.Head{}
		for id, h := range known {
			heads[id] = review.Head{N: int(h.Line), Hash: h.Digest}
		}
		more, err = review.VerifyHeads(r.fsys, heads)
		return err
	})
	problems = slices.Concat([]review.Problem{}, problems, more)
	review.SortProblems(problems)
	return problems, err
}

// verifyFolder asks the files and Git's history.
func (f *reviewFlags) verifyFolder(c *cobra.Command, r *reviewing) ([]review.Problem, error) {
	problems, err := review.Verify(r.fsys)
	if err != nil {
		return nil, err
	}
	more, err := review.VerifyGit(c.Context(), r.src.dir, r.fsys)
	switch {
	case errors.Is(err, review.ErrNoGit) && inCheckout(c.Context(), r.src.dir):
		fmt.Fprintln(c.ErrOrStderr(), "Git's history was not looked at:", err)
	case err != nil && !errors.Is(err, review.ErrNoGit):
		return nil, err
	}
	return append(problems, more...), nil
}
