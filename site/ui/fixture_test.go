package ui_test

import (
	"html/template"
	"slices"
	"time"

	"yanxi/site/ui"
)

// A page is one of the structs that a template is executed with.
type page struct {
	template string
	name     string // of the value
	value    any
}

// pages are all templates with their structs, filled and empty, in a language.
func pages(lang string) []page {
	empty := ui.Layout{SiteName: "研习", Lang: lang}
	static := fullLayout(lang)
	static.Static, static.Live = true, false
	static.Export = &ui.ExportSearch{Index: "/search-index.json", Clocks: []ui.Clock{{Term: "late", Label: hostile}}}
	remote := static
	remote.API, remote.Export = "https://api.example.org", &ui.ExportSearch{}
	return slices.Concat(quizPages(lang, empty), feedbackPages(lang, empty), askPages(lang, empty), reportPages(lang, empty), accountPages(lang, empty), deskPages(lang, empty), deskWritePages(lang, empty), reviewPages(lang, empty), []page{
		{"home", "full", fullHome(lang)},
		{"home", "empty", ui.HomePage{Layout: empty, Empty: hostile}},
		{"note", "full", ui.NotePage{Article: fullArticle(lang)}},
		{"note", "empty", ui.NotePage{Article: ui.Article{Layout: empty}}},
		{"course", "full", fullCourse(lang)},
		{"course", "empty", ui.CoursePage{Article: ui.Article{Layout: empty}}},
		{"case", "full", fullCase(lang)},
		{"case", "empty", ui.CasePage{Article: ui.Article{Layout: empty}}},
		{"compare", "full", fullCompare(lang)},
		{"compare", "overview", fullOverview(lang)},
		{"compare", "empty", ui.ComparePage{Layout: empty}},
		{"list", "full", fullList(lang)},
		{"list", "empty", ui.ListPage{Layout: empty}},
		{"terms", "full", ui.TermsPage{Layout: fullLayout(lang), Heading: "标签", Terms: counts}},
		{"terms", "empty", ui.TermsPage{Layout: empty}},
		{"search", "full", fullSearch(lang)},
		{"search", "nothing", noResults(lang)},
		{"search", "nothing to offer", ui.SearchPage{Layout: empty, Ready: true}},
		{"search", "beyond", ui.SearchPage{Layout: fullLayout(lang), Ready: true, Total: 3}},
		{"search", "not ready", ui.SearchPage{Layout: empty, Topics: counts}},
		{"search", "empty", ui.SearchPage{Layout: empty, Ready: true, Empty: true}},
		{"search", "exported", ui.SearchPage{Layout: static, Topics: counts}},
		{"search", "exported with an API", ui.SearchPage{Layout: remote, Topics: counts}},
		{"progress", "full", ui.ProgressPage{Layout: fullLayout(lang), Studies: []ui.Study{study, {Link: links[0], Steps: study.Steps[1:]}}}},
		{"progress", "empty", ui.ProgressPage{Layout: empty}},
		{"about", "full", ui.AboutPage{Layout: fullLayout(lang), Heading: "关于", Version: "1.0", Kinds: counts, Facets: counts, Total: 3504}},
		{"about", "empty", ui.AboutPage{Layout: empty}},
		{"design", "full", fullDesign(lang)},
		{"design", "empty", ui.DesignPage{Layout: empty}},
		{"api", "full", fullAPI(lang)},
		{"api", "empty", ui.APIPage{Layout: empty}},
		{"error", "full", ui.ErrorPage{Layout: fullLayout(lang), Status: 404, Heading: "没有这一页", Text: "地址可能写错了。", Links: links}},
		{"error", "empty", ui.ErrorPage{Layout: empty}},
	})
}

const hostile = `"><script>alert(1)</script>`

var (
	day    = time.Date(2019, 6, 3, 0, 0, 0, 0, time.UTC)
	links  = []ui.Link{{Text: "首页", URL: "/"}, {Text: hostile, URL: "/search?q=%22%3E"}, {Text: "没有地址"}}
	counts = []ui.Count{{Link: links[0], Count: 3504}, {Link: links[1], Count: 1}}
)

