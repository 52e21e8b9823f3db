package site

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"time"

	"yanxi/site/figure"
	"yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// ReportSource joins what is counted with the edition's library. The edition must have an [Activity].
func (e *Edition) ReportSource() *report.Source { return e.reportSource(e.options.Activity) }

// reportPages are the pages of a report by their paths.
var reportPages = []struct{ path, key string }{
	{pathReports, "reports.nav.overview"},
	{pathReports + "needs/", "reports.nav.needs"},
	{pathReports + "library/", "reports.nav.library"},
}

// reportPage is one of the pages of a report. Its error is wrong, if the address
// asked for a period that cannot be.
func (e *Edition) reportPage(path string, r *report.Report, wrong error) ui.ReportPage {
	p := e.reportHead(path, r)
	p.Action = path
	p.From, p.To = stats.ISODate(r.From), stats.ISODate(r.To)
	if wrong != nil {
		p.Problem = e.periodProblem(wrong)
	}
	for _, other := range reportPages {
		p.Tabs = append(p.Tabs, ui.NavLink{Link: ui.Link{Text: e.ui.T(other.key), URL: reportURL(other.path, r.Period)}, Current: other.path == path})
	}
	for _, name := range []string{report.Today, report.Week, report.Month} {
		period, _ := report.ParsePeriod(name, r.Made) // a name is always one
		p.Periods = append(p.Periods, ui.NavLink{Link: ui.Link{Text: e.ui.T("reports.period." + name), URL: path + "?period=" + name}, Current: period == r.Period})
	}
	switch path {
	case reportPages[1].path:
		p.Sections = e.reportNeeds(r)
	case reportPages[2].path:
		p.Sections = e.reportLibrary(r)
	default:
		e.reportOverview(&p, r)
	}
	alignHeads(p.Sections)
	return p
}

// ReportFile is all of a report as a page that stands alone.
func (e *Edition) ReportFile(r *report.Report) ([]byte, error) {
	p := e.reportHead("", r)
	e.reportOverview(&p, r)
	p.Sections = slices.Concat(p.Sections, e.reportNeeds(r), e.reportLibrary(r))
	alignHeads(p.Sections)
	p.Notes = append(p.Notes, e.ui.T("reports.made", r.Made.Format("2006-01-02 15:04")))
	p.Style = template.CSS(ui.Assets()["app.css"].Body) //nolint:gosec // our own
	for i := range p.Sections {
		for j := range p.Sections[i].Rows {
			e.absolute(&p.Sections[i].Rows[j].Link)
		}
	}
	for i := range p.Tasks {
		e.absolute(&p.Tasks[i].Link)
	}
	page, err := e.ui.Part("report-file", p)
	return []byte(page), err
}

// absolute makes a link one that leads from anywhere, or none.
func (e *Edition) absolute(l *ui.Link) {
	switch {
	case l.URL == "" || e.options.BaseURL == "" || l.URL[0] != '/':
		l.URL = ""
	default:
		l.URL = e.options.BaseURL + l.URL
	}
}

func (e *Edition) reportHead(path string, r *report.Report) ui.ReportPage {
	title := r.Name(e.ui)
	p := ui.ReportPage{Layout: e.layout(e.ui.T("reports.title"), "", path), Heading: title, Range: report.Range(e.ui, r.Period)}
	p.NoIndex, p.Canonical, p.Live, p.OnPaper = true, "", false, ui.OnPaper{}
	p.Notes = append(p.Notes, e.ui.T("reports.before", report.Range(e.ui, r.Period.Before())))
	if !r.Since.IsZero() && stats.DayOf(r.Since) > r.Period.Before().From {
		p.Notes = append(p.Notes, e.ui.T("reports.since", e.ui.Day(r.Since)))
	}
	if r.Partial() && !r.Empty() {
		p.Notes = append(p.Notes, e.ui.T("reports.partial"))
	}
	return p
}

func (e *Edition) reportOverview(p *ui.ReportPage, r *report.Report) {
	p.Asks = true
	for _, task := range r.Todo() {
		link := ui.Link{Text: task.Sentence(e.ui)}
		if task.ID != "" {
			link.URL = DocumentURL(task.ID)
		} else if p.Action != "" && (task.Kind == "questions" || task.Kind == "open") {
			link.URL = reportURL(reportPages[2].path, r.Period) + "#questions-h"
		}
		p.Tasks = append(p.Tasks, ui.ReportTask{Link: link, Command: task.Command})
	}
	if r.Empty() {
		p.Empty = e.ui.T("reports.empty")
		return
	}
	p.Totals = e.reportTotals(r)
	p.Charts = e.reportCharts(r)
	p.Sections = e.reportDocuments(r)
}

