package site

import (
	"context"
	"time"

	"yanxi/site/report"
	"yanxi/site/stats"
)

// reportTimeout bounds how long the database may take for a report.
const reportTimeout = 20 * time.Second

// reportsToken is who may read reports; empty: nobody may, and there are none.
func (o Options) reportsToken() string {
	if !o.counts() {
		return ""
	}
	return o.Activity.Token
}

// report makes reports on the library of the moment; nil if nothing is counted.
func (o Options) report(edition func() *Edition) func(context.Context, stats.Period) (*report.Report, error) {
	if !o.counts() {
		return nil
	}
	return func(ctx context.Context, p stats.Period) (*report.Report, error) {
		ctx, cancel := context.WithTimeout(ctx, reportTimeout)
		defer cancel()
		return edition().reportSource(o.Activity).Make(ctx, p)
	}
}

// reportSource joins what is counted with the edition's library.
func (e *Edition) reportSource(a *Activity) *report.Source {
	s := &report.Source{
		Counts: a.Reports, Library: e.lib, Coverage: e.coverage(), Label: e.Label,
		Questions: a.Questions, Folder: a.Folder, Now: e.libraryNow(),
	}
	if e.options.Accounts != nil {
		s.Class = e.options.Accounts.Reading
	}
	return s
}
