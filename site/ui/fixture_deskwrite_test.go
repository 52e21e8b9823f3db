package ui_test

import "yanxi/site/ui"

var deskFindings = []ui.DeskFinding{
	{Line: 3, Column: 2, EndLine: 3, EndColumn: 4, Level: "error", LevelLabel: "要改", Gate: "law", GateLabel: "法律关", Message: hostile, Suggestion: hostile, Use: hostile, Fixable: true},
	{Level: "warning", LevelLabel: "该改", Message: hostile},
	{Line: 1, Level: "info", LevelLabel: "看看", Message: hostile},
}

func deskWritePages(lang string, empty ui.Layout) []page {
	layout := fullLayout(lang)
	edit := ui.DeskEditPage{
		Layout: layout, Heading: hostile, Action: "/desk/edit/x/", Who: hostile, Version: 3, Text: "</textarea>" + hostile, File: hostile, Saved: hostile, Notice: hostile, MaxText: 1 << 20, MaxPicture: 5, Removable: true,
		Document: &links[0], Pictures: []ui.DeskPicture{{Name: "pictures/a.png", URL: "/desk/edit/x/pictures/pictures/a.png", Size: "3 KB"}, {Name: hostile, URL: "/x", Used: true}},
		Imported: deskFindings, Findings: deskFindings, Counts: hostile,
		Returned: &ui.DeskText{Due: hostile, Overdue: true, Reason: hostile, By: hostile}, Comments: []ui.DeskComment{{Line: 3, Place: hostile, Was: hostile, Quote: hostile, Text: hostile}, {Was: hostile, Quote: hostile, Text: hostile}, {Text: hostile}},
	}
	edit.Scripts = []string{"unsaved.js", "editor.js", "editor-keep.js", "editor-look.js", "editor-check.js"}
	locked := edit
	locked.Locked, locked.State, locked.Returned, locked.Decided = true, hostile, nil, true
	options := []ui.DeskOption{{Value: "a", Text: hostile}, {Value: "b", Text: "乙"}}
	form := ui.DeskNewPage{
		Layout: layout, Heading: hostile, Action: "/desk/new", More: true, Wrong: hostile, Name: hostile, Summary: hostile, Author: hostile, Tags: hostile, Day: "2026-11-02",
		Start: "2026-11-02", End: "2026-11-03", Place: hostile, Host: hostile, Audience: hostile, Lecturers: hostile, Taught: hostile, Unit: hostile, Field: "a", Severity: "major", Grade: "mixed",
		Outcome: hostile, Lessons: hostile, Platform: []string{"b"}, Fields: options, Platforms: options, MomentTypes: options, QuestionKinds: options,
		Moments: []ui.DeskMoment{{At: hostile, Type: "a", Actor: hostile, Text: hostile, Statement: hostile, Sources: "1"}, {}},
		Sources: []ui.DeskSource{{Title: hostile, Publisher: hostile, Date: hostile, URL: hostile}, {}}, Questions: []ui.DeskQuestion{{Kind: "a", Stem: hostile, Answers: hostile, Explanation: hostile}, {}},
	}
	note, course, quiz, event := form, form, form, form
	note.Kind, course.Kind, quiz.Kind, event.Kind = "note", "course", "quiz", "case"
	return []page{
		{"desk-edit", "full", edit},
		{"desk-edit", "locked", locked},
		{"desk-edit", "empty", ui.DeskEditPage{Layout: empty}},
		{"desk-new", "full", ui.DeskNewPage{Layout: layout, Heading: hostile, Kinds: []ui.DeskKind{{Link: links[1], Kind: "note", Says: hostile}, {Link: links[0], Kind: "quiz"}}}},
		{"desk-new", "note", note},
		{"desk-new", "course", course},
		{"desk-new", "quiz", quiz},
		{"desk-new", "case", event},
		{"desk-new", "empty", ui.DeskNewPage{Layout: empty}},
		{"desk-change", "full", ui.DeskChangePage{Layout: layout, Heading: hostile, Action: "/desk/edit", ID: hostile, File: hostile, Document: links[1]}},
		{"desk-change", "empty", ui.DeskChangePage{Layout: empty}},
		{"desk-confirm", "full", ui.DeskConfirmPage{Layout: layout, Heading: hostile, Text: hostile, Action: "/x", Button: hostile, Back: links[1]}},
		{"desk-confirm", "empty", ui.DeskConfirmPage{Layout: empty}},
		{"desk-conflict", "full", ui.DeskConflictPage{Layout: layout, Heading: hostile, Lead: hostile, Action: "/x", Version: 3, Base: "00", Mine: hostile, Theirs: hostile, TheirsLabel: hostile}},
		{"desk-conflict", "empty", ui.DeskConflictPage{Layout: empty}},
		{"desk-history", "full", ui.DeskHistoryPage{Layout: layout, Heading: hostile, Action: "/x", Version: 3, Shown: 2, ShownLabel: hostile, Comparison: comparison(), Back: links[1], Versions: []ui.DeskVersion{
			{NavLink: ui.NavLink{Link: links[0], Current: true}, Title: hostile, Now: true}, {NavLink: ui.NavLink{Link: links[1]}},
		}}},
		{"desk-history", "same", ui.DeskHistoryPage{Layout: layout, Shown: 2, Same: true}},
		{"desk-history", "empty", ui.DeskHistoryPage{Layout: empty}},
		{"desk-submit", "full", ui.DeskSubmitPage{Layout: layout, Heading: hostile, Text: hostile, Action: "/x", Folders: options, Folder: "a", Name: hostile, Comment: hostile, Counts: hostile, Found: true, Errors: true, Wrong: hostile, Back: links[1]}},
		{"desk-submit", "placed", ui.DeskSubmitPage{Layout: layout, File: hostile, Counts: hostile, Back: links[1]}},
		{"desk-submit", "empty", ui.DeskSubmitPage{Layout: empty}},
		{"desk-import", "full", ui.DeskImportPage{Layout: layout, Heading: hostile, Action: "/x", Most: 32, Made: &links[1], Notes: deskFindings}},
		{"desk-import", "all", ui.DeskImportPage{Layout: layout, Made: &links[1]}},
		{"desk-import", "wrong", ui.DeskImportPage{Layout: layout, Heading: hostile, Action: "/x", Most: 32, Wrong: hostile, Hint: hostile}},
		{"desk-import", "empty", ui.DeskImportPage{Layout: empty}},
	}
}
