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
// answers, belong to the question.
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
}

// An Option is one of several answers. Its id is made of its text and says
// nothing of its place or whether it is right.
type Option struct {
	ID    string
	Text  string // inline Markdown
	Right bool   // of KindSingle and KindMultiple
}
