package ui_test

import "yanxi/site/ui"

func deskPages(lang string, empty ui.Layout) []page {
	tabs := []ui.NavLink{{Link: links[0], Current: true}, {Link: links[1]}}
	texts := []ui.DeskText{
		{Link: links[1], Change: true, Note: hostile, State: hostile, Due: hostile, Overdue: true, Reason: hostile, By: hostile, Remove: "/desk/edit/x/delete", Page: "/x/"},
		{Link: links[0], Note: hostile, Reason: hostile, By: hostile, Withdrawn: true},
		{Link: links[0]},
	}
	still := fullLayout(lang)
	still.Still = true
	return []page{
		{"desk", "full", ui.DeskPage{
			Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, Returned: texts, Drafts: texts, Waiting: texts,
			Wanted:   []ui.DeskWanted{{Text: hostile, Count: 3, URL: "/desk/new?title=%22"}},
			Material: []ui.DeskMaterial{{Link: links[1], Kind: "case", KindLabel: "案例", Reads: 3504, Likes: 1, Edit: "/desk/edit?document=x"}}, MoreMaterial: 2, Counted: true, NoReport: hostile,
		}},
		{"desk", "empty", ui.DeskPage{Layout: empty}},
		{"desk-message", "full", ui.DeskMessagePage{Layout: fullLayout(lang), Heading: hostile, Text: hostile, Poor: true, Links: links[:2]}},
		{"desk-message", "still", ui.DeskMessagePage{Layout: still, Heading: hostile, Text: hostile}},
		{"desk-message", "empty", ui.DeskMessagePage{Layout: empty}},
	}
}
