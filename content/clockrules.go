package content

import (
	"strconv"
	"time"
)

// ClockRules are what the response of a case is measured against. They are data of
// the library, so that a trainer can change them: see [Library.ClockRules].
type ClockRules struct {
	Response Window      // in which time the first response should come: what [Clock.Term] goes by
	Marks    []Window    // further times after the outbreak that timelines show
	Order    []OrderRule // what should come before what
}

// A Window is a time that begins with the outbreak, and who set it.
type Window struct {
	Within   time.Duration
	Label    string // what is expected by then, Chinese
	LabelEN  string
	Major    bool   // only for events of [SeverityMajor]
	Citation Source // URL may also be the address of a document of the library, from its root
}

// An OrderRule says that one act of statements should come no later than another.
type OrderRule struct {
	First, Then string // fact, cause, attitude, action
	Label       string // the rule in words, Chinese; may be empty
	LabelEN     string
	Citation    Source
}

// Name is what the window is called in a language, a BCP 47 tag.
func (w Window) Name(lang string) string { return inLanguage(lang, w.Label, w.LabelEN) }

// Name is the rule in words in a language; it may be empty.
func (r OrderRule) Name(lang string) string { return inLanguage(lang, r.Label, r.LabelEN) }

// inLanguage chooses the words for a language, or those that there are.
func inLanguage(lang, zh, en string) string {
	if english(lang) && en != "" || zh == "" {
		return en
	}
	return zh
}

// defaultClockRules hold in a library that has none. The two marks of 2016 are for
// serious emergencies only: nobody shall measure a burst pipe by them.
func defaultClockRules() ClockRules {
	return ClockRules{
		Response: Window{Within: ResponseWindow, Label: "首次回应", LabelEN: "First response"},
		Marks: []Window{
			{Within: 5 * time.Hour, Major: true, Label: "特别重大、重大突发事件：权威信息", LabelEN: "Serious emergencies: authoritative information",
				Citation: Source{Title: "《关于全面推进政务公开工作的意见》实施细则", Publisher: "国办发〔2016〕80号", Date: "2016-11-10"}},
			{Within: 24 * time.Hour, Major: true, Label: "特别重大、重大突发事件：新闻发布会", LabelEN: "Serious emergencies: press conference",
				Citation: Source{Title: "关于在政务公开工作中进一步做好政务舆情回应的通知", Publisher: "国办发〔2016〕61号", Date: "2016-07-30"}},
		},
		Order: []OrderRule{{First: "fact", Then: "cause", Label: "先报事实，再说原因", LabelEN: "Facts first, causes later"}},
	}
}

// ClockRules are those of the library's file yanxi/clock.yaml, as far as it has them,
// and the product's own. Every key may be missing:
//
//	response: {within: 12h, label: 首次回应, label_en: First response, citation: {title: 培训笔记}}
//	marks:    # at most 6; an empty list: none
//	  - {within: 5小时, label: 权威信息, for: major, citation: {title: 细则, publisher: 文号, date: 2016-11-10, url: …}}
//	order:    # at most 6
//	  - {first: fact, then: cause, label: 先事实后原因, citation: {title: 培训笔记}}
//
// A mark with for: major holds for events of [SeverityMajor] alone.
// A duration is a number with h, m or d, 小时, 分钟 or 天, or several of these: 90m, 1天12小时.
func (l *Library) ClockRules() ClockRules { return l.clock }

// TermLabel is what a term of the clock is called in a language, a BCP 47 tag: 12小时内.
func (r ClockRules) TermLabel(term, lang string) string {
	window := windowWords(r.Response.Within, lang)
	en := english(lang)
	switch {
	case term == ClockWithin && en:
		return "Within " + window
	case term == ClockWithin:
		return window + "内"
	case term == ClockLate && en:
		return "After " + window
	case term == ClockLate:
		return "超过" + window
	case term == ClockUnknown && en:
		return "Not certain whether in time"
	case term == ClockUnknown:
		return "是否及时不能确定"
	}
	return term
}

// windowWords says a whole number of days (from two on), hours or minutes.
func windowWords(d time.Duration, lang string) string {
	const day = 24 * time.Hour
	n, zh, en := int64(d/time.Minute), "分钟", " minute"
	switch {
	case d >= 2*day && d%day == 0:
		n, zh, en = int64(d/day), "天", " day"
	case d%time.Hour == 0:
		n, zh, en = int64(d/time.Hour), "小时", " hour"
	}
	switch {
	case !english(lang):
		return strconv.FormatInt(n, 10) + zh
	case n == 1:
		return "1" + en
	}
	return strconv.FormatInt(n, 10) + en + "s"
}
