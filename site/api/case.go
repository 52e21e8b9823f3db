package api

import (
	"context"
	"time"

	"yanxi/content"
)

// Cases lists the cases of a library.
type Cases struct {
	Cases []Case `json:"cases" doc:"Newest first"`
}

// Case is a case in a list.
type Case struct {
	Listed
	Place    string  `json:"place"`
	Severity string  `json:"severity" doc:"How serious the event was, as far as rules care: major, ordinary or empty if the author does not say"`
	Field    []Term  `json:"field" doc:"What the event was about"`
	Platform []Term  `json:"platform" doc:"Where it was answered"`
	Outcome  Outcome `json:"outcome"`
	Moments  int     `json:"moments" doc:"Entries of the timeline"`
	Clock    Clock   `json:"clock"`
}

// CaseFacts are what is known of a case besides its text.
type CaseFacts struct {
	Place    string      `json:"place" required:"false" doc:"Of a case"`
	Severity string      `json:"severity" required:"false" doc:"Of a case: how serious the event was, as far as rules care: major, ordinary or empty if the author does not say"`
	Timeline []Moment    `json:"timeline" required:"false" doc:"Of a case, in the author's order"`
	Clock    Clock       `json:"clock" required:"false" doc:"Of a case: how long after the outbreak somebody answered"`
	Outcome  Outcome     `json:"outcome" required:"false" doc:"Of a case: how it ended"`
	Review   []Judgement `json:"review" required:"false" doc:"Of a case: the course's five questions as far as the author answered them, in its order"`
	Lessons  []string    `json:"lessons" required:"false" doc:"Of a case: a sentence each, inline Markdown"`
	Sources  []Source    `json:"sources" required:"false" doc:"Of a case: where its facts come from; moments number them from 1"`
}

// Moment is an entry of a timeline.
type Moment struct {
	At        *string   `json:"at" format:"date-time" doc:"The time, as far as precision says it is known; null if unknown"`
	Precision string    `json:"precision" enum:"exact,day,approximate,unknown" doc:"exact is to the minute"`
	Type      string    `json:"type" example:"first_response" doc:"outbreak, first_response, fact, cause, attitude, escalation, correction or close; may be empty"`
	Actor     string    `json:"actor"`
	Text      string    `json:"text" doc:"What happened, inline Markdown"`
	Statement string    `json:"statement" doc:"What was said in public, inline Markdown; empty if nothing"`
	Acts      []string  `json:"acts" doc:"What the statement did: fact, cause, attitude, action"`
	Worsened  []Wording `json:"worsened" doc:"Wording that made it worse"`
	Platform  string    `json:"platform" doc:"A term of the vocabulary platform; may be empty"`
	Sources   []int     `json:"sources" doc:"Numbers of sources, from 1"`
}

// Clock is the response clock of a case. What the timeline leaves open is null.
type Clock struct {
	Term                 string        `json:"term" enum:"within_12h,late,unknown" doc:"Whether the first response came within the library's window, twelve hours unless its yanxi/clock.yaml says otherwise"`
	Outbreak             *string       `json:"outbreak" format:"date-time"`
	FirstResponse        *string       `json:"first_response" format:"date-time"`
	FirstResponseMinutes *int          `json:"first_response_minutes" doc:"Null unless both times are known to the minute"`
	Within12h            *bool         `json:"within_12h" doc:"Within the library's window"`
	FactsBeforeCauses    *bool         `json:"facts_before_causes" doc:"The first facts came no later than the first cause"`
	Order                []OrderAnswer `json:"order" doc:"One for each of the library's rules of order"`
}

// OrderAnswer says whether a case kept a rule of order.
type OrderAnswer struct {
	First string `json:"first" doc:"fact, cause, attitude or action: what should come no later"`
	Then  string `json:"then" doc:"fact, cause, attitude or action"`
	Kept  *bool  `json:"kept" doc:"Null where the timeline does not tell"`
}

// Wording is what a statement said that made it worse.
type Wording struct {
	Words string `json:"words" doc:"As said, or a paraphrase"`
	Why   string `json:"why" doc:"Inline Markdown, may be empty"`
}