func fullLayout(lang string) ui.Layout {
	return ui.Layout{
		SiteName: "研习", Lang: lang, Title: hostile, Description: hostile,
		Canonical: "https://example.org/cases/x/", OpenGraph: "article",
		Feed:   &ui.Link{Text: hostile, URL: "/feed.atom"},
		Nav:    []ui.NavLink{{Link: links[0], Current: true}, {Link: links[1]}},
		Foot:   links,
		Work:   []ui.WorkLink{{Link: links[0], Roles: hostile}},
		Crumbs: links, Query: hostile, NoIndex: true, Live: true, Accounts: true,
		Math: true, Mermaid: true, Code: true,
	}
}

var items = []ui.Item{
	{
		ID: "cases/x", Title: hostile, URL: "/cases/x/", Kind: "case", KindLabel: "案例", Date: day,
		Summary: hostile, Course: &links[0], Labels: links, Minutes: 7, Questions: 3,
	},
	{ID: "y", Title: "只有标题", URL: "/y/", Kind: "note", KindLabel: "笔记"},
}

var study = ui.Study{
	Link: links[1], ID: "courses/x", Summary: hostile, Path: true, Length: hostile, Minutes: 7,
	Steps: []ui.Step{{Link: links[1], ID: hostile, Minutes: 7}, {Link: links[0], ID: "y"}},
}

func fullArticle(lang string) ui.Article {
	return ui.Article{
		Layout: fullLayout(lang), ID: "cases/x", Kind: "note", KindLabel: "笔记",
		Heading: hostile, Summary: hostile, TextLang: "zh-TW",
		Date: day, Updated: day, ReviewBy: day, Overdue: true, Status: "draft",
		Unit: hostile, Owner: hostile, People: links, Tags: links,
		Terms: []ui.TermGroup{{Label: "领域", Terms: links}}, Minutes: 7, Course: &links[0],
		TOC: []ui.TOCEntry{
			{Text: hostile, Anchor: "头-12-小时", Level: 2}, {Text: "二", Anchor: "二", Level: 3}, {Text: "深", Anchor: "深", Level: 5},
		},
		Body: template.HTML(`<h2 id="二">二</h2><p>正文</p>`), Prev: &links[0], Next: &links[1],
		Routes:  []ui.Route{{Path: links[1], Unit: hostile, Next: &links[1]}, {Path: links[0]}},
		Studied: true, Related: items, Children: items, Folders: counts, Feedback: &feedback,
		Answers: answers, Ask: "/ask?id=cases%2Fx", Change: "/desk/edit?document=cases%2Fx", AnswerTo: &links[1],
	}
}

func fullHome(lang string) ui.HomePage {
	return ui.HomePage{
		Layout: fullLayout(lang), Heading: hostile, Lead: hostile, Start: &study, Ways: links, Intro: "<p>前言</p>",
		Courses: items, Cases: items, Fields: counts, New: items, MostRead: items, Rising: items, Roles: []ui.Role{{ID: hostile, Link: links[1], Items: items, More: 2}, {ID: "y", Link: links[0]}}, Kinds: counts,
	}
}

func fullCourse(lang string) ui.CoursePage {
	a := fullArticle(lang)
	a.Kind, a.KindLabel, a.Overdue = "course", "课程", false
	return ui.CoursePage{
		Article: a, Start: day, End: day.AddDate(0, 0, 3), Place: hostile, Host: hostile, Audience: hostile,
		Lecturers: []ui.Lecturer{{Link: links[1], Title: hostile, Topic: hostile}, {Link: links[2]}},
		Units:     []ui.Unit{{Title: hostile, Lecturer: hostile, Items: items, Minutes: 7, Length: hostile}, {Title: "空"}, {Items: items}},
		Taught:    []template.HTML{"一句"},
		Path:      true,
		Study:     &study,
	}
}

