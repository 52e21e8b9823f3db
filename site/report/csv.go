package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"yanxi/site/stats"
)

// The tables of [WriteCSV].
const (
	TableDocuments  = "documents"  // every document of the library, read or not, most read first
	TableQueries    = "queries"    // the most frequent queries
	TableDays       = "days"       // every day of the period
	TableUnfinished = "unfinished" // the courses that nobody finished
)

// Tables are their names.
var Tables = []string{TableDocuments, TableQueries, TableDays, TableUnfinished}

// WriteCSV writes one table of a report for a spreadsheet: RFC 4180 in UTF-8 with
// a byte order mark, so that Chinese is read rightly. A text that a spreadsheet
// would take for a formula has a ' before it. An unknown table is that of documents.
func WriteCSV(w io.Writer, r *Report, all []Document, t Texter, table string) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := documentRows
	switch table {
	case TableQueries:
		rows = queryRows
	case TableDays:
		rows = dayRows
	case TableUnfinished:
		rows = unfinishedRows
	}
	for _, row := range rows(r, all, t) {
		for i := range row {
			row[i] = Harmless(row[i])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Harmless keeps a spreadsheet from reading a text as a formula.
func Harmless(cell string) string {
	if strings.IndexAny(cell, "=+-@\t\r\n＝＋－＠") == 0 {
		return "'" + cell
	}
	return cell
}

func heads(t Texter, names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = t.T("reports.csv." + n)
	}
	return out
}

func documentRows(_ *Report, all []Document, t Texter) [][]string {
	rows := [][]string{heads(t, "title", "id", "kind", "reads", "reads-before", "likes", "likes-before", "dislikes")}
	for _, d := range all {
		c := d.Counts
		rows = append(rows, append([]string{d.Title, d.ID, t.T("kind." + string(d.Kind))}, numbers(c.Reads.Now, c.Reads.Before, c.Likes.Now, c.Likes.Before, c.Dislikes.Now)...))
	}
	return rows
}

func queryRows(r *Report, _ []Document, t Texter) [][]string {
	rows := [][]string{heads(t, "query", "searches", "without", "opened", "refined", "results")}
	for _, q := range r.Queries {
		rows = append(rows, append([]string{q.Text}, numbers(q.Count, q.WithoutResult, q.Opened, q.Refined, q.Results)...))
	}
	return rows
}

func dayRows(r *Report, _ []Document, t Texter) [][]string {
	rows := [][]string{heads(t, "day", "reads", "likes", "searches")}
	for _, d := range r.Daily {
		rows = append(rows, append([]string{stats.ISODate(d.Day)}, numbers(d.Reads, d.Likes, d.Searches)...))
	}
	return rows
}

func unfinishedRows(r *Report, _ []Document, t Texter) [][]string {
	rows := [][]string{heads(t, "title", "id", "texts", "began", "furthest")}
	for _, c := range r.Sleeping.Unfinished.Courses {
		rows = append(rows, append([]string{c.Title, c.ID}, numbers(c.Texts, c.Began, c.Furthest)...))
	}
	return rows
}

func numbers(n ...int) []string {
	out := make([]string, len(n))
	for i, x := range n {
		out[i] = strconv.Itoa(x)
	}
	return out
}
