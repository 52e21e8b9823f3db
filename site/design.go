package site

import (
	_ "embed"
	"html/template"
	"time"

	"yanxi/content"
	"yanxi/site/ui"
)

// Texts with everything that Markdown can be.
var (
	//go:embed design.zh-CN.md
	designChinese []byte
	//go:embed design.en.md
	designEnglish []byte
)

// designPage shows every component, filled with samples: whoever changes a
// style sees here what else it changes.
func (e *Edition) designPage() (*Page, error) {
	title := e.ui.T("design.title")
	p := ui.DesignPage{
		Layout:  e.layout(title, e.ui.T("design.lead"), pathDesign, ui.Link{Text: e.ui.T("about.title"), URL: pathAbout}),
		Heading: title,
		Colours: ui.Colours(),
		Pairs:   ui.MeasuredPairs(),
		Kinds:   e.signs("kind", "course", "note", "case"),
		Clocks: []ui.Clock{
			*e.sampleClock("within_12h", 200), *e.sampleClock("late", 1600), *e.sampleClock("unknown", -1),
		},
		Grades: e.signs("grade", "good", "mixed", "poor"),
		Items:  e.sampleItems(),
		Terms: []ui.Count{
			e.sampleCount("design.sample.tag", 1204), e.sampleCount("design.sample.person", 36), e.sampleCount("design.sample.short", 1),
		},
		Prose: e.ownText(designChinese, designEnglish),
	}
	p.NoIndex, p.Code = true, true
	p.Case = e.sampleCase(p.Layout, p.Items)
	p.Search, p.Nothing = e.sampleSearch(p.Layout, p.Items, p.Terms)
	p.Study = ui.Study{Link: sampleLink(title), Length: e.length(3, 25), Steps: []ui.Step{{Link: sampleLink(p.Items[0].Title)}}}
	p.Pagers = []ui.Pager{
		{Label: e.ui.T("design.pager.first"), Page: 1, Pages: 12, Next: "#lists", Last: "#lists"},
		{Label: e.ui.T("design.pager.middle"), Page: 6, Pages: 1204, Prev: "#lists", Next: "#lists", First: "#lists", Last: "#lists"},
		{Label: e.ui.T("design.pager.last"), Page: 12, Pages: 12, Prev: "#lists", First: "#lists"},
	}
	return e.render("design", p)
}

// sampleLink leads to the lists of the page itself, as all samples do.
func sampleLink(text string) ui.Link { return ui.Link{Text: text, URL: "#lists"} }

func (e *Edition) sampleCount(key string, n int) ui.Count {
	return ui.Count{Link: sampleLink(e.ui.T(key)), Count: n}
}

// sampleClock has minutes of -1 where the time is not known.
func (e *Edition) sampleClock(term string, minutes int) *ui.Clock {
	c := &ui.Clock{Term: term, Label: e.Label("clock", term)}
	if minutes >= 0 {
		c.Span = e.span(minutes)
	}
	return c
}

func (e *Edition) signs(group string, ids ...string) []ui.Sign {
	var out []ui.Sign
	for _, id := range ids {
		out = append(out, ui.Sign{ID: id, Text: e.ui.Label(group, id)})
	}
	return out
}

// sampleDay is a date that all samples have.
var sampleDay = time.Date(2019, 6, 3, 9, 0, 0, 0, time.FixedZone("", 8*60*60))

func (e *Edition) sampleItems() []ui.Item {
	item := func(kind, title string) ui.Item {
		return ui.Item{
			Title: e.ui.T(title), URL: "#lists", Kind: kind, KindLabel: e.ui.Label("kind", kind), Date: sampleDay, Minutes: 7,
			Summary: e.ui.T("design.sample.summary"), Labels: []ui.Link{sampleLink(e.ui.T("design.sample.tag")), sampleLink(e.ui.T("design.sample.person"))},
		}
	}
	items := []ui.Item{item("case", "design.sample.title"), item("course", "design.sample.long"), item("note", "design.sample.short")}
	items[0].Clock = e.sampleClock("within_12h", 200)
	items[2].Summary, items[2].Labels = "", nil
	return items
}