// Judgement is the author's answer to one of the five questions.
type Judgement struct {
	Question string `json:"question" enum:"early,sincere,faced,humane,measured"`
	Answer   string `json:"answer" enum:"yes,partly,no,unknown"`
	Evidence string `json:"evidence" doc:"Inline Markdown, may be empty"`
	Sources  []int  `json:"sources" doc:"Numbers of sources, from 1"`
	Moments  []int  `json:"moments" doc:"Numbers of entries of the timeline, from 1"`
}

func clock(c *content.Case) Clock {
	read := c.Clock()
	out := Clock{
		Term:              read.Term(),
		Outbreak:          momentTime(read.Outbreak),
		FirstResponse:     momentTime(read.FirstResponse),
		Within12h:         answer(read.InTime()),
		FactsBeforeCauses: answer(read.FactsBeforeCauses),
		Order:             []OrderAnswer{},
	}
	for _, o := range read.Order {
		out.Order = append(out.Order, OrderAnswer{First: o.Rule.First, Then: o.Rule.Then, Kept: answer(o.Kept)})
	}
	if minutes, ok := read.Response.Minutes(); ok {
		out.FirstResponseMinutes = &minutes
	}
	return out
}

func momentTime(m *content.Moment) *string {
	if m == nil || m.Precision == content.PrecisionUnknown {
		return nil
	}
	at := m.At.Format(time.RFC3339)
	return &at
}

func answer(a content.Answer) *bool {
	if a == content.Unknown {
		return nil
	}
	yes := a == content.Yes
	return &yes
}

// Outcome is how a case ended for the account that answered.
type Outcome struct {
	Grade string `json:"grade" doc:"good, mixed, poor or empty"`
	Text  string `json:"text" doc:"Inline Markdown"`
}

// Source is where a fact comes from.
type Source struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Date      string `json:"date" doc:"As the author wrote it"`
	URL       string `json:"url" doc:"Empty for a printed source"`
	Note      string `json:"note"`
}

func (s *service) cases(context.Context, *struct{}) (*Cases, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	answer := &Cases{Cases: []Case{}}
	for _, d := range newestFirst(lib.ByKind(content.KindCase)) {
		answer.Cases = append(answer.Cases, s.listedCase(d))
	}
	return answer, nil
}

// listedCase is a case as lists have it.
func (s *service) listedCase(d *content.Document) Case {
	facts := &content.Case{}
	if d.Case != nil {
		facts = d.Case
	}
	return Case{
		Listed:   s.listed(d),
		Place:    facts.Place,
		Severity: string(facts.Severity),
		Field:    s.terms("field", d.Terms["field"]),
		Platform: s.terms("platform", d.Terms["platform"]),
		Outcome:  Outcome(facts.Outcome),
		Moments:  len(facts.Timeline),
		Clock:    clock(facts),
	}
}

func caseFacts(c *content.Case) *CaseFacts {
	facts := &CaseFacts{
		Place:    c.Place,
		Severity: string(c.Severity),
		Timeline: make([]Moment, len(c.Timeline)),
		Clock:    clock(c),
		Outcome:  Outcome(c.Outcome),
		Review:   make([]Judgement, len(c.Review)),
		Lessons:  list(c.Lessons),
		Sources:  make([]Source, len(c.Sources)),
	}
	for i, m := range c.Timeline {
		facts.Timeline[i] = moment(m)
	}
	for i, j := range c.Review {
		facts.Review[i] = Judgement{
			Question: string(j.Question), Answer: string(j.Answer), Evidence: j.Evidence, Sources: list(j.Sources), Moments: list(j.Moments),
		}
	}
	for i, src := range c.Sources {
		facts.Sources[i] = Source(src)
	}
	return facts
}

func moment(m content.Moment) Moment {
	worsened := make([]Wording, len(m.Worsened))
	for i, w := range m.Worsened {
		worsened[i] = Wording(w)
	}
	return Moment{
		At:        momentTime(&m),
		Precision: string(m.Precision),
		Type:      string(m.Type),
		Actor:     m.Actor,
		Text:      m.Text,
		Statement: m.Statement,
		Acts:      list(m.Acts),
		Worsened:  worsened,
		Platform:  m.Platform,
		Sources:   list(m.Sources),
	}
}
