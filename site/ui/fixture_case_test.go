package ui_test

import "yanxi/site/ui"

var (
	citation = &ui.Source{Title: hostile, Publisher: hostile, Date: "2016-11-10", URL: "https://example.org/", Note: hostile}
	ref      = ui.MomentRef{Number: 2, When: "2017年8月8日 21:19", Who: hostile}
)

func fullClock() *ui.ResponseClock {
	return &ui.ResponseClock{
		Outbreak: &ref,
		Rows: []ui.ClockRow{
			{Label: "首次回应", Span: "1天3小时", Term: "late", Within: "超过12小时", Moment: &ref},
			{Label: "首次更正", Why: "时间线上没有更正"},
		},
		Marks: []ui.ClockMark{
			{Span: "5小时", Label: hostile, Responded: ui.Answer{Shape: "good", Label: "有"}, Facts: ui.Answer{Shape: "unknown", Label: "不清楚"}, Citation: citation},
			{Span: "24小时", Label: "发布会", Responded: ui.Answer{Label: "没有"}, Facts: ui.Answer{Label: "有"}, Aside: "只作对照"},
			{Span: "48小时", Waived: "不适用"},
			{Span: "72小时", Citation: &ui.Source{Title: hostile}},
		},
	}
}

func fullReview(timeline []ui.Moment) *ui.CaseReview {
	return &ui.CaseReview{
		Statements: timeline[:2],
		Checks: []ui.Check{
			{Answer: ui.Answer{Shape: "poor", Label: "没有"}, Rule: hostile, Why: hostile, Moments: []ui.MomentRef{ref}, Citation: citation},
			{Answer: ui.Answer{Shape: "good", Label: "有"}, Rule: "表明了态度"},
		},
		Worsened: []ui.Worsened{{Words: hostile, Why: "<b>推责</b>", Moment: ref}, {Words: "无可奉告", Moment: ref}},
		Questions: []ui.ReviewQuestion{
			{ID: "early", Label: "敢于发声", Asks: "有没有尽早开口？", Answer: ui.Answer{Shape: "mixed", Label: "部分做到"}, Evidence: "一句", Sources: []int{1, 2}, Moments: []ui.MomentRef{ref}},
			{ID: "humane", Label: "体现温度", Answer: ui.Answer{Shape: "unknown", Label: "不清楚"}},
		},
	}
}