// sampleCase has a moment of each type, in all precisions.
func (e *Edition) sampleCase(layout ui.Layout, items []ui.Item) ui.CasePage {
	person, summary, statement := e.ui.T("design.sample.person"), e.ui.T("design.sample.summary"), e.ui.T("design.sample.statement")
	c := &content.Case{
		Place:   person,
		Outcome: content.Outcome{Grade: "mixed", Text: summary},
		Lessons: []string{e.ui.T("design.sample.title"), summary},
		Sources: []content.Source{{Title: e.ui.T("design.sample.source"), Publisher: person, Date: "2019-06-03", URL: "https://www.gov.cn/"}, {Title: e.ui.T("design.sample.long")}},
	}
	precisions := []content.Precision{content.PrecisionExact, content.PrecisionExact, content.PrecisionApproximate, content.PrecisionDay}
	for i, t := range []content.MomentType{
		content.MomentOutbreak, content.MomentFirstResponse, content.MomentFact, content.MomentEscalation,
		content.MomentCause, content.MomentAttitude, content.MomentCorrection, content.MomentClose,
	} {
		m := content.Moment{
			At: sampleDay.Add(time.Duration(i*i) * 200 * time.Minute), Precision: precisions[i%len(precisions)],
			Type: t, Actor: person, Text: summary, Sources: []int{1},
		}
		if t == content.MomentFirstResponse || t == content.MomentCause {
			m.Statement, m.Acts = statement, []string{"fact", "action"}
		}
		c.Timeline = append(c.Timeline, m)
	}
	c.Timeline = append(c.Timeline, content.Moment{Precision: content.PrecisionUnknown, Type: content.MomentFact, Text: summary})
	title := e.ui.T("design.sample.title")
	a := ui.Article{
		Layout: layout, Kind: "case", Heading: title, Unit: person, Owner: person,
		People: []ui.Link{sampleLink(person)}, Tags: []ui.Link{sampleLink(e.ui.T("design.sample.tag"))},
		Children: items[:1], Folders: []ui.Count{{Link: sampleLink(e.ui.T("design.sample.tag")), Count: 36}},
		Prev: &ui.Link{Text: title, URL: "#lists"}, Next: &ui.Link{Text: items[1].Title, URL: "#lists"}, Related: items[2:],
	}
	for _, section := range [][2]string{
		{"design.colours", "colours"}, {"design.type", "type"}, {"design.badges", "badges"}, {"design.forms", "forms"},
		{"design.lists", "lists"}, {"design.search", "search"}, {"design.notices", "notices"}, {"design.text.title", "text"},
		{"case.timeline", "timeline"}, {"clock.heading", "clock"}, {"case.statements", "statements"}, {"case.lessons", "lessons"}, {"case.sources", "sources"},
	} {
		a.TOC = append(a.TOC, ui.TOCEntry{Text: e.ui.T(section[0]), Anchor: section[1], Level: 2})
	}
	return e.casePage(&content.Document{Title: title, Kind: content.KindCase, Case: c}, a)
}

// sampleSearch is a search that found something, and one that did not.
func (e *Edition) sampleSearch(layout ui.Layout, items []ui.Item, counts []ui.Count) (found, nothing ui.SearchPage) {
	var terms []ui.FacetTerm
	var ways []ui.Way
	for i, c := range counts {
		terms = append(terms, ui.FacetTerm{Count: c, Chosen: i == 0})
		ways = append(ways, ui.Way{Count: c, Counted: i == 0})
	}
	help := sampleLink(e.ui.T("search.help"))
	chosen := []ui.Chip{{Link: terms[0].Link, Facet: e.ui.T("facet.tag")}, {Link: terms[1].Link, Facet: e.ui.T("facet.person")}}
	section := sampleLink(e.ui.T("case.lessons"))
	marked := template.HTML("<mark>" + template.HTMLEscapeString(counts[0].Text) + "</mark> " + template.HTMLEscapeString(items[0].Summary)) //nolint:gosec // escaped
	found = ui.SearchPage{
		Layout: layout, Ready: true, Total: 1204, Millis: "1.2", Corrected: counts[0].Text, Verbatim: "#search",
		Unknown: []ui.UnknownFilter{{Text: e.ui.T("search.unknown.date", counts[2].Text), Near: []ui.Link{terms[0].Link, terms[1].Link}}},
		Hits:    []ui.Hit{{Item: items[0], Section: &section, Snippet: marked}, {Item: items[1]}},
		Kinds:   terms, Facets: []ui.Facet{{Name: "tag", Label: e.ui.T("facet.tag"), Terms: terms}}, Chosen: chosen, Clear: "#search",
		Sorts: []ui.SortLink{{Link: sampleLink(e.ui.T("sort.relevance")), Current: true}, {Link: sampleLink(e.ui.T("sort.date"))}},
		Help:  &help, Ask: "#search",
	}
	found.Query = counts[0].Text
	nothing = ui.SearchPage{Layout: layout, Ready: true, Near: []ui.Link{terms[0].Link}, Ways: ways, Topics: counts, Help: &help, Ask: "#search"}
	nothing.Query = items[0].Title
	return found, nothing
}
