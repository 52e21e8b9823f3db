package report_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// What anybody can type or write is no formula in a spreadsheet.
func TestNoFormulas(t *testing.T) {
	words, err := ui.New("zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1"} {
		r := &report.Report{Report: &stats.Report{Queries: []stats.Query{{Text: text}}}}
		all := []report.Document{{Document: &content.Document{Title: text, ID: text}}}
		for _, table := range []string{report.TableQueries, report.TableDocuments} {
			var b bytes.Buffer
			if err := report.WriteCSV(&b, r, all, words, table); err != nil {
				t.Fatal(err)
			}
			in := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
			rows, err := in.ReadAll()
			if err != nil || len(rows) != 2 || !strings.HasPrefix(rows[1][0], "'") {
				t.Errorf("%q: %q, %v", text, rows, err)
			}
		}
	}
}
