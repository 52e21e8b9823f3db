package content

import "time"

// ClockRules are what the response of a case is measured against. They are data of
// the library, so that a trainer can change them.
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
	Citation Source
}

// An OrderRule says that one act of statements should come no later than another.
type OrderRule struct {
	First, Then string // fact, cause, attitude, action
	Citation    Source
}

func defaultClockRules() ClockRules {
	return ClockRules{
		Response: Window{Within: ResponseWindow, Label: "首次回应", LabelEN: "First response"},
		Marks: []Window{
			{Within: 5 * time.Hour, Label: "权威信息", LabelEN: "Authoritative information"},
			{Within: 24 * time.Hour, Label: "新闻发布会", LabelEN: "Press conference"},
		},
		Order: []OrderRule{{First: "fact", Then: "cause"}},
	}
}

// ClockRules are those of the library.
func (l *Library) ClockRules() ClockRules { return defaultClockRules() }
