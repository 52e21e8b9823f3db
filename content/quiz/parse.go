package quiz

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Options say how blocks are read.
type Options struct {
	Dates DateReader // of opens and closes; nil reads 2026-12-01 and 2026-12-01 18:00 in UTC
	Taken []string   // ids that quizzes must not have
}

// ParseAll reads the blocks of a document: a quiz for each, with what can be
// used of it, and all that is wrong, in the order of the text. Ids are unique
// among all of them. Blocks past [MaxQuizzes] have no questions.
func ParseAll(blocks []Block, opts Options) ([]Quiz, []Problem) {
	if opts.Dates == nil {
		opts.Dates = isoDates
	}
	p := parser{dates: opts.Dates, questions: idSet{}, quizzes: idSet{}}
	for _, id := range opts.Taken {
		p.quizzes[id] = true
	}
	all := make([]Quiz, len(blocks))
	for i, b := range blocks {
		p.block(b, i >= MaxQuizzes)
		all[i] = p.quiz
	}
	p.nameQuizzes(all)
	slices.SortStableFunc(p.problems, func(a, b Problem) int { return a.Line - b.Line })
	return all, p.problems
}

// A parser reads blocks, one after the other.
type parser struct {
	dates     DateReader
	questions idSet
	quizzes   idSet
	problems  []Problem

	quiz   Quiz
	idLine Line            // where the author names the quiz
	keys   map[string]bool // that were given
	q      *draft          // the question at hand
}

// problem notes something wrong with a line.
func (p *parser) problem(name string, at Line, args ...any) {
	p.problems = append(p.problems, Problem{
		Name: name, Line: at.Number, Column: at.Column,
		EndColumn: at.Column + utf8.RuneCountInString(at.Text), Args: args,
	})
}

func (p *parser) block(b Block, extra bool) {
	p.quiz = Quiz{Title: oneLine(b.Title), Pass: DefaultPass, Line: b.Line}
	p.idLine, p.keys, p.q = Line{}, map[string]bool{}, nil
	whole := Line{Number: b.Line, Column: 1}
	if extra {
		p.problem("quiz-too-many", whole, MaxQuizzes)
		return
	}
	size, questions := 0, 0
	for _, l := range b.Lines {
		if size += len(l.Text) + 1; size > MaxSize {
			p.problem("quiz-too-large", l, MaxSize>>10)
			break
		}
		s := scan(l)
		if s.sign == signQuestion {
			if questions++; questions > MaxQuestions {
				p.problem("quiz-many-questions", s.Line, MaxQuestions)
				break
			}
		}
		p.line(s)
	}
	p.finish()
	p.checkTimes(whole)
	if len(p.quiz.Questions) == 0 && questions == 0 {
		p.problem("quiz-empty", whole)
	}
}

func (p *parser) line(s scanned) {
	switch {
	case s.sign == signBlank:
	case s.sign == signQuestion:
		p.finish()
		p.q = newDraft(s.Line)
	case p.q == nil:
		p.key(s.Line)
	default:
		p.q.add(p, s)
	}
}

// keyNames are the keys of a quiz, with their Chinese names.
var keyNames = map[string]string{
	"id": "id", "title": "title", "opens": "opens", "closes": "closes", "pass": "pass",
	"编号": "id", "标题": "title", "开始": "opens", "截止": "closes", "及格": "pass",
}

func (p *parser) key(l Line) {
	m := keyLine.FindStringSubmatchIndex(l.Text)
	if m == nil {
		p.problem("quiz-unknown-line", l)
		return
	}
	name := l.Text[m[2]:m[3]]
	key, value := keyNames[strings.ToLower(name)], l.from(m[4])
	switch {
	case key == "":
		p.problem("quiz-unknown-key", l, name)
		return
	case p.keys[key]:
		p.problem("quiz-repeated-key", l, name)
		return
	}
	p.keys[key] = true
	switch key {
	case "id":
		p.quizID(value)
	case "title":
		p.quiz.Title = oneLine(value.Text)
	case "opens":
		p.quiz.Opens = p.time(name, value, false)
	case "closes":
		p.quiz.Closes = p.time(name, value, true)
	case "pass":
		p.pass(value)
	}
}

func (p *parser) quizID(value Line) {
	id := cleanID(value.Text)
	if id != value.Text || id == "" {
		p.problem("quiz-bad-id", value, value.Text)
	}
	p.quiz.ID, p.idLine = id, value
}

// time reads a time. An end that is only a day is the end of that day.
func (p *parser) time(name string, value Line, end bool) time.Time {
	t, day, ok := p.dates(value.Text)
	if !ok {
		p.problem("quiz-bad-date", value, name, value.Text)
		return time.Time{}
	}
	if day && end {
		return t.AddDate(0, 0, 1)
	}
	return t
}

func (p *parser) pass(value Line) {
	text := strings.TrimSpace(strings.TrimRight(fold(value.Text), "%分"))
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 100 {
		p.problem("quiz-bad-pass", value, value.Text, DefaultPass)
		return
	}
	p.quiz.Pass = n
}

func (p *parser) checkTimes(at Line) {
	q := &p.quiz
	if !q.Opens.IsZero() && !q.Closes.IsZero() && !q.Closes.After(q.Opens) {
		p.problem("quiz-close-order", at)
		q.Closes = time.Time{}
	}
	if len(q.Title) > MaxText {
		q.Title = ""
		p.problem("quiz-too-long", at, MaxText)
	}
	if p.idLine.Number > 0 && q.ID != "" {
		if id := p.quizzes.unique(q.ID); id != q.ID {
			p.problem("quiz-duplicate-id", p.idLine, q.ID, id)
			q.ID = id
		}
	}
}

// nameQuizzes gives those an id whose authors have not.
func (p *parser) nameQuizzes(all []Quiz) {
	for i := range all {
		if all[i].ID == "" {
			all[i].ID = p.quizzes.unique("quiz-" + strconv.Itoa(i+1))
		}
	}
}

// finish adds the question at hand to the quiz, if it can be used.
func (p *parser) finish() {
	d := p.q
	p.q = nil
	if d == nil || !d.usable(p) {
		return
	}
	q := d.Question
	q.ID = d.id
	if q.ID == "" {
		q.ID = stemID(q.Stem)
	}
	id := p.questions.unique(q.ID)
	if id != q.ID {
		name := "quiz-duplicate-question"
		if d.id != "" {
			name = "quiz-duplicate-id"
		}
		p.problem(name, d.at, q.ID, id)
		q.ID = id
	}
	ids := idSet{}
	for i := range q.Options {
		q.Options[i].ID = ids.unique(shortHash(q.ID, q.Options[i].Text))
	}
	p.quiz.Questions = append(p.quiz.Questions, q)
}