func (e *Edition) reportTotals(r *report.Report) []ui.ReportTotal {
	var out []ui.ReportTotal
	add := func(key string, c stats.Count) {
		out = append(out, ui.ReportTotal{Label: e.ui.T(key), Count: c.Now, Change: report.Change(e.ui, c)})
	}
	add("reports.reads", r.Reads)
	add("reports.likes", r.Likes)
	add("reports.dislikes", r.Dislikes)
	add("reports.searches", r.Searches)
	add("reports.zero", r.ZeroResult)
	open := ui.ReportTotal{Label: e.ui.T("reports.open"), Count: r.Questions.Open}
	if r.Questions.Overdue > 0 {
		open.Change = e.ui.T("reports.overdue", r.Questions.Overdue)
	}
	return append(out, open)
}

// Widths of charts, in units.
const (
	wideChart   = 900.0
	narrowChart = 352.0
	mostColumns = 62 // of longer periods, several days are one column
)

func (e *Edition) reportCharts(r *report.Report) []ui.ReportChart {
	if r.Hourly != nil {
		return []ui.ReportChart{e.hours(r)}
	}
	return []ui.ReportChart{
		e.days(r, "reports.chart.reads", r.Reads, func(d stats.Day) int { return d.Reads }),
		e.days(r, "reports.chart.searches", r.Searches, func(d stats.Day) int { return d.Searches }),
		e.days(r, "reports.chart.likes", r.Likes, func(d stats.Day) int { return d.Likes }),
	}
}

func (e *Edition) hours(r *report.Report) ui.ReportChart {
	columns := make([]figure.Column, len(r.Hourly))
	for h, n := range r.Hourly {
		columns[h] = figure.Column{Label: e.ui.T("reports.hours", h), Count: n}
	}
	return e.chart("reports.chart.reads", "reports.hour", r.Reads, columns, 0)
}

// days draws a column for each day; of a long period, for some days together.
func (e *Edition) days(r *report.Report, key string, total stats.Count, count func(stats.Day) int) ui.ReportChart {
	together := 1
	for (r.Days()+together-1)/together > mostColumns {
		together += 7 - together%7 // whole weeks: 7, 14, 21 …
	}
	var columns []figure.Column
	for i := 0; i < len(r.Daily); i += together {
		c := figure.Column{Label: stats.Date(r.Daily[i].Day, time.UTC).Format(e.ui.T("reports.chart.layout"))}
		if together > 1 {
			c.Label = e.ui.T("reports.span", c.Label)
		}
		for _, d := range r.Daily[i:min(i+together, len(r.Daily))] {
			c.Count += count(d)
		}
		columns = append(columns, c)
	}
	usual := 0.0
	if together == 1 {
		usual = float64(total.Before) / float64(r.Days())
	}
	return e.chart(key, "reports.day", total, columns, usual)
}

func (e *Edition) chart(key, head string, total stats.Count, columns []figure.Column, usual float64) ui.ReportChart {
	c := ui.ReportChart{Title: e.ui.T(key), Head: e.ui.T(head), Caption: e.ui.T("reports.chart.none", e.ui.T(key))}
	if total.Now == 0 {
		return c
	}
	most := slices.MaxFunc(columns, func(a, b figure.Column) int { return cmp.Compare(a.Count, b.Count) })
	c.Caption = e.ui.T("reports.chart.finding", c.Title, total.Now, report.Change(e.ui, total), most.Label, most.Count)
	if usual > 0 {
		c.Usual = e.ui.T("reports.chart.usual", mean(usual))
	}
	c.Wide, c.Narrow = figure.NewColumns(columns, wideChart, usual), figure.NewColumns(columns, narrowChart, usual)
	for _, col := range columns {
		c.Rows = append(c.Rows, ui.Count{Link: ui.Link{Text: col.Label}, Count: col.Count})
	}
	return c
}

// reportURL is the address of a page of a report on some days.
func reportURL(path string, p stats.Period) string {
	return path + "?" + url.Values{"from": {stats.ISODate(p.From)}, "to": {stats.ISODate(p.To)}}.Encode()
}
