package quiz

import (
	"slices"
	"strings"
)

// The two answers to a question of [KindTrueFalse].
const (
	AnswerTrue  = "true"
	AnswerFalse = "false"
)

// Mark reports whether an answer is right. It is the id of an option, the ids
// of all options chosen in any order, [AnswerTrue] or [AnswerFalse], the text
// filled in, or the ids of all options in order. Anything else, from a forged
// form perhaps, is wrong.
//
// A text filled in is right if it equals an accepted one but for case, width,
// space and a full stop after it. 5 and 五 are two answers.
func (q *Question) Mark(given []string) bool {
	switch q.Kind {
	case KindSingle, KindMultiple:
		return q.markChoice(given)
	case KindTrueFalse:
		return len(given) == 1 && (given[0] == AnswerTrue && q.True || given[0] == AnswerFalse && !q.True)
	case KindFillIn:
		return len(given) == 1 && q.accepts(given[0])
	case KindOrdering:
		return slices.EqualFunc(given, q.Options, func(id string, o Option) bool { return id == o.ID })
	}
	return false
}

func (q *Question) markChoice(given []string) bool {
	if len(given) > len(q.Options) {
		return false
	}
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
		if o.Right != slices.Contains(given, o.ID) {
			return false
		}
	}
	return right == len(given)
}

func (q *Question) accepts(given string) bool {
	if len(given) > MaxText {
		return false
	}
	text := foldAnswer(given)
	return text != "" && slices.ContainsFunc(q.Accepted, func(a string) bool { return foldAnswer(a) == text })
}

// foldAnswer is fold without full stops at the end, of which nothing but they
// would be left.
func foldAnswer(s string) string {
	s = fold(s)
	if short := strings.TrimRight(s, ".。｡"); short != "" {
		return short
	}
	return s
}

// Right returns the answer that is right, in the form that [Question.Mark]
// takes.
func (q *Question) Right() []string {
	switch q.Kind {
	case KindTrueFalse:
		if q.True {
			return []string{AnswerTrue}
		}
		return []string{AnswerFalse}
	case KindFillIn:
		return q.Accepted[:min(1, len(q.Accepted))]
	}
	var ids []string
	for _, o := range q.Options {
		if o.Right || q.Kind == KindOrdering {
			ids = append(ids, o.ID)
		}
	}
	return ids
}
