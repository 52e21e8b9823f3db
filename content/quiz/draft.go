package quiz

import (
	"strings"
	"unicode/utf8"
)

// A draft is a question while its lines are read.
type draft struct {
	Question
	at     Line   // the first line of the stem
	id     string // the author's
	first  sign   // of its answers; signText before them
	seen   map[string]bool
	said   []string // the explanation
	stem   []string
	mixed  bool
	judged bool // the answer is a verdict
}

func newDraft(l Line) *draft {
	d := &draft{at: l, seen: map[string]bool{}}
	d.Line = l.Number
	if m := idAtEnd.FindStringSubmatchIndex(l.Text); m != nil {
		d.id = cleanID(l.Text[m[2]:m[3]])
		l.Text = l.Text[:m[0]]
	}
	d.stem = nonEmpty(l.Text)
	d.texts = append(d.texts, l)
	return d
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// add takes a line of the question.
func (d *draft) add(p *parser, s scanned) {
	switch s.sign {
	case signNote:
		d.said = append(d.said, nonEmpty(s.Text)...)
		d.notes = append(d.notes, s.Line)
	case signReread:
		if d.Reread != "" {
			p.problem("quiz-second-reread", s.Line)
			return
		}
		if len(s.Text) > MaxText {
			p.problem("quiz-too-long", s.Line, MaxText)
			return
		}
		d.Reread, d.reread = s.Text, s.Line
	case signText:
		if d.first != signText || len(d.said) > 0 || d.Reread != "" {
			p.problem("quiz-unknown-line", s.Line)
			return
		}
		d.stem = append(d.stem, s.Text)
		d.texts = append(d.texts, s.Line)
	default:
		d.answer(p, s)
	}
}

// answer takes a line with an option or an accepted answer.
func (d *draft) answer(p *parser, s scanned) {
	if d.first == signText {
		d.first = s.sign
	}
	if d.first != s.sign {
		if !d.mixed {
			p.problem("quiz-mixed", s.Line)
		}
		d.mixed = true
		return
	}
	if s.Text == "" {
		p.problem("quiz-empty-option", s.Line)
		return
	}
	if len(s.Text) > MaxText {
		p.problem("quiz-too-long", s.Line, MaxText)
		return
	}
	if s.sign == signAnswer {
		d.accept(p, s)
		return
	}
	d.option(p, s)
}

// accept takes a line of accepted answers, or the verdict on a statement.
func (d *draft) accept(p *parser, s scanned) {
	right, verdict := verdicts[strings.ToLower(s.Text)]
	if verdict && len(d.Accepted) == 0 && !d.judged {
		d.judged, d.True = true, right
		return
	}
	if d.judged {
		p.problem("quiz-mixed", s.Line)
		return
	}
	for _, text := range answers(s.Text) {
		switch key := foldAnswer(text); {
		case d.seen[key]:
			p.problem("quiz-duplicate-answer", s.Line)
		case utf8.RuneCountInString(text) > MaxAnswer:
			p.problem("quiz-long-answer", s.Line, MaxAnswer)
		case len(d.Accepted) >= MaxOptions:
			p.problem("quiz-many-options", s.Line, MaxOptions)
			return
		default:
			d.seen[key] = true
			d.Accepted = append(d.Accepted, text)
		}
	}
}

func (d *draft) option(p *parser, s scanned) {
	key := oneLine(s.Text)
	switch {
	case d.seen[key]:
		p.problem("quiz-duplicate-option", s.Line, s.Text)
		for i := range d.Options {
			if d.Options[i].Text == key {
				d.Options[i].Right = d.Options[i].Right || s.right
			}
		}
		return
	case len(d.Options) >= MaxOptions:
		p.problem("quiz-many-options", s.Line, MaxOptions)
		return
	}
	d.seen[key] = true
	d.Options = append(d.Options, Option{Text: key, Right: s.right})
	d.texts = append(d.texts, s.Line)
}

// usable completes the question and reports whether somebody could answer it
// right.
func (d *draft) usable(p *parser) bool {
	d.Stem, d.Explanation = strings.Join(d.stem, "\n"), strings.Join(d.said, "\n")
	if len(d.Explanation) > MaxNote {
		p.problem("quiz-too-long", d.at, MaxNote)
		d.Explanation = ""
	}
	switch {
	case d.Stem == "":
		p.leaveOut("quiz-no-stem", d.at)
	case len(d.Stem) > MaxText:
		p.leaveOut("quiz-too-long", d.at, MaxText)
	case len(d.Options) == 0 && len(d.Accepted) == 0 && !d.judged:
		p.leaveOut("quiz-no-answers", d.at, d.Stem)
	default:
		return d.complete(p)
	}
	return false
}

// leaveOut notes why a question is not used.
func (p *parser) leaveOut(name string, at Line, args ...any) {
	p.problem(name, at, args...)
	p.problems[len(p.problems)-1].LeavesOut = true
}

// complete sets the kind.
func (d *draft) complete(p *parser) bool {
	switch {
	case d.judged:
		d.Kind = KindTrueFalse
	case d.first == signAnswer:
		d.Kind = KindFillIn
		if !blank.MatchString(d.Stem) {
			p.problem("quiz-no-blank", d.at)
		}
		d.Stem = escapeBlanks(d.Stem)
	case d.first == signOrder:
		d.Kind = KindOrdering
		if len(d.Options) < 2 {
			p.leaveOut("quiz-few-options", d.at)
			return false
		}
	default:
		return d.completeChoice(p)
	}
	return true
}

func (d *draft) completeChoice(p *parser) bool {
	right := 0
	for _, o := range d.Options {
		if o.Right {
			right++
		}
	}
	d.Kind = KindMultiple
	if d.first == signSingle {
		d.Kind = KindSingle
	}
	switch {
	case right == 0:
		p.leaveOut("quiz-no-right", d.at, d.Stem)
		return false
	case len(d.Options) < 2:
		p.problem("quiz-few-options", d.at)
	case right > 1 && d.Kind == KindSingle:
		p.problem("quiz-several-right", d.at)
		d.Kind = KindMultiple
	case right == len(d.Options):
		p.problem("quiz-all-right", d.at)
	}
	return true
}

// escapeBlanks keeps Markdown from taking the blanks of a stem for emphasis.
func escapeBlanks(stem string) string {
	return underscores.ReplaceAllStringFunc(stem, func(s string) string {
		return strings.Repeat(`\_`, strings.Count(s, "_"))
	})
}
