package main

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/ask"
	reports "yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/store"
)

const (
	reportsTokenVariable = "YANXI_REPORTS_TOKEN"
	noDatabase           = "none"
)

// A counting counts what the readers of a server do, until it is stopped.
type counting struct {
	activity *site.Activity    // nil: nothing is counted
	db       *store.Lazy       // nil: there is none
	accounts *account.Accounts // nil: nobody can sign in
	address  string            // of the database
	end      context.CancelFunc
	running  sync.WaitGroup
	log      *slog.Logger
}

// startCounting opens the database of a server. A PostgreSQL that does not answer
// yet is no error: the site serves, and counting catches up.
func startCounting(ctx context.Context, f serveFlags, folder, data string, zone *time.Location, log *slog.Logger) (*counting, error) {
	if f.db == noDatabase {
		if f.reportsToken != "" {
			return nil, withHint(errors.New("--reports-token needs a database"), "Leave out --db none, or the token.")
		}
		return &counting{}, nil
	}
	address, err := databaseOf(f.db, data)
	if err != nil {
		return nil, err
	}
	c := &counting{db: store.NewLazy(address), address: address, log: log}
	err = openDatabase(ctx, c.db, address)
	if err != nil {
		if !store.IsPostgres(address) || errors.Is(err, store.ErrNewer) || errors.Is(err, store.ErrAddress) {
			return nil, err
		}
		log.Warn("the database does not answer yet; the site serves, and what readers do is counted as soon as it does", "error", err)
	}
	c.accounts = account.New(c.db, nil)
	desk := ask.NewDesk(c.db, nil)
	c.activity = &site.Activity{
		Recorder: stats.New(c.db, stats.Options{Zone: zone, Log: log}),
		Reports:  stats.NewReports(c.db),
		Desk:     desk,
		Token:    f.reportsToken,
		Folder:   folder,
		Where:    whereFlags(folder, f.data, f.db),

		Questions: site.Waiting(desk),
	}
	if c.activity.Token == "" {
		c.activity.Token = os.Getenv(reportsTokenVariable)
	}
	if err == nil {
		c.agree(ctx)
	}
	// Not ctx: what the last requests did is counted after the server's end.
	background, end := context.WithCancel(context.WithoutCancel(ctx))
	c.end = end
	c.running.Go(func() { c.activity.Recorder.Run(background) })
	return c, nil
}

// whereFlags are the flags with which another command finds what serve was started with. A password is not among
// them: reports are printed and passed on.
func whereFlags(folder, data, db string) string {
	var flags []string
	add := func(name, value string) {
		if value != "" {
			flags = append(flags, name+" "+reports.Quote(value))
		}
	}
	add("--library", folder)
	if store.IsPostgres(db) {
		if u, err := url.Parse(db); err == nil {
			if u.User != nil {
				u.User = url.User(u.User.Username())
			}
			q := u.Query()
			q.Del("password")
			q.Del("sslpassword")
			u.RawQuery = q.Encode()
			add("--db", u.String())
		}
	} else {
		for _, path := range []struct{ name, value string }{{"--data", data}, {"--db", db}} {
			if full, err := filepath.Abs(path.value); err == nil && path.value != "" {
				add(path.name, full)
			}
		}
	}
	return strings.Join(flags, " ")
}

// agree settles with the other servers by which names they know the readers, before
// the first one comes. If it fails it is tried again with the first events, and the log says so.
func (c *counting) agree(ctx context.Context) {
	bounded, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if err := c.activity.Recorder.Flush(bounded); err != nil {
		c.log.Debug("counting: not agreed yet", "error", err)
	}
}

// stop writes what was counted, and closes the database. It comes after the last request.
func (c *counting) stop() {
	if c.activity == nil {
		return
	}
	c.end()
	c.running.Wait()
	if s := c.activity.Recorder.Status(); s.Pending > 0 {
		c.log.Warn("counting: the database does not answer; what waited is lost", "events", s.Pending)
	}
	if err := c.db.Close(); err != nil {
		c.log.Warn("counting: the database was not closed", "error", err)
	}
}
