package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/desk"
	"yanxi/site/publish"
	"yanxi/site/review"
	"yanxi/site/store"
)

// reviewFlags name the library, and whoever decides.
type reviewFlags struct {
	dbFlags
	as     string
	commit bool
}

func newReview() *cobra.Command {
	var f reviewFlags
	c := &cobra.Command{
		Use:   "review",
		Short: "See which texts are approved, sign them, send them back",
		Long: `Review decides which texts of a library readers may see who are served approved
texts only (yanxi serve --reviewed, yanxi build --reviewed).

A signature is for a gate (policy, wording, confidentiality, law) and for the exact
text: any change of it makes the signature void. Who has to sign what is the library's
policy, yanxi/review.yaml; without one all four gates, by others than the author.
Decisions are lines that are added to yanxi/review/ID.jsonl; Git carries them with the
texts. Deciding here is recorded as done from the command line.

The library is the current folder, or that of --library.`,
		Example: `  yanxi review list
  yanxi review show notes/gates
  yanxi review sign notes/gates --gate wording --as li
  yanxi review return notes/gates --as li --comment 缺来源
  yanxi review verify`,
		Args: noSubcommand("review", "list, show, submit, sign, return, publish, withdraw or verify"),
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.PersistentFlags().StringVar(&f.library, "library", "", "folder of the `LIBRARY` (default: the current folder)")
	c.PersistentFlags().StringVar(&f.data, "data", "", "`DIR` that serve was given as --data")
	c.PersistentFlags().StringVar(&f.db, "db", "", "`DATABASE` that serve was given as --db: its audit log takes part")
	c.AddCommand(newReviewList(&f), newReviewShow(&f), newReviewVerify(&f))
	c.AddCommand(newReviewDecisions(&f)...)
	return c
}

// reviewing is a library that can be reviewed.
type reviewing struct {
	src  source
	fsys fs.FS
	lib  *content.Library
}

// open opens the library of the flags, of an argument, or of the current folder.
func (f *reviewFlags) open(args ...string) (*reviewing, error) {
	name, named := f.library, f.library != ""
	if len(args) > 0 {
		name, named = args[0], true
	}
	if !named {
		name = "."
	}
	src, err := sourceOf([]string{name})
	if err != nil {
		return nil, err
	}
	fsys, err := content.DirFS(src.dir)
	if err != nil {
		return nil, src.unreadable(err)
	}
	lib, err := content.Open(fsys)
	if err != nil {
		return nil, src.unreadable(err)
	}
	if !named && len(lib.Texts()) == 0 {
		return nil, withHint(errors.New("the current folder holds no Markdown, and the built-in sample cannot be signed"), "Name your library with --library.")
	}
	return &reviewing{src, fsys, lib}, nil
}

func (r *reviewing) board() *review.Board { return review.NewBoard(r.lib, r.fsys) }

// documentID is the id that an argument means: itself, or that of a file.
func documentID(arg string) string {
	name := strings.TrimPrefix(strings.ReplaceAll(arg, `\`, "/"), "./")
	if id := content.FileID(name); id != "" {
		return id
	}
	return strings.Trim(name, "/")
}

// reviewError is an error of package review with its hint.
func reviewError(err error) error {
	if known, ok := errors.AsType[*review.Error](err); ok {
		for i, f := range known.Findings {
			if i > 0 {
				err = fmt.Errorf("%w\n  %s", err, f)
			}
		}
		return withHint(err, "%s", known.Hint)
	}
	return publishError(err)
}

// decide writes a decision into the library. In a Git checkout it is committed with --commit only.
func (f *reviewFlags) decide(c *cobra.Command, id string, decision func(*review.Board, review.Actor, time.Time) (review.Change, error)) error {
	if f.as == "" {
		return withHint(errors.New("nobody is named"), "Say who decides: --as NAME.")
	}
	r, err := f.open()
	if err != nil {
		return err
	}
	log := newLog(c.ErrOrStderr(), false)
	folder, err := publish.Open(c.Context(), r.src.dir, publish.Options{Log: log, NoCommit: !f.commit, Push: true})
	if err != nil {
		return r.src.unreadable(err)
	}
	defer folder.Close()
	var made review.Change
	result, err := folder.Update(c.Context(), publish.Author{Name: f.as}, func(fsys fs.FS) (publish.Change, error) {
		board, err := review.OpenBoard(fsys)
		if err != nil {
			return publish.Change{}, err
		}
		made, err = decision(board, review.Actor{Name: f.as, Via: review.ViaCommandLine}, time.Now())
		return publish.Change{Files: made.Files, Message: made.Message()}, err
	})
	if err != nil {
		return reviewError(err)
	}
	f.record(context.WithoutCancel(c.Context()), r.src, made, log) // it is done
	for _, e := range made.Entries {
		fmt.Fprintf(c.OutOrStdout(), "%s %s\n", id, deedWords(e))
	}
	f.sayGit(c, r.src.dir, result)
	return nil
}

// sayGit says what became of the files in a Git checkout.
func (f *reviewFlags) sayGit(c *cobra.Command, dir string, result publish.Result) {
	switch {
	case result.Waiting != nil:
		fmt.Fprintf(c.ErrOrStderr(), "committed %.10s; not pushed yet: %v\n", result.Commit, result.Waiting)
	case result.Commit != "" && result.Pushed:
		fmt.Fprintf(c.OutOrStdout(), "committed %.10s and pushed\n", result.Commit)
	case result.Commit != "":
		fmt.Fprintf(c.OutOrStdout(), "committed %.10s\n", result.Commit)
	case !f.commit && inCheckout(c.Context(), dir):
		fmt.Fprintf(c.ErrOrStderr(), "To pass it on: git -C %[1]s add %[2]s && git -C %[1]s commit (next time, --commit does it)\n", shellWord(dir), review.Folder)
	}
}

// inCheckout reports whether a folder is in a Git checkout.
func inCheckout(ctx context.Context, dir string) bool {
	folder, err := publish.Open(ctx, dir, publish.Options{})
	if err != nil {
		return false
	}
	defer folder.Close()
	return folder.InGit()
}

// record puts a decision into the audit log, where there is a database. It is done either way.
func (f *reviewFlags) record(ctx context.Context, src source, made review.Change, log *slog.Logger) {
	err := f.audited(ctx, src, func(people *account.Accounts) error {
		for _, entry := range desk.AuditEntries(made) {
			if err := people.Record(ctx, entry); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		log.Warn("the audit log does not know of it", "error", err)
	}
}

// audited calls do with the accounts of the library's database; it does nothing if there is none and none is named.
func (f *reviewFlags) audited(ctx context.Context, src source, do func(*account.Accounts) error) error {
	data, err := src.dataDir(f.data)
	if err != nil {
		return nil //nolint:nilerr // nowhere to look
	}
	address, err := databaseOf(f.db, data)
	if err != nil {
		return err
	}
	if _, err := os.Stat(address); f.db == "none" || !store.IsPostgres(address) && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db := store.NewLazy(address)
	if err := openDatabase(ctx, db, address); err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(do(account.New(db, nil)), db.Close())
}

// deedWords say what an entry records.
func deedWords(e review.Entry) string {
	gate := strings.TrimSpace(e.Step + " " + e.Gate)
	switch e.Do {
	case review.DoSign:
		return fmt.Sprintf("is signed at the gate %s by %s", gate, e.By)
	case review.DoReturn:
		return fmt.Sprintf("is sent back by %s, to be mended until %s", e.By, e.Due)
	}
	return map[review.Deed]string{
		review.DoSubmit: "is submitted by ", review.DoApprove: "is approved by ", review.DoPublish: "is published by ", review.DoWithdraw: "is withdrawn by ",
	}[e.Do] + e.By
}

// printable is what somebody wrote as one line that a terminal shows and does not obey.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, oneLine(s))
}
