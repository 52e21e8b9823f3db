package ui_test

import "yanxi/site/ui"

var feedback = ui.Feedback{
	Document: hostile, Action: "/_/vote", Reads: "/api/v1/reads", Likes: "/api/v1/likes", Pixel: "/_/read/cases/x", MaxReason: 500,
}

func feedbackPages(lang string, empty ui.Layout) []page {
	return []page{
		{"privacy", "full", ui.PrivacyPage{Layout: fullLayout(lang), Heading: hostile, Body: "<h2>二</h2><p>正文</p>"}},
		{"privacy", "empty", ui.PrivacyPage{Layout: empty}},
	}
}
