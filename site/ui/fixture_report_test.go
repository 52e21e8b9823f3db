package ui_test

import (
	"yanxi/site/figure"
	"yanxi/site/ui"
)

func reportPages(lang string, empty ui.Layout) []page {
	columns := []figure.Column{{Label: hostile, Count: 3}, {Label: "2", Count: 0}, {Label: "3", Count: 12}}
	draw := func(width float64) *figure.Columns { return figure.NewColumns(columns, width, 4) }
	rows := []ui.ReportRow{
		{Link: links[1], Cells: []ui.ReportCell{{Text: "12", Number: true}, {Text: hostile}}, Command: hostile},
		{Link: links[1], Cells: []ui.ReportCell{{Text: "12", Number: true}, {Text: hostile}}, Command: hostile, Write: "/desk/new?title=%22"},
		{Link: links[2]},
	}
	nav := []ui.NavLink{{Link: links[0], Current: true}, {Link: links[1]}}
	full := ui.ReportPage{
		Layout: fullLayout(lang), Heading: hostile, Range: hostile, Notes: []string{hostile}, Tabs: nav, Periods: nav,
		From: "2026-11-02", To: "2026-11-08", Action: "/reports/", Problem: hostile, Empty: hostile,
		Totals: []ui.ReportTotal{{Label: "阅读", Change: hostile, Count: 3504}, {Label: "问题"}}, Asks: true,
		Tasks: []ui.ReportTask{{Link: links[1], Command: hostile}, {Link: links[2]}},
		Charts: []ui.ReportChart{
			{Title: hostile, Caption: hostile, Wide: draw(900), Narrow: draw(352), Usual: hostile, Head: "日期", Rows: counts},
			{Title: "没有", Caption: "没有"},
		},
		Sections: []ui.ReportSection{
			{ID: "x", Title: hostile, Note: hostile, Level: 2, Head: []ui.ReportCell{{Text: "a"}, {Text: hostile, Number: true}, {Text: "c", Words: true}}, Rows: rows, More: hostile},
			{ID: "y", Title: "空", Level: 3, None: hostile},
		},
		Subscribe: &links[1],
	}
	return []page{
		{"reports", "full", full},
		{"reports", "empty", ui.ReportPage{Layout: empty}},
		{"reports-enter", "full", ui.ReportEnterPage{Layout: fullLayout(lang), Heading: hostile, Action: "/reports/", Wrong: true}},
		{"reports-enter", "empty", ui.ReportEnterPage{Layout: empty}},
	}
}
