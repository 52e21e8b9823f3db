package ui

import (
	"html/template"

	"yanxi/site/figure"
)

// ReportPage is a page of a report for trainers, or all of one in a file that stands alone.
type ReportPage struct {
	Layout
	Heading  string
	Range    string   // the days
	Notes    []string // what to mind, a sentence each
	Tabs     []NavLink
	Periods  []NavLink
	From, To string // of the form, as 2026-11-08
	Action   string // where the form leads; empty: there is none
	Problem  string // why the period of the address cannot be shown
	Empty    string // why there is nothing yet

	Totals    []ReportTotal
	Asks      bool // what to do first belongs to the page
	Tasks     []ReportTask
	Charts    []ReportChart
	Sections  []ReportSection
	Subscribe *Link // the weekly feed

	Style template.CSS // of a file that stands alone
}

// ReportTotal is a count with its change in words.
type ReportTotal struct {
	Label, Change string
	Count         int
}

// ReportTask is one thing to do.
type ReportTask struct {
	Link    // without an address: a sentence
	Command string
}

// ReportChart is a picture of counts over time, with its table.
type ReportChart struct {
	Title   string
	Caption string          // the finding
	Wide    *figure.Columns // nil: every count is 0
	Narrow  *figure.Columns
	Usual   string // what the line across means; empty: there is none
	Head    string // of the table's first column
	Rows    []Count
}

// ReportSection is a list of the report as a table.
type ReportSection struct {
	ID, Title, Note string
	Level           int // of the heading: 2 or 3
	Head            []ReportCell
	Rows            []ReportRow
	None            string // said where there is no row
	More            string // said below the rows
}

// ReportRow is what is told of one thing.
type ReportRow struct {
	Link
	Cells   []ReportCell
	Command string // that begins a text; may be empty
	Write   string // where a text about it is begun on the desk; empty: by the command
}

// ReportCell is a number or some words.
type ReportCell struct {
	Text   string
	Number bool
	Words  bool // it may be long
}

// ReportEnterPage asks for the token of the reports.
type ReportEnterPage struct {
	Layout
	Heading string
	Action  string
	Wrong   bool
}
