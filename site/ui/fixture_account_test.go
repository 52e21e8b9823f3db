package ui_test

import "yanxi/site/ui"

func accountPages(lang string, empty ui.Layout) []page {
	tabs := []ui.NavLink{{Link: links[0], Current: true}, {Link: links[1]}}
	options := []ui.DeskOption{{Value: "reader", Text: hostile}, {Value: hostile, Text: hostile}}
	log := []ui.AuditRow{{At: "11月2日 09:10", Who: hostile, What: hostile, About: hostile, Detail: hostile}, {What: hostile}}
	made := &ui.MadePassword{Name: hostile, Password: hostile}
	bounds := ui.PersonBounds{Name: 40, Display: 40, Password: 10}
	account := func(field string) ui.AccountPage {
		return ui.AccountPage{
			Layout: fullLayout(lang), Heading: hostile, Name: hostile, Display: hostile, RoleLabel: hostile, Done: hostile, Problem: hostile, Field: field, Links: links[:2], Seen: hostile,
			MaxDisplay: 40, MinPassword: 10, Tokens: []ui.AccountToken{{hostile, hostile, hostile}}, Secret: hostile, Scopes: options, Scope: "reader", Days: "90",
		}
	}
	people := func(field string) ui.PeoplePage {
		return ui.PeoplePage{
			Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, Action: "/people/", Roles: options, Name: hostile, Display: hostile, Role: "reader", Problem: hostile, Field: field, Made: made, Bounds: bounds,
			People: []ui.PersonRow{{Link: links[0], Name: hostile, RoleLabel: hostile, Since: hostile, Disabled: true}, {Link: links[1], Name: links[1].Text}},
		}
	}
	return []page{
		{"sign-in", "full", ui.SignInPage{Layout: fullLayout(lang), Heading: hostile, Action: "/account/sign-in", Name: hostile, To: "/x?y=\"", Wrong: hostile}},
		{"sign-in", "out", ui.SignInPage{Layout: fullLayout(lang), Heading: hostile, Action: "/account/sign-in", Out: true}},
		{"sign-in", "empty", ui.SignInPage{Layout: empty}},
		{"account", "full", account("")}, {"account", "display", account("display")}, {"account", "old", account("old")}, {"account", "new", account("new")},
		{"account", "again", account("again")}, {"account", "token", account("token")}, {"account", "empty", ui.AccountPage{Layout: empty}},
		{"people", "full", people("")}, {"people", "name", people("name")}, {"people", "display", people("display")}, {"people", "password", people("password")},
		{"people", "empty", ui.PeoplePage{Layout: empty}},
		{"person", "full", ui.PersonPage{
			Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, Action: "/people/x", Name: hostile, Display: hostile, Role: "reader", RoleLabel: hostile, Roles: options, Since: hostile,
			Disabled: true, Self: true, Done: hostile, Problem: hostile, Made: made, Log: log, More: "/people/audit?about=x", Bounds: bounds,
		}},
		{"person", "self", ui.PersonPage{Layout: fullLayout(lang), Self: true}},
		{"person", "empty", ui.PersonPage{Layout: empty}},
		{"audit", "full", ui.AuditPage{Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, About: hostile, Log: log, Older: "/people/audit?before=3"}},
		{"desk-class", "full", ui.DeskClassPage{
			Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, Courses: options, Course: "reader", Action: "/desk/class/", Lead: hostile, PeopleCSV: "/desk/class/people.csv", AnswerCSV: "/desk/class/answers.csv",
			Each:      []ui.ClassCourse{{Link: links[0], Texts: 8, Began: 3, Finished: 1}, {Link: links[1]}},
			People:    []ui.ClassPerson{{Name: hostile, Called: "李", Done: 3, Total: 3, Finished: true, Last: hostile, Passed: 1, Tried: 2}, {Name: "wu", Called: "wu"}},
			Questions: []ui.ClassQuestion{{Link: links[0], Document: hostile, People: 3, FirstWrong: 2, Still: 1}}, Quizzes: []ui.ClassQuiz{{Link: links[1], Tried: 3, Passed: 2, First: "3.2/5"}},
		}},
		{"desk-class", "away", ui.DeskClassPage{Layout: fullLayout(lang), Problem: hostile}},
		{"desk-class", "empty", ui.DeskClassPage{Layout: empty}},
		{"audit", "empty", ui.AuditPage{Layout: empty}},
	}
}
