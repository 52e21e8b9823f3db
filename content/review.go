package content

import (
	"slices"
	"strconv"
	"strings"

	"yanxi/content/markdown"
)

// A Question is one of the five that the course asks of a response. Authors answer
// them for a case under the key review:
//
//	review:
//	  early: {answer: yes, evidence: 19分钟后发出速报, sources: [1], moments: [2]}
//	  敢于发声: 是            # a Chinese key or answer, or the answer alone, is understood too
type Question string

const (
	QuestionEarly    Question = "early"    // did they speak early?
	QuestionSincere  Question = "sincere"  // did they mean it?
	QuestionFaced    Question = "faced"    // did they face the problem?
	QuestionHumane   Question = "humane"   // was it humane?
	QuestionMeasured Question = "measured" // was it measured?
)

// Questions are the five in the course's order.
var Questions = []Question{QuestionEarly, QuestionSincere, QuestionFaced, QuestionHumane, QuestionMeasured}

// questionLabels are the course's words for the questions, Chinese and English.
var questionLabels = map[Question][2]string{
	QuestionEarly:    {"敢于发声", "Spoke early"},
	QuestionSincere:  {"态度诚恳", "Sincere"},
	QuestionFaced:    {"直面问题", "Faced the problem"},
	QuestionHumane:   {"体现温度", "Humane"},
	QuestionMeasured: {"把握尺度", "Measured"},
}

// Label is what the question is called in a language, a BCP 47 tag.
func (q Question) Label(lang string) string {
	labels, ok := questionLabels[q]
	switch {
	case !ok:
		return string(q)
	case english(lang):
		return labels[1]
	}
	return labels[0]
}

// A Verdict is the author's answer to a [Question].
type Verdict string

const (
	VerdictYes     Verdict = "yes"
	VerdictPartly  Verdict = "partly"
	VerdictNo      Verdict = "no"
	VerdictUnknown Verdict = "unknown" // also where the answer is missing or can't be read
)

var verdicts = map[string]Verdict{
	"yes": VerdictYes, "true": VerdictYes, "是": VerdictYes, "做到": VerdictYes, "做到了": VerdictYes,
	"partly": VerdictPartly, "部分": VerdictPartly, "部分做到": VerdictPartly,
	"no": VerdictNo, "false": VerdictNo, "否": VerdictNo, "没有": VerdictNo, "没做到": VerdictNo,
	"unknown": VerdictUnknown, "不清楚": VerdictUnknown, "不详": VerdictUnknown, "?": VerdictUnknown,
}

// A Judgement is the answer to one question, and what it rests on.
type Judgement struct {
	Question Question
	Answer   Verdict
	Evidence string // inline Markdown, may be empty
	Sources  []int  // numbers into Case.Sources, from 1
	Moments  []int  // numbers into Case.Timeline, from 1 in the author's order
}

// Wording is what a statement said that made it worse.
type Wording struct {
	Words string // as said, or a paraphrase; plain text
	Why   string // inline Markdown, may be empty
}

// question reads a question by its id or a label; empty if it is none.
func question(name string) Question {
	name = fold(name)
	for q, labels := range questionLabels {
		if name == string(q) || name == labels[0] || name == fold(labels[1]) {
			return q
		}
	}
	return ""
}

// review reads the answers to the five questions, in the course's order.
func (f *documentFields) review(c *Case) []Judgement {
	n := f.root.get("review")
	if n == nil {
		return nil
	}
	if n.kind != nodeMap {
		f.unused("review", n.at, "map")
		return nil
	}
	var out []Judgement
	for _, m := range n.members {
		m.used = true
		q := question(m.key)
		switch {
		case q == "":
			f.report("unknown-question", m.at, m.key)
		case slices.ContainsFunc(out, func(j Judgement) bool { return j.Question == q }):
			f.report("repeated-question", m.at, m.key)
		case m.value.kind != nodeNull:
			out = append(out, f.judgement(q, m.value, c))
		}
	}
	slices.SortFunc(out, func(a, b Judgement) int {
		return slices.Index(Questions, a.Question) - slices.Index(Questions, b.Question)
	})
	return out
}

func (f *documentFields) judgement(q Question, n *node, c *Case) Judgement {
	j := Judgement{Question: q, Answer: VerdictUnknown}
	answer := n
	if n.kind == nodeMap {
		in := f.within(n)
		answer = n.get("answer")
		j.Evidence = in.text("evidence")
		j.Sources = in.sourceNumbers(len(c.Sources))
		j.Moments = in.numbers("unknown-moment-number", len(c.Timeline), "moments", "moment")
	}
	if answer == nil {
		f.report("missing-answer", n.at, string(q))
		return j
	}
	if !answer.scalar() {
		f.unused("answer", answer.at, "text")
		return j
	}
	if v, ok := verdicts[fold(answer.text)]; ok {
		j.Answer = v
	} else {
		f.report("unknown-answer", answer.at, answer.text)
	}
	return j
}

// worsened reads the wording of a statement that made it worse.
func (f *fields) worsened() []Wording {
	var out []Wording
	for _, n := range f.maps("worsened", "words") {
		in := f.within(n)
		w := Wording{Words: in.text("words"), Why: in.text("why")}
		if w.Words == "" {
			f.report("missing-words", n.at)
			continue
		}
		out = append(out, w)
	}
	return out
}

// numbers reads numbers from 1 to most under the first of the keys that is
// there; others are reported by the message of that name.
func (f *fields) numbers(message string, most int, keys ...string) []int {
	var out []int
	for _, item := range f.root.get(keys...).items() {
		number, err := strconv.Atoi(strings.TrimSpace(item.text))
		if err != nil || number < 1 || number > most {
			f.report(message, item.at, item.text, most)
			continue
		}
		if !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	return out
}

// statementLines are the review of a case as sections have it: the wording that
// made statements worse, then the answered questions with their evidence.
func statementLines(c *Case, lang string) []string {
	var lines []string
	for _, m := range c.Timeline {
		for _, w := range m.Worsened {
			lines = append(lines, sentenceParts(w.Words, markdown.PlainText(w.Why)))
		}
	}
	for _, j := range c.Review {
		if j.Evidence != "" {
			lines = append(lines, sentenceParts(j.Question.Label(lang), markdown.PlainText(j.Evidence)))
		}
	}
	return nonEmpty(lines...)
}
