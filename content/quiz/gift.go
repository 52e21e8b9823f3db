// # GIFT
//
// GIFT is Moodle's text format for questions (docs.moodle.org, "GIFT format").
// Our kinds are written in it as
//
//   - a single choice as {=right ~wrong};
//   - a multiple choice with weights: {~%50%right ~%50%right ~%-100%wrong};
//   - a statement as {T} or {F};
//   - a blank to fill in as a short answer, {=5 =五}, in any case;
//   - an order as matching positions: {=1 -> first =2 -> second =3 -> third}, which
//     every Moodle reads; the ordering extension, {>3 ...}, is read, too.
//
// The name of a question is its id, the explanation its general feedback. The
// title of a quiz is a $CATEGORY. What GIFT has no place for stands in comments
// that Moodle skips and [ReadGIFT] reads: // yanxi-quiz: with the id, -opens,
// -closes, -pass, and before a question -reread and -kind.
package quiz

import (
	"slices"
	"strconv"
	"strings"
)

// giftPrefix begins the comments that are ours.
const giftPrefix = "// yanxi-"

// WriteGIFT writes quizzes in Moodle's format, with what Moodle will not take
// as it is meant.
func WriteGIFT(quizzes []Quiz) (string, []Problem) {
	w := &giftWriter{}
	for i := range quizzes {
		w.quiz(&quizzes[i])
	}
	return strings.TrimPrefix(w.String(), "\n"), w.problems
}

type giftWriter struct {
	strings.Builder
	problems []Problem
}

func (w *giftWriter) problem(name string, q *Question) {
	w.problems = append(w.problems, Problem{Name: name, Line: q.Line, Column: 1, EndColumn: 1})
}

func (w *giftWriter) quiz(q *Quiz) {
	w.comment("quiz", q.ID)
	if !q.Opens.IsZero() {
		w.comment("opens", formatTime(q.Opens))
	}
	if !q.Closes.IsZero() {
		w.comment("closes", formatTime(q.Closes))
	}
	if q.Pass != 0 && q.Pass != DefaultPass {
		w.comment("pass", strconv.Itoa(q.Pass))
	}
	if title := oneLine(q.Title); title != "" {
		w.WriteString("$CATEGORY: " + strings.ReplaceAll(title, "/", "//") + "\n")
	}
	for i := range q.Questions {
		w.question(&q.Questions[i])
	}
	w.WriteString("\n")
}

func (w *giftWriter) comment(key, value string) {
	if key == "quiz" && w.Len() > 0 {
		w.WriteString("\n")
	}
	w.WriteString(giftPrefix + key + ": " + noBreaks(value) + "\n")
}

func (w *giftWriter) question(q *Question) {
	w.WriteString("\n")
	if q.Reread != "" {
		w.comment("reread", q.Reread)
	}
	if q.Kind == KindFillIn && !slices.ContainsFunc(q.Accepted, func(s string) bool { return !strings.Contains(s, "->") }) {
		w.comment("kind", string(q.Kind))
		w.problem("gift-arrow", q)
	}
	w.WriteString("::" + giftEscape(q.ID) + "::[markdown]" + giftEscape(q.Stem) + " {")
	switch q.Kind {
	case KindTrueFalse:
		if q.True {
			w.WriteString("T")
		} else {
			w.WriteString("F")
		}
	case KindFillIn:
		for _, text := range q.Accepted {
			w.WriteString("\n\t=" + giftAnswer(text, "%100%"))
		}
	case KindOrdering:
		for i, o := range q.Options {
			w.WriteString("\n\t=" + strconv.Itoa(i+1) + " -> " + giftAnswer(o.Text, ""))
		}
		if len(q.Options) < 3 {
			w.problem("gift-short-order", q)
		}
	default:
		w.choice(q)
	}
	if q.Explanation != "" {
		w.WriteString("\n\t####" + ownFormat(q.Explanation) + giftEscape(q.Explanation))
	}
	if q.Kind != KindTrueFalse || q.Explanation != "" {
		w.WriteString("\n")
	}
	w.WriteString("}\n")
}

// giftWeights are the shares of one of n right options that Moodle knows.
var giftWeights = []string{"", "100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"}

func (w *giftWriter) choice(q *Question) {
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
	}
	weight := "5"
	if right < len(giftWeights) {
		weight = giftWeights[right]
	} else {
		w.problem("gift-weights", q)
	}
	if len(q.Options) < 2 {
		w.problem("gift-one-option", q)
	}
	for _, o := range q.Options {
		switch {
		case q.Kind == KindMultiple && o.Right:
			w.WriteString("\n\t~%" + weight + "%" + giftAnswer(o.Text, ""))
		case q.Kind == KindMultiple:
			w.WriteString("\n\t~%-100%" + giftAnswer(o.Text, ""))
		case o.Right:
			w.WriteString("\n\t=" + giftAnswer(o.Text, "%100%"))
		default:
			w.WriteString("\n\t~" + giftAnswer(o.Text, "%0%"))
		}
	}
}

// giftAnswer escapes an answer. One that begins like a weight gets that weight,
// one that begins like a format the format that it has.
func giftAnswer(text, weight string) string {
	text = oneLine(text)
	before := ""
	if strings.HasPrefix(text, "%") {
		before = weight
	}
	return before + ownFormat(text) + giftEscape(text)
}

// ownFormat names the format of a text that looks as if it named another.
func ownFormat(text string) string {
	if _, format := cutFormat(text); format != "" {
		return "[markdown]"
	}
	return ""
}

var giftEscapes = strings.NewReplacer(`\`, `\\`, "~", `\~`, "=", `\=`, "#", `\#`, "{", `\{`, "}", `\}`, ":", `\:`, "\r", "", "\n", `\n`)

func giftEscape(s string) string { return giftEscapes.Replace(s) }

// giftUnescape undoes escapes. What is no escape stays as it is.
func giftUnescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			switch next := s[i+1]; {
			case next == 'n':
				b.WriteByte('\n')
				i++
				continue
			case strings.IndexByte(`\~=#{}:`, next) >= 0:
				b.WriteByte(next)
				i++
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// cutFormat removes the name of a text format.
func cutFormat(s string) (text, format string) {
	trimmed := strings.TrimLeft(s, " \t\n")
	for _, name := range []string{"html", "markdown", "moodle", "plain"} {
		if len(trimmed) > len(name)+1 && trimmed[0] == '[' && trimmed[len(name)+1] == ']' && strings.EqualFold(trimmed[1:len(name)+1], name) {
			return trimmed[len(name)+2:], name
		}
	}
	return s, ""
}
