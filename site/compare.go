package site

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"yanxi/content"
	"yanxi/site/figure"
	"yanxi/site/ui"
)

// comparePage shows two to four cases side by side; with fewer, the overview of all.
func (e *Edition) comparePage(c comparison) (*Page, error) {
	p := ui.ComparePage{Heading: e.ui.T("compare.title"), Problems: c.problems, Static: e.options.Static}
	p.Layout = e.layout(p.Heading, e.ui.T("compare.description"), pathCompare)
	p.NoIndex = len(c.cases)+len(c.problems)+len(c.filters) > 0
	all := e.allCases()
	if len(c.cases) == 1 {
		p.Problems = append(p.Problems, e.ui.T("compare.one", c.cases[0].Title))
	}
	if len(c.cases) >= 2 {
		e.sideBySide(&p, c.cases)
	} else {
		p.Overview = e.overview(all, c.filters)
		p.Filters = e.overviewFilters(all, c)
	}
	switch {
	case len(all) < 2:
		p.Problems = append(p.Problems, e.ui.T("compare.too-few"))
	case !e.options.Static:
		p.Slots = e.slots(all, c.cases)
	}
	return e.render("compare", p)
}

// allCases are the cases of the library, newest first.
func (e *Edition) allCases() []*content.Document {
	return slices.DeleteFunc(sortedNewest(e.lib.ByKind(content.KindCase)), func(d *content.Document) bool { return d.Case == nil })
}

// slots are the fields of the form: one for each chosen case, and one more.
func (e *Edition) slots(all, chosen []*content.Document) [][]ui.CaseOption {
	var out [][]ui.CaseOption
	for i := range min(mostCompared, max(2, len(chosen)+1)) {
		options := make([]ui.CaseOption, len(all))
		for j, d := range all {
			options[j] = ui.CaseOption{ID: d.ID, Title: d.Title, Chosen: i < len(chosen) && chosen[i] == d}
		}
		out = append(out, options)
	}
	return out
}

// sideBySide fills what the chosen cases have in each respect.
func (e *Edition) sideBySide(p *ui.ComparePage, docs []*content.Document) {
	var ids []string
	var compared []figure.Compared
	for i, d := range docs {
		letter := string(rune('A' + i))
		ids = append(ids, d.ID)
		compared = append(compared, figure.Compared{Case: d.Case, Title: letter + " " + d.Title, Page: DocumentURL(d.ID)})
		p.Cases = append(p.Cases, ui.ComparedCase{Item: e.item(d), Letter: letter, Short: shortTitle(d.Title)})
	}
	for i := range docs {
		rest := slices.Delete(slices.Clone(ids), i, i+1)
		p.Cases[i].Without = compareURL(rest...)
	}
	words := e.figureWords()
	p.Caption = e.comparedFinding(docs)
	p.Wide = figure.NewComparison(compared, e.lib.ClockRules(), wideComparison, words)
	p.Narrow = figure.NewComparison(compared, e.lib.ClockRules(), narrowFigure, words)
	p.Key = e.precisionKey(docs...)
	e.aspects(p, docs)
}

// wideComparison is how wide a comparison is on a desk: the whole page.
const wideComparison = 900

// aspects are the rows in which cases are compared. A row that no case has is left out.
func (e *Edition) aspects(p *ui.ComparePage, docs []*content.Document) {
	add := func(key string, cell func(*content.Document) ui.CompareCell) {
		a := ui.Aspect{Label: e.ui.T(key)}
		filled := false
		for _, d := range docs {
			c := cell(d)
			filled = filled || c.Clock != nil || c.Grade != "" || c.Text != "" || len(c.Links)+len(c.List)+len(c.Answers) > 0
			a.Cells = append(a.Cells, c)
		}
		if filled {
			p.Aspects = append(p.Aspects, a)
		}
	}
	text := func(s string) ui.CompareCell {
		return ui.CompareCell{Text: template.HTML(template.HTMLEscapeString(s))} //nolint:gosec // escaped
	}
	since := func(t content.Elapsed) ui.CompareCell {
		if !t.Known {
			return ui.CompareCell{}
		}
		return text(e.elapsed(t))
	}
	add("clock.response", func(d *content.Document) ui.CompareCell {
		return ui.CompareCell{Clock: e.clock(d.Case.Clock())}
	})
	add("compare.fact", func(d *content.Document) ui.CompareCell { return since(d.Case.Clock().Fact) })
	add("compare.correction", func(d *content.Document) ui.CompareCell { return since(d.Case.Clock().Correction) })
	add("compare.order", func(d *content.Document) ui.CompareCell {
		switch d.Case.Clock().FactsBeforeCauses {
		case content.Yes:
			return text(e.ui.T("compare.facts-first"))
		case content.No:
			return text(e.ui.T("compare.causes-first"))
		}
		return ui.CompareCell{}
	})
	add("case.outcome", func(d *content.Document) ui.CompareCell {
		out := ui.CompareCell{Grade: d.Case.Outcome.Grade, Text: inline(d.Case.Outcome.Text)}
		if out.Grade != "" {
			out.GradeLabel = e.ui.Label("grade", out.Grade)
		}
		return out
	})
	add("compare.questions", e.answers)
	for _, facet := range overviewFacets {
		p.Aspects = append(p.Aspects, e.termAspect(facet, docs)...)
	}
	add("case.place", func(d *content.Document) ui.CompareCell { return text(d.Case.Place) })
	add("case.unit", func(d *content.Document) ui.CompareCell { return text(d.Unit) })
	add("case.lessons", func(d *content.Document) ui.CompareCell { return ui.CompareCell{List: inlineAll(d.Case.Lessons)} })
}

func (e *Edition) termAspect(facet string, docs []*content.Document) []ui.Aspect {
	a := ui.Aspect{Label: e.facetLabel(facet)}
	filled := false
	for _, d := range docs {
		links := e.termLinks(facet, d.Terms[facet])
		filled = filled || len(links) > 0
		a.Cells = append(a.Cells, ui.CompareCell{Links: links})
	}
	if !filled {
		return nil
	}
	return []ui.Aspect{a}
}

// answers are those to the course's five questions.
func (e *Edition) answers(d *content.Document) ui.CompareCell {
	var out ui.CompareCell
	for _, j := range d.Case.Review {
		out.Answers = append(out.Answers, ui.CompareAnswer{
			Question: j.Question.Label(e.ui.Lang()), Verdict: string(j.Answer), Label: e.ui.T("compare.verdict." + string(j.Answer)),
		})
	}
	return out
}

// comparedFinding says in a sentence what the picture of a comparison shows.
func (e *Edition) comparedFinding(docs []*content.Document) string {
	var parts []string
	for i, d := range docs {
		t := d.Case.Clock().Response
		said := e.ui.T("compare.unknown-time")
		if t.Known {
			said = e.elapsed(t)
		}
		parts = append(parts, e.ui.T("compare.each", string(rune('A'+i)), said))
	}
	return e.ui.T("compare.finding", strings.Join(parts, e.ui.T("compare.comma")))
}

// shortTitle is the part of a title that names the event.
func shortTitle(title string) string {
	if i := strings.IndexAny(title, "：:，—"); i > 0 {
		title = title[:i]
	}
	room := 2 * 14 // a Chinese character takes two
	for i, r := range title {
		if room--; r > unicode.MaxLatin1 {
			room--
		}
		if room < 0 {
			return strings.TrimSpace(title[:i]) + "…"
		}
	}
	return title
}
