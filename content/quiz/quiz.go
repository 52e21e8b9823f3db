// Package quiz is what a quiz in a text is: its questions as trainers write
// them, how an answer is marked, and their exchange with Moodle as GIFT.
//
// # Syntax
//
// A quiz is a fenced block in the language quiz; the rest of the line is its
// title. Keys may come first, all optional. Then each line that begins with "?"
// is a question, whose kind follows from the lines below it:
//
//	```quiz 四道关小测
//	id: gates
//	opens: 2026-12-01
//	closes: 2026-12-31 18:00
//	pass: 80
//
//	? 通报里写“据了解”，先在哪一关被拦下？
//	( ) 保密关
//	(x) 文字关
//	> “据了解”没有说是谁、怎么了解的，文字关先拦。
//	-> four-gates.md#文字关
//
//	? 首次通报里不该有哪些内容？ {#first-notice}
//	[x] 还没有核实的伤亡数字
//	[ ] 已经到场的力量
//
//	? 首次通报可以先不写原因。
//	= 对
//
//	? 重大突发事件最迟____小时内发布权威信息。
//	= 5 | 五
//
//	? 按先后排好。
//	1. 核实
//	2. 送审
//	3. 发布
//	```
//
// One "(x)" among "( )" is a single choice, "[x]" and "[ ]" are a multiple
// choice, "= 对" or "= 错" (true, false) a statement to judge, any other "=" a
// blank to fill in with its accepted answers between "|", and numbered lines an
// order, written as it should be. ">" begins a line of the explanation, "->" is
// the section to read again. Lines after the question's own, before its
// answers, belong to the question; one that would be taken for an answer is
// escaped as in Markdown: \(x), 1\. and so on. Full-width signs do as well as
// these: ？ （x） 【x】 ＝ ｜ ＞ →.
//
// In an accepted answer "\|" is a "|", and a "\" before its first character is
// dropped, so that "= \对" is a text to fill in. A closing time that is only a
// day is the end of that day.
//
// What can be used of a quiz with mistakes is used: a question without a right
// answer, which nobody could pass, is left out, a single choice with several
// is a multiple one. See [Problem].
package quiz

import "time"

// A Quiz is one fenced block with its questions.
type Quiz struct {
	ID        string // unique in its document: the author's, else "quiz-1" by its place
	Title     string // may be empty
	Opens     time.Time
	Closes    time.Time // zero: never
	Pass      int       // per cent of the questions to be right, 1 to 100
	Questions []Question
	Line      int // of the block in the file, from 1
}

// A State says whether a quiz may be taken.
type State string

const (
	StateEarly  State = "early" // it opens later
	StateOpen   State = "open"
	StateClosed State = "closed"
)

// State returns what a quiz is at a time.
func (q *Quiz) State(now time.Time) State {
	switch {
	case now.Before(q.Opens):
		return StateEarly
	case !q.Closes.IsZero() && !now.Before(q.Closes):
		return StateClosed
	}
	return StateOpen
}

// Question returns the question with an id, or nil.
func (q *Quiz) Question(id string) *Question {
	for i := range q.Questions {
		if q.Questions[i].ID == id {
			return &q.Questions[i]
		}
	}
	return nil
}

// DefaultPass is what [Quiz.Pass] is if the author does not say.
const DefaultPass = 80

// Kind is how a question is answered.
type Kind string

const (
	KindSingle    Kind = "single"     // one option
	KindMultiple  Kind = "multiple"   // all right options and no other
	KindTrueFalse Kind = "true_false" // "true" or "false"
	KindFillIn    Kind = "fill_in"    // a text
	KindOrdering  Kind = "ordering"   // all options, in order
)

// A Question is one thing asked. Nothing in it but ID, Kind, Stem and the ID and
// Text of the options may be shown before it was answered, and of an ordering
// the options must not be shown in their own order.
type Question struct {
	ID          string // unique in its document and stable as long as the stem is: the author's, else made of the stem
	Kind        Kind
	Stem        string // Markdown inline; a line break where the author had one
	Options     []Option
	True        bool     // of KindTrueFalse: whether the statement is right
	Accepted    []string // of KindFillIn: answers that are right, in any case and width
	Explanation string   // inline Markdown; may be empty
	Reread      string   // where the answer stands, as a link is written in the text; may be empty
	Line        int      // in the file, from 1

	texts  []Line // its lines of Markdown that may be shown
	notes  []Line // those of its explanation
	reread Line   // where Reread stands
}

// Texts returns the lines of the stem and the options as they stand in the file.
func (q *Question) Texts() []Line { return q.texts }

// Notes returns the lines of the explanation as they stand in the file.
func (q *Question) Notes() []Line { return q.notes }

// RereadAt returns where [Question.Reread] stands in the file; its Number is 0
// if there is none.
func (q *Question) RereadAt() Line { return q.reread }

// An Option is one of several answers. Its id is made of its text and says
// nothing of its place or whether it is right.
type Option struct {
	ID    string
	Text  string // inline Markdown
	Right bool   // of KindSingle and KindMultiple
}
