package ui_test

import (
	"slices"

	"yanxi/site/ui"
)

var reviewFindings = []ui.ReviewFinding{
	{Level: "error", LevelLabel: hostile, Gate: hostile, Message: hostile, Suggestion: hostile, Line: 3, Target: "line-3"},
	{Level: "warning", LevelLabel: "可疑", Message: "话说得太满", Line: 9},
	{Level: "info", LevelLabel: "提示", Message: "句子太长"},
}

// comparison has blocks of all kinds.
func comparison() ui.Comparison {
	c := ui.Comparison{Added: 30, Removed: 3, Cut: 3504, All: "/desk/review/x?all=1"}
	said := []ui.LineComment{{Line: 3, By: hostile, Text: hostile}, {Line: 3, By: hostile, Text: hostile, Past: true}}
	for i, kind := range []string{"changed", "removed", "added", "moved-from", "moved-to"} {
		b := ui.DiffBlock{Kind: kind, ID: "change-" + kind, Lines: []ui.DiffLine{
			{ID: "line-" + kind, Number: 3 * (i + 1), Spans: []ui.DiffSpan{{Text: hostile}, {Op: "del", Text: hostile}, {Op: "ins", Text: hostile}}, Findings: reviewFindings, Said: said, Comment: "?line=3#return"},
			{Spans: []ui.DiffSpan{{Op: "del", Text: "　", Unseen: "wide-space"}, {Op: "ins", Text: "\n", Unseen: "break"}, {Op: "ins", Text: " ", Unseen: "space"}, {Op: "del", Text: "\t", Unseen: "tab"}}},
		}}
		if kind == "moved-from" || kind == "moved-to" {
			b.Other = 7
		}
		c.Blocks = append(c.Blocks, b)
	}
	c.Blocks = append(c.Blocks, ui.DiffBlock{Kind: "same", Folded: 24, Lines: []ui.DiffLine{{Number: 20, Spans: []ui.DiffSpan{{Text: "没有变"}}}}})
	return c
}

func reviewPages(lang string, empty ui.Layout) []page {
	tabs := []ui.NavLink{{Link: links[0], Current: true}, {Link: links[1]}}
	var marks []ui.ReviewMark
	var gates []ui.ReviewGate
	signature := []ui.ReviewSignature{{By: hostile, When: hostile, Comment: hostile, Why: hostile}}
	for i, state := range []string{"signed", "void", "open"} {
		marks = append(marks, ui.ReviewMark{Label: hostile, State: state, StateLabel: hostile, Errors: 1, Warnings: 2, Infos: 3})
		gates = append(gates, ui.ReviewGate{
			ID: "gate" + state, Form: "form" + state, Gate: "law", Step: "二审", Label: hostile, Key: i + 1, About: hostile, State: state, StateLabel: hostile,
			Signed: signature, Void: signature, CanSign: i > 0, Why: hostile, Errors: 1, Warnings: 2, Infos: 3, Findings: reviewFindings, More: 5, Comment: hostile,
		})
	}
	rows := []ui.ReviewRow{
		{Link: links[1], Kind: "case", KindLabel: "案例", State: "in-review", StateLabel: hostile, Author: hostile, Since: hostile, Waited: hostile, Due: hostile, Overdue: true, Mine: true, Gates: marks, New: true},
		{Link: links[0], Kind: "note", KindLabel: "笔记", StateLabel: "在审", Added: 3, Removed: 1},
		{Link: links[0], Kind: "note", KindLabel: "笔记", StateLabel: "在审", Due: hostile},
		{Link: links[0], Kind: "course", KindLabel: "课程", StateLabel: "在审", Unmeasured: true},
	}
	between := comparison()
	between.Blocks = between.Blocks[5:]
	entries := []ui.ReviewEntry{{
		Time: day, When: hostile, By: hostile, Did: hostile, Do: "return", Comment: hostile, Said: []ui.LineComment{{Line: 3, Text: hostile}, {Text: hostile}},
		Due: hostile, Via: hostile, Short: "0123456789", Compare: "/desk/review/x?base=0", Void: true,
	}, {Time: day, When: "昨天", By: "某人", Did: "发布", Do: "publish", Compared: true}}
	full := ui.ReviewTextPage{
		Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, ID: "cases/x", File: hostile, Kind: "case", KindLabel: "案例", State: "returned", StateLabel: hostile,
		Author: hostile, Mine: true, Since: hostile, Due: hostile, Overdue: true, Digest: hostile, Short: "0123456789", Preview: "/desk/review-page/x", Page: "/cases/x/",
		Changed: hostile, Base: hostile, Notice: &ui.ReviewNotice{Poor: true, Text: hostile, Link: &links[1]}, Gates: gates, Order: hostile, Comparison: comparison(),
		Between: &between, Action: "/desk/review/x", Publish: true, Withdraw: true, History: entries, Problems: []string{hostile}, Other: reviewFindings,
		Return: &ui.ReviewReturn{Comment: hostile, Said: []ui.LineComment{{Line: 3, Text: hostile}, {}}, Due: hostile, Missing: true},
	}
	full.Scripts = append(slices.Clone(full.Scripts), "judge.js")
	return []page{
		{"desk-queue", "full", ui.ReviewQueuePage{
			Layout: fullLayout(lang), Heading: hostile, Tabs: tabs, Views: []ui.ReviewView{{NavLink: tabs[0], Count: 3504}, {NavLink: tabs[1]}}, Total: 5000, Overdue: 1,
			Texts: rows, Pager: ui.Pager{Page: 2, Pages: 200, Prev: "/a/", Next: "/b/", First: "/c/", Last: "/d/"}, Problem: hostile,
		}},
		{"desk-queue", "empty", ui.ReviewQueuePage{Layout: empty, Empty: hostile}},
		{"desk-review", "full", full},
		{"desk-review", "empty", ui.ReviewTextPage{Layout: empty}},
	}
}
