package ui_test

import (
	"html/template"
	"time"

	"yanxi/content"
	"yanxi/site/figure"
	"yanxi/site/ui"
)

var similarCases = []ui.SimilarCase{
	{Item: items[0], Reasons: []string{hostile, "都有更正"}, Compare: "/compare/?id=x&id=y"},
	{Item: items[0], Reasons: []string{"同一领域"}},
}

func fullCompare(lang string) ui.ComparePage {
	at := func(hours int, t content.MomentType, p content.Precision) content.Moment {
		return content.Moment{At: day.Add(time.Duration(hours) * time.Hour), Type: t, Precision: p}
	}
	cases := []figure.Compared{
		{Title: hostile, Page: "/cases/x/", Case: &content.Case{Timeline: []content.Moment{
			at(0, content.MomentOutbreak, content.PrecisionExact), at(3, content.MomentFirstResponse, content.PrecisionApproximate), at(9000, content.MomentClose, content.PrecisionDay)}}},
		{Title: "没有事发", Page: "/cases/y/", Case: &content.Case{Timeline: []content.Moment{at(0, content.MomentFact, content.PrecisionUnknown)}}},
	}
	rules := content.ClockRules{Response: content.Window{Within: 12 * time.Hour, Label: hostile}}
	cells := []ui.CompareCell{
		{
			Clock: &ui.Clock{Term: "late", Label: "超过12小时", Span: "1天"}, Grade: "poor", GradeLabel: "应对失当", Text: "怎样结束", Links: links,
			List: []template.HTML{"一句"}, Answers: []ui.CompareAnswer{{Question: hostile, Verdict: "partly", Label: "部分做到"}},
		},
		{},
	}
	return ui.ComparePage{
		Layout: fullLayout(lang), Heading: "对比", Problems: []string{hostile}, Caption: hostile, Key: []ui.Link{{Text: "大约", URL: "approximate"}},
		Cases: []ui.ComparedCase{{Item: items[0], Letter: "A", Short: hostile, Without: "/compare/?id=y"}, {Item: items[1], Letter: "B"}},
		Wide:  figure.NewComparison(cases, rules, 900, figureWords(lang)), Narrow: figure.NewComparison(cases, rules, 352, figureWords(lang)),
		Aspects: []ui.Aspect{{Label: "结果", Cells: cells}, {Label: "空", Cells: cells[1:]}},
		Slots:   [][]ui.CaseOption{{{ID: hostile, Title: hostile, Chosen: true}}, {}},
	}
}

func fullOverview(lang string) ui.ComparePage {
	plotted := []figure.Plotted{
		{Title: hostile, Short: hostile, Page: "/cases/x/", Grade: "good", Response: content.Elapsed{Known: true, Min: time.Hour, Max: time.Hour}, Number: 1, Name: hostile},
		{Title: "一段", Page: "/cases/y/", Grade: "poor", Response: content.Elapsed{Known: true, Max: 24 * time.Hour}, Number: 2},
		{Title: "不详", Page: "/cases/z/", Number: 3},
	}
	draw := func(width float64) *figure.Overview {
		label := func(grade string) string { return grade + hostile }
		return figure.NewOverview(plotted, content.Window{Within: 12 * time.Hour, Label: hostile}, width, label, time.Duration.String, figureWords(lang))
	}
	terms := []ui.FacetTerm{{Count: counts[0], Chosen: true}, {Count: counts[1]}}
	return ui.ComparePage{
		Layout: fullLayout(lang), Heading: "对比", Filters: []ui.Facet{{Name: "field", Label: hostile, Terms: terms}},
		Overview: &ui.OverviewFigure{Caption: hostile, Wide: draw(900), Narrow: draw(352), Rows: []ui.OverviewRow{{Link: links[1], Date: day, Time: "1小时", Term: hostile, Grade: "好"}}},
		Slots:    [][]ui.CaseOption{{{ID: "x", Title: "一个"}}},
	}
}
