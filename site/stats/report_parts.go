package stats

import (
	"context"
	"strings"

	"yanxi/site/store"
)

// A reporter fills a report, part by part, from one state of the database.
type reporter struct {
	tx        *store.Tx
	report    *Report
	documents map[string]*Document
}

func (q *reporter) document(id string) *Document {
	d := q.documents[id]
	if d == nil {
		d = &Document{ID: id}
		q.documents[id] = d
	}
	return d
}

// spans is a query of the columns of a table's spans that cover the period (now
// is 1), and, if before is set, those that cover the one before it (now is 0).
func (q *reporter) spans(table, columns string, before bool) (query string, args []any) {
	var parts []string
	add := func(now int, runs []run) {
		for _, r := range runs {
			parts = append(parts, "SELECT "+columns+", start, CAST(? AS BIGINT) AS now FROM "+table+" WHERE span = ? AND start >= ? AND start <= ?")
			args = append(args, now, r.length, r.first, r.last)
		}
	}
	add(1, q.report.runs())
	if before {
		add(0, q.report.Before().runs())
	}
	return "(" + strings.Join(parts, " UNION ALL ") + ") AS spans", args
}

// nowAndBefore sums a column for both periods.
func nowAndBefore(column string) string {
	return "SUM(" + column + " * now), SUM(" + column + " * (1 - now))"
}

func (q *reporter) reads(ctx context.Context) error {
	from, args := q.spans("reads_spans", "document, reads", true)
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var id string
		var c Count
		if err := scan(&id, &c.Now, &c.Before); err != nil {
			return err
		}
		q.document(id).Reads = c
		return nil
	}, "SELECT document, "+nowAndBefore("reads")+" FROM "+from+" GROUP BY document", args...)
}

func (q *reporter) votes(ctx context.Context) error {
	from, args := q.spans("likes_spans", "document, likes, dislikes", true)
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var id string
		var likes, dislikes Count
		if err := scan(&id, &likes.Now, &likes.Before, &dislikes.Now, &dislikes.Before); err != nil {
			return err
		}
		if likes != (Count{}) || dislikes != (Count{}) { // not all taken back
			q.document(id).Likes, q.document(id).Dislikes = likes, dislikes
		}
		return nil
	}, "SELECT document, "+nowAndBefore("likes")+", "+nowAndBefore("dislikes")+" FROM "+from+" GROUP BY document", args...)
}

// queries lists the most frequent ones; those without text are counted apart.
func (q *reporter) queries(ctx context.Context) error {
	from, args := q.spans("searches_spans", "query, searches, without_result, opened, refined, results", false)
	args = append(args, MaxQueries+1)
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var x Query
		var last int64
		if err := scan(&x.Text, &x.Count, &x.WithoutResult, &x.Opened, &x.Refined, &last); err != nil {
			return err
		}
		x.Results = int(last % resultsBase)
		if x.Text == "" {
			q.report.Hidden = x.Count
		} else if len(q.report.Queries) < MaxQueries {
			q.report.Queries = append(q.report.Queries, x)
		}
		return nil
	}, `SELECT query, SUM(searches), SUM(without_result), SUM(opened), SUM(refined), MAX(start * 100000000 + results) FROM `+from+`
		GROUP BY query HAVING SUM(searches) > 0 ORDER BY CASE WHEN query = '' THEN 0 ELSE 1 END, 2 DESC, 1 LIMIT ?`, args...)
}

// resultsBase is above any number of results, so that start and results make
// one number of which the largest is the latest; it stands in the statement of queries.
const resultsBase = 100_000_000

func (q *reporter) landings(ctx context.Context) error {
	from, args := q.spans("landings_spans", "document, landed, stayed", false)
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var l Landing
		if err := scan(&l.ID, &l.Landed, &l.Stayed); err != nil {
			return err
		}
		q.report.Landings = append(q.report.Landings, l)
		return nil
	}, "SELECT document, SUM(landed), SUM(stayed) FROM "+from+" GROUP BY document ORDER BY 2 DESC, 1 LIMIT ?", append(args, maxLandings)...)
}

// totals adds up the hours of both periods: into the report's counts, its days, and its
// hours if it is on one day.
func (q *reporter) totals(ctx context.Context) error {
	r := q.report
	r.Daily = make([]Day, r.Days())
	for i := range r.Daily {
		r.Daily[i].Day = r.From + int64(i)
	}
	if r.Days() == 1 {
		r.Hourly = make([]int, 24)
	}
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var hour int64
		var n [totalColumns]int
		if err := scan(&hour, &n[totalReads], &n[totalLikes], &n[totalDislikes], &n[totalSearches], &n[totalWithoutResult], &n[totalOpened]); err != nil {
			return err
		}
		day := hour / 24
		now := day >= r.From
		for column, count := range map[int]*Count{totalReads: &r.Reads, totalLikes: &r.Likes, totalDislikes: &r.Dislikes,
			totalSearches: &r.Searches, totalWithoutResult: &r.ZeroResult, totalOpened: &r.Opened} {
			if now {
				count.Now += n[column]
			} else {
				count.Before += n[column]
			}
		}
		if now {
			d := &r.Daily[day-r.From]
			d.Reads += n[totalReads]
			d.Likes += n[totalLikes]
			d.Searches += n[totalSearches]
		}
		if now && r.Hourly != nil {
			r.Hourly[hour%24] = n[totalReads]
		}
		return nil
	}, "SELECT hour, reads, likes, dislikes, searches, without_result, opened FROM totals_hourly WHERE hour >= ? AND hour < ?", r.Before().From*24, (r.To+1)*24)
}

func (q *reporter) reasons(ctx context.Context) error {
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var r Reason
		if err := scan(&r.Document, &r.Text, &r.Day); err != nil {
			return err
		}
		q.report.Reasons = append(q.report.Reasons, r)
		return nil
	}, "SELECT document, reason, day FROM likes WHERE day >= ? AND day <= ? AND value < 0 AND reason <> '' ORDER BY at DESC, visitor, document LIMIT ?",
		q.report.From, q.report.To, maxReasons)
}
