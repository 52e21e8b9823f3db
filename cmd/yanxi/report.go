package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/api"
	"yanxi/site/ask"
	reports "yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/ui"
)

type reportFlags struct {
	library, data, db     string
	period, format, table string
	output, baseURL       string
	unread, unrevised     int
}

// reportFormats are what a report can be written as.
var reportFormats = []string{"md", "csv", "json", "html"}

func newReport() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "report --period today|week|month|FROM..TO",
		Short: "Report on what readers did, and what to do about it",
		Long: `Report says what was read, found helpful and searched for in a period, with the
change against the period of the same length before it; what readers looked for
in vain; which texts nobody reads or keeps current; which courses nobody
finished; and what to do first.

A week is the last 7 days and a month the last 30, today among them. FROM..TO are
two days as in 2026-11-02..2026-11-08, both included, by the library's clocks.

  md    short, for a mail or a chat
  html  a page that stands alone, with charts
  csv   one table for a spreadsheet: documents, queries, days or unfinished (--table)
  json  as the API gives it

It reads the database of yanxi serve, while that runs or not, and never the index.`,
		Example: `  yanxi report --period week --library ~/my-notes
  yanxi report --period 2026-11-01..2026-11-30 --format html -o november.html
  yanxi report --period month --format csv --table queries -o queries.csv
  yanxi report --period week --db postgres://yanxi@db.example.org/yanxi --library /srv/notes`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error { return runReport(c, f) },
	}
	c.Flags().StringVar(&f.library, "library", "", "folder of the `LIBRARY` (default: the built-in sample)")
	c.Flags().StringVar(&f.data, "data", "", dataUsage)
	c.Flags().StringVar(&f.db, "db", "", dbUsage)
	c.Flags().StringVar(&f.period, "period", reports.Week, "`PERIOD`: today, week, month, or FROM..TO")
	c.Flags().StringVar(&f.format, "format", "md", "`FORMAT`: md, csv, json or html")
	c.Flags().StringVar(&f.table, "table", reports.TableDocuments, "`TABLE` of csv: documents, queries, days or unfinished")
	c.Flags().StringVarP(&f.output, "output", "o", "", "`FILE` to write (default: standard output)")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "`URL` of the site, to which html links")
	c.Flags().IntVar(&f.unread, "unread", reports.DefaultUnread, "`DAYS` after which a text that nobody read is listed")
	c.Flags().IntVar(&f.unrevised, "unrevised", reports.DefaultUnrevised, "`DAYS` after which a text that was not revised is listed")
	return c
}

func runReport(c *cobra.Command, f reportFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	var args []string
	if f.library != "" {
		args = []string{f.library}
	}
	src, err := sourceOf(args)
	if err != nil {
		return err
	}
	lib, err := src.open()
	if err != nil {
		return err
	}
	p, err := reports.ParsePeriod(f.period, time.Now().In(lib.Settings().Location))
	if err != nil {
		return withHint(err, "For example: yanxi report --period week, or --period 2026-11-02..2026-11-08")
	}
	data, err := src.dataDir(f.data)
	if err != nil {
		return err
	}
	db, err := f.database(c.Context(), data)
	if err != nil {
		return err
	}
	defer db.Close()
	e, err := site.NewEdition(lib, site.Options{BaseURL: f.baseURL, Static: true, Activity: &site.Activity{
		Reports: stats.NewReports(db), Folder: src.dir, Where: whereFlags(src.dir, f.data, f.db), Questions: site.Waiting(ask.NewDesk(db, time.Now)),
	}})
	if err != nil {
		return err
	}
	s := e.ReportSource()
	s.Unread, s.Unrevised, s.Class = f.unread, f.unrevised, account.New(db, time.Now).Reading
	r, err := s.Make(c.Context(), p)
	if err != nil {
		return withHint(fmt.Errorf("the report cannot be made: %w", cause(err)), "Try again; check the database with yanxi db check.")
	}
	var b bytes.Buffer
	if err := f.write(&b, e, s, r); err != nil {
		return err
	}
	return f.deliver(c, b.Bytes())
}

func (f *reportFlags) check() error {
	switch {
	case !slices.Contains(reportFormats, f.format):
		return withHint(fmt.Errorf("there is no format %q", f.format), "Use md, csv, json or html.")
	case !slices.Contains(reports.Tables, f.table):
		return withHint(fmt.Errorf("there is no table %q", f.table), "Use documents, queries, days or unfinished.")
	case f.unread < 1 || f.unread > stats.LongestPeriod:
		return withHint(fmt.Errorf("--unread cannot be %d", f.unread), "Give a number of days from 1 to %d.", stats.LongestPeriod)
	case f.unrevised < 1:
		return withHint(fmt.Errorf("--unrevised cannot be %d", f.unrevised), "Give a number of days from 1.")
	}
	var err error
	f.baseURL, err = parseURL("--base-url", f.baseURL)
	return err
}

// database opens what was counted. A file that is not there is not made: nothing was counted with it.
func (f *reportFlags) database(ctx context.Context, data string) (*store.Lazy, error) {
	address, err := databaseOf(f.db, data)
	if err != nil {
		return nil, err
	}
	if !store.IsPostgres(address) {
		if _, err := os.Stat(address); errors.Is(err, fs.ErrNotExist) {
			return nil, withHint(fmt.Errorf("there is no database %s: nothing was counted yet", address),
				"Serve the library with yanxi serve, and let readers come; or name the database with --db, as for serve.")
		}
	}
	db := store.NewLazy(address)
	if err := openDatabase(ctx, db, address); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func (f *reportFlags) write(w io.Writer, e *site.Edition, s *reports.Source, r *reports.Report) error {
	words, err := ui.New(e.Library().Settings().Lang)
	if err != nil {
		return err
	}
	switch f.format {
	case "csv":
		return reports.WriteCSV(w, r, s.All(r), words, f.table)
	case "json":
		return writeIndented(w, api.NewSummary(r))
	case "html":
		page, err := e.ReportFile(r)
		if err != nil {
			return err
		}
		_, err = w.Write(page)
		return err
	}
	return reports.WriteMarkdown(w, r, words, e.Name())
}

// deliver writes a file at once or not at all, or to standard output.
func (f *reportFlags) deliver(c *cobra.Command, text []byte) error {
	if f.output == "" {
		_, err := c.OutOrStdout().Write(text)
		return err
	}
	aside := f.output + ".part"
	err := os.WriteFile(aside, text, 0o644)
	if err == nil {
		err = os.Rename(aside, f.output)
	}
	if err != nil {
		os.Remove(aside)
		return withHint(fmt.Errorf("cannot write %s: %w", f.output, cause(err)), "Check the folder and who may write in it.")
	}
	return nil
}
