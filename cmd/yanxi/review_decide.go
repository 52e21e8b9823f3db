package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site/review"
)

// newReviewDecisions are the commands that add to a ledger.
func newReviewDecisions(f *reviewFlags) []*cobra.Command {
	var comment, gate, step string
	decision := func(use, short, long string, do func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error)) *cobra.Command {
		c := &cobra.Command{
			Use: use + " ID --as NAME", Short: short, Long: long,
			Args: exactly("yanxi review "+use+" notes/gates --as li", "the id of a text, such as notes/gates"),
			RunE: func(c *cobra.Command, args []string) error {
				id := documentID(args[0])
				if use == "sign" && gate == "" {
					return withHint(errors.New("sign needs a gate"), "Name it: --gate policy, wording, confidentiality or law.")
				}
				return f.decide(c, id, do(id))
			},
		}
		c.Flags().StringVar(&f.as, "as", "", "`NAME` of whoever decides, as in accounts")
		c.Flags().StringVar(&comment, "comment", "", "`TEXT` to say with it")
		c.Flags().BoolVar(&f.commit, "commit", false, "commit it in the library's Git checkout, and push where there is an upstream")
		return c
	}
	submit := decision("submit", "Hand a text to those who sign", `Submit records who is the author: then nobody can sign a text of their own. A text that
nobody submitted can be signed as well.`,
		func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error) {
			return func(b *review.Board, who review.Actor, now time.Time) (review.Change, error) {
				return b.Submit(review.Submission{ID: id, Comment: comment}, who, now)
			}
		})
	sign := decision("sign", "Sign a text at a gate", `Sign puts a signature under the text as it is now. What the rules of the gate find at
level error has to be mended or waived first (see yanxi check --gate). The last signature
that is needed also publishes the text, unless the policy leaves that to publish.`,
		func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error) {
			return func(b *review.Board, who review.Actor, now time.Time) (review.Change, error) {
				return b.Sign(review.Signature{ID: id, Gate: gate, Step: step, Comment: comment}, who, now)
			}
		})
	sign.Flags().StringVar(&gate, "gate", "", "`GATE`: policy, wording, confidentiality, law, or another of the library's policy")
	sign.Flags().StringVar(&step, "step", "", "`STEP` of the policy, if the gate is in several (default: the first that waits)")
	back := decision("return", "Send a text back to its author", `Return sends a text back with a comment. Signatures under it are void, and it can be
signed again once it has changed or is submitted anew. It is due in as many working days
as mend_within in yanxi/review.yaml says (5 if it does not).`,
		func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error) {
			return func(b *review.Board, who review.Actor, now time.Time) (review.Change, error) {
				return b.Return(review.Refusal{ID: id, Comment: comment}, who, now)
			}
		})
	publish := decision("publish", "Show readers a text that is approved", `Publish is needed where yanxi/review.yaml says publish: by hand.`,
		func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error) {
			return func(b *review.Board, who review.Actor, now time.Time) (review.Change, error) {
				return b.Publish(id, who, now)
			}
		})
	withdraw := decision("withdraw", "Take a text from readers", `Withdraw takes what readers see of a text from them. It comes back when it is signed
anew.`,
		func(id string) func(*review.Board, review.Actor, time.Time) (review.Change, error) {
			return func(b *review.Board, who review.Actor, now time.Time) (review.Change, error) {
				return b.Withdraw(id, comment, who, now)
			}
		})
	return []*cobra.Command{submit, sign, back, publish, withdraw}
}
