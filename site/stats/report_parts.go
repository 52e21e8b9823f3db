package stats

import (
	"context"
	"slices"

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

// periods are the bounds of the period before and of the period itself, which follow each other.
func (q *reporter) periods() (before, from, to int64) {
	return q.report.Before().From, q.report.From, q.report.To
}

func (q *reporter) reads(ctx context.Context) error {
	before, from, to := q.periods()
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var id string
		var c Count
		if err := scan(&id, &c.Now, &c.Before); err != nil {
			return err
		}
		q.document(id).Reads = c
		return nil
	}, `SELECT document, SUM(CASE WHEN day >= ? THEN reads ELSE 0 END), SUM(CASE WHEN day < ? THEN reads ELSE 0 END)
		FROM reads_daily WHERE day >= ? AND day <= ? GROUP BY document`, from, from, before, to)
}

func (q *reporter) votes(ctx context.Context) error {
	before, from, to := q.periods()
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
	}, `SELECT document, SUM(CASE WHEN day >= ? THEN likes ELSE 0 END), SUM(CASE WHEN day < ? THEN likes ELSE 0 END),
		SUM(CASE WHEN day >= ? THEN dislikes ELSE 0 END), SUM(CASE WHEN day < ? THEN dislikes ELSE 0 END)
		FROM likes_daily WHERE day >= ? AND day <= ? GROUP BY document`, from, from, from, from, before, to)
}

func (q *reporter) searches(ctx context.Context) error {
	before, from, to := q.periods()
	r := q.report
	return q.tx.QueryRow(ctx, `SELECT
		COALESCE(SUM(CASE WHEN day >= ? THEN searches ELSE 0 END), 0), COALESCE(SUM(CASE WHEN day < ? THEN searches ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN day >= ? THEN without_result ELSE 0 END), 0), COALESCE(SUM(CASE WHEN day < ? THEN without_result ELSE 0 END), 0),
		COALESCE(SUM(CASE WHEN day >= ? THEN opened ELSE 0 END), 0), COALESCE(SUM(CASE WHEN day < ? THEN opened ELSE 0 END), 0)
		FROM searches_daily WHERE day >= ? AND day <= ?`, from, from, from, from, from, from, before, to).
		Scan(&r.Searches.Now, &r.Searches.Before, &r.ZeroResult.Now, &r.ZeroResult.Before, &r.Opened.Now, &r.Opened.Before)
}

// queries lists the most frequent ones; those without text are counted apart.
func (q *reporter) queries(ctx context.Context) error {
	err := q.tx.QueryRow(ctx, "SELECT COALESCE(SUM(searches), 0) FROM searches_daily WHERE day >= ? AND day <= ? AND query = ''",
		q.report.From, q.report.To).Scan(&q.report.Hidden)
	if err != nil {
		return err
	}
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var x Query
		var last int64 // day and results in one number, so that the largest is the latest
		if err := scan(&x.Text, &x.Count, &x.WithoutResult, &x.Opened, &x.Refined, &last); err != nil {
			return err
		}
		x.Results = int(last % resultsBase)
		q.report.Queries = append(q.report.Queries, x)
		return nil
	}, `SELECT query, SUM(searches), SUM(without_result), SUM(opened), SUM(refined), MAX(day * 100000000 + results)
		FROM searches_daily WHERE day >= ? AND day <= ? AND query <> '' AND searches > 0 GROUP BY query ORDER BY 2 DESC, 1 LIMIT ?`,
		q.report.From, q.report.To, MaxQueries)
}

// resultsBase is above any number of results; it stands in the statement of queries.
const resultsBase = 100_000_000

func (q *reporter) landings(ctx context.Context) error {
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var l Landing
		if err := scan(&l.ID, &l.Landed, &l.Stayed); err != nil {
			return err
		}
		q.report.Landings = append(q.report.Landings, l)
		return nil
	}, `SELECT document, SUM(landed), SUM(stayed) FROM landings_daily WHERE day >= ? AND day <= ?
		GROUP BY document ORDER BY 2 DESC, 1 LIMIT ?`, q.report.From, q.report.To, maxLandings)
}

// days fills in every day, those without anything too.
func (q *reporter) days(ctx context.Context) error {
	from, to := q.report.From, q.report.To
	q.report.Daily = make([]Day, q.report.Days())
	for i := range q.report.Daily {
		q.report.Daily[i].Day = from + int64(i)
	}
	for _, part := range []struct {
		query string
		into  func(*Day) *int
	}{
		{"SELECT day, SUM(reads) FROM reads_daily WHERE day >= ? AND day <= ? GROUP BY day", func(d *Day) *int { return &d.Reads }},
		{"SELECT day, SUM(likes) FROM likes_daily WHERE day >= ? AND day <= ? GROUP BY day", func(d *Day) *int { return &d.Likes }},
		{"SELECT day, SUM(searches) FROM searches_daily WHERE day >= ? AND day <= ? GROUP BY day", func(d *Day) *int { return &d.Searches }},
	} {
		err := q.tx.Each(ctx, func(scan func(...any) error) error {
			var day int64
			var n int
			if err := scan(&day, &n); err != nil {
				return err
			}
			*part.into(&q.report.Daily[day-from]) = n
			return nil
		}, part.query, from, to)
		if err != nil {
			return err
		}
	}
	return nil
}

func (q *reporter) hours(ctx context.Context) error {
	if q.report.From != q.report.To {
		return nil
	}
	q.report.Hourly = make([]int, 24)
	first := q.report.From * 24
	return q.tx.Each(ctx, func(scan func(...any) error) error {
		var hour int64
		var n int
		if err := scan(&hour, &n); err != nil {
			return err
		}
		q.report.Hourly[hour-first] = n
		return nil
	}, "SELECT hour, SUM(reads) FROM reads_hourly WHERE hour >= ? AND hour < ? GROUP BY hour", first, first+24)
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

// Rising are the documents that are read more than before, beyond chance, the most surprising first.
func (r *Report) Rising(n int) []Document { return r.moving(n, 1) }

// Falling are those that are read less.
func (r *Report) Falling(n int) []Document { return r.moving(n, -1) }

// surprising is from how many standard deviations a change is told.
const surprising = 2

func (r *Report) moving(n int, sign float64) []Document {
	var out []Document
	for _, d := range r.Documents {
		if sign*d.Rise() >= surprising {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Document) int {
		switch da, db := sign*a.Rise(), sign*b.Rise(); {
		case da > db:
			return -1
		case da < db:
			return 1
		}
		return 0
	})
	return out[:min(n, len(out))]
}