func fullCase(lang string) ui.CasePage {
	var timeline []ui.Moment
	precisions := []string{"exact", "day", "approximate", "unknown"}
	for i, kind := range []string{
		"outbreak", "first_response", "fact", "cause", "attitude", "escalation", "correction", "close", "something else",
	} {
		m := ui.Moment{
			When: "2017年8月8日 21:19", Datetime: "2017-08-08T21:19:00+08:00", Precision: precisions[i%4],
			Type: kind, TypeLabel: kind, Actor: hostile, Platform: "微博", Text: "发生了<em>什么</em>",
			Statement: "说了什么", Acts: []string{"事实", "Facts"}, Sources: []int{1, 2},
		}
		if i%4 == 3 {
			m = ui.Moment{When: "时间不详", Precision: "unknown", Type: kind, TypeLabel: kind}
		}
		timeline = append(timeline, m)
	}
	a := fullArticle(lang)
	a.Kind, a.KindLabel = "case", "案例"
	return ui.CasePage{
		Article: a, Place: hostile, Response: &ui.Clock{Term: "late", Label: "超过12小时", Span: "1天3小时"}, Timeline: timeline, Figure: figureOf(timeline, lang), Similar: similarCases, CompareURL: "/compare/?id=x", Clock: fullClock(), Review: fullReview(timeline),
		Grade: "mixed", GradeLabel: "有得有失", Outcome: "怎样结束", Lessons: []template.HTML{"一句", "两句"},
		Sources: []ui.Source{
			{Number: 1, Title: hostile, Publisher: hostile, Date: "2017-08-09", URL: "https://example.org/", Note: hostile},
			{Number: 2, Title: "一本书"},
		},
	}
}

func fullList(lang string) ui.ListPage {
	return ui.ListPage{
		Layout: fullLayout(lang), Heading: hostile, Lead: hostile, Total: 5000, Items: items,
		Folders: counts, Siblings: counts, Also: &links[0],
		Pager: ui.Pager{Page: 2, Pages: 500, Prev: "/a/", Next: "/b/", First: "/c/", Last: "/d/"},
	}
}

func fullSearch(lang string) ui.SearchPage {
	terms := []ui.FacetTerm{{Count: counts[0], Chosen: true}, {Count: counts[1]}}
	many := append(slices.Repeat(terms[1:], 9), terms[0])
	return ui.SearchPage{
		Layout: fullLayout(lang), Ready: true, Total: 5000, Counted: &ui.Counted{ID: "0f", Openings: "/api/v1/openings", First: 11}, Millis: "3.1", Relaxed: true, Incomplete: true,
		Corrected: hostile, Verbatim: "/search?verbatim=1",
		Unknown: []ui.UnknownFilter{{Text: hostile, Near: links}, {Text: "“昨天”不是日期"}},
		Hits: []ui.Hit{
			{Item: items[0], Marked: "一段<mark>标题</mark>", Section: &links[0], Snippet: "一段<mark>文字</mark> … 又一段"}, {Item: items[0]}, {Item: items[1]},
		},
		Kinds:  terms,
		Facets: []ui.Facet{{Name: "field", Label: "领域", Terms: terms}, {Name: "tag", Label: hostile, Terms: many}, {Name: "none"}},
		Chosen: chips, Clear: "/search", Sort: "date", Sorts: []ui.SortLink{{Link: links[0], Current: true}, {Link: links[1]}},
		Pager: ui.Pager{Page: 1, Pages: 500, Next: "/b/", Last: "/d/"},
		Help:  &links[0], Ask: "mailto:a@example.org?subject=%22", Topics: counts,
	}
}

var chips = []ui.Chip{{Link: links[0], Facet: "平台"}, {Link: links[1], Facet: hostile}}

// noResults is the search page that found nothing, and all that it can offer.
func noResults(lang string) ui.SearchPage {
	return ui.SearchPage{
		Layout: fullLayout(lang), Ready: true, Millis: "3.1", Chosen: chips, Clear: "/search",
		Near: links[:2], Ways: []ui.Way{{Count: counts[0], Counted: true}, {Count: counts[1]}},
		Help: &links[0], Ask: "https://example.org/ask", Topics: counts,
	}
}

func fullAPI(lang string) ui.APIPage {
	return ui.APIPage{Layout: fullLayout(lang), Endpoints: []ui.Endpoint{
		{
			Method: "GET", Path: "/api/v1/search", Summary: hostile, Description: hostile, Example: hostile,
			Parameters: []ui.Parameter{{Name: "q", In: "query", Type: "string", Description: hostile, Required: true}, {}},
		},
		{Method: "GET", Path: "/api/v1/facets", Summary: "分面"},
	}}
}
