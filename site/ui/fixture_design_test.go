package ui_test

import "yanxi/site/ui"

func fullDesign(lang string) ui.DesignPage {
	nothing := noResults(lang)
	nothing.Near = nil
	return ui.DesignPage{
		Layout: fullLayout(lang), Heading: hostile, Colours: ui.Colours(), Pairs: ui.MeasuredPairs(),
		Kinds: []ui.Sign{{ID: "case", Text: hostile}}, Clocks: []ui.Clock{{Term: "late", Label: hostile}}, Grades: []ui.Sign{{ID: "poor", Text: hostile}},
		Items: items, Case: fullCase(lang), Search: fullSearch(lang), Nothing: nothing, Terms: counts,
		Pagers: []ui.Pager{{Label: hostile, Page: 1, Pages: 2, Next: "/b/"}},
		Study:  ui.Study{Link: links[0], Steps: []ui.Step{{Link: links[0]}}}, Prose: "<p>一段</p>",
	}
}
