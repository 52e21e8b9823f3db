package ui_test

import "yanxi/site/ui"

var answers = []ui.AnsweredQuestion{{Link: links[0], Sentence: hostile}, {Link: links[1]}}

func askPages(lang string, empty ui.Layout) []page {
	full := ui.AskPage{
		Layout: fullLayout(lang), Heading: hostile, Action: "/ask", Document: hostile, About: &links[0], Within: 5,
		MaxText: 1000, MaxName: 40, Text: hostile + "\n" + hostile, Name: hostile, Notice: hostile, Field: "text",
	}
	named := full
	named.Field, named.About = "name", nil
	sent := ui.AskPage{Layout: full.Layout, Heading: hostile, About: &links[0], Sent: &ui.Asked{ID: "20261102-1", Text: hostile, Due: "2026年11月9日", Back: links[1]}}
	whole := sent
	whole.About = nil
	return []page{
		{"ask", "full", full},
		{"ask", "name", named},
		{"ask", "sent", sent},
		{"ask", "sent without a document", whole},
		{"ask", "empty", ui.AskPage{Layout: empty}},
	}
}
