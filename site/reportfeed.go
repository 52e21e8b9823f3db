package site

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/yuin/goldmark"

	"yanxi/site/api"
	"yanxi/site/report"
	"yanxi/site/stats"
)

// feedWeeks is how many finished weeks the feed of reports has, the newest first.
const feedWeeks = 4

// monday is the number of the Monday of a day's week; the 5th of January 1970 was one.
func monday(day int64) int64 { return day - ((day-4)%7+7)%7 }

// reportFeed is a feed of weekly reports: each Monday a new entry on the week before. A week that was over
// is not counted in any more but for what was sent late, so an entry keeps its id and its date.
func (s *Site) reportFeed(w http.ResponseWriter, r *http.Request) {
	token, trainer := s.options.reportsToken(), isTrainer(r.Context())
	if s.tally == nil || token == "" && !trainer {
		s.fail(w, r, http.StatusNotFound, nil)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	if !trainer && !api.SameToken(r.URL.Query().Get("token"), token) {
		w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
		http.Error(w, s.current.Load().ui.T("reports.enter.wrong"), http.StatusUnauthorized)
		return
	}
	body, err := s.current.Load().weeklyFeed(r.Context(), s.origin(r), token)
	if err != nil {
		s.log.Warn("no feed of reports", "error", err)
		w.Header().Set("Retry-After", "60")
		http.Error(w, s.current.Load().ui.T("reports.unavailable"), http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", typeAtom)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

func (e *Edition) weeklyFeed(ctx context.Context, origin, token string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, reportTimeout)
	defer cancel()
	source := e.reportSource(e.options.Activity)
	since, counted, err := source.Counts.Since(ctx)
	if err != nil {
		return nil, err
	}
	f := atomFeed{
		Lang:  e.ui.Lang(),
		Title: xmlText(e.ui.T("reports.feed", e.Name())), ID: e.entryID(pathReportFeed),
		Author: atomAuthor{Name: xmlText(e.Name())}, Updated: unknownDate.Format(time.RFC3339),
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: origin + reportFeedURL(token)},
			{Rel: "alternate", Type: "text/html", Href: origin + pathReports},
		},
	}
	this := monday(stats.DayOf(e.libraryNow()))
	for n := range int64(feedWeeks) {
		week := stats.Period{From: this - 7*(n+1), To: this - 7*n - 1}
		if !counted || week.To < since {
			break
		}
		if n > 0 {
			source.Class = nil // what is asked for is thrown away below
		}
		made, err := source.Make(ctx, week)
		if err != nil {
			return nil, err
		}
		if n > 0 { // what waits or sleeps does so now, not in a week long ago
			made.Questions, made.Sleeping = report.Questions{}, report.Sleeping{}
		}
		entry, err := e.weeklyEntry(origin, made)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			f.Updated = entry.Updated
		}
		f.Entries = append(f.Entries, entry)
	}
	body, err := xml.MarshalIndent(f, "", "  ")
	return append([]byte(xml.Header), body...), err
}

// weeklyEntry is a week's report: published when it was over, and never changed.
func (e *Edition) weeklyEntry(origin string, r *report.Report) (atomEntry, error) {
	var letter, html bytes.Buffer
	if err := report.WriteMarkdown(&letter, r, e.ui, e.Name()); err != nil {
		return atomEntry{}, err
	}
	if err := goldmark.Convert(letter.Bytes(), &html); err != nil { // raw HTML is left out
		return atomEntry{}, fmt.Errorf("weekly report: %w", err)
	}
	over := stats.Date(r.To+1, e.lib.Settings().Location).Format(time.RFC3339)
	return atomEntry{
		Title:     xmlText(e.ui.T("reports.feed.entry", report.Range(e.ui, r.Period))),
		ID:        e.entryID(pathReports + stats.ISODate(r.From)),
		Link:      atomLink{Rel: "alternate", Type: "text/html", Href: origin + reportURL(pathReports, r.Period)},
		Published: over, Updated: over,
		Content: &atomContent{Type: "html", Text: xmlText(html.String())},
	}, nil
}

func reportFeedURL(token string) string {
	return pathReportFeed + "?" + url.Values{"token": {token}}.Encode()
}
