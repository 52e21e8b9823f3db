package desk

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/content/quiz"
	"yanxi/content/starter"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/ui"
)

// Rows that a form begins with, that each asking for more adds, and at most.
const (
	firstRows = 4
	moreRows  = 4
	mostRows  = 60
)

// choose asks for the kind of a new text, and then for what it begins with.
func (d *desk) choose(w http.ResponseWriter, r *http.Request, me account.Person) error {
	q := r.URL.Query()
	kind := q.Get("kind")
	if !slices.Contains(starter.Kinds(), kind) {
		d.Render(w, r, "desk-new", d.kinds(q.Get("title")), http.StatusOK)
		return nil
	}
	p := d.newPage(kind)
	p.Name, p.Author, p.Day = q.Get("title"), me.Called(), d.today()
	p.Moments = blank(p.Moments, firstRows)
	if len(p.Moments) > 0 {
		p.Moments[0].Type = string(content.MomentOutbreak)
		p.Moments[1].Type = string(content.MomentFirstResponse)
	}
	p.Sources, p.Questions = blank(p.Sources, firstRows), blank(p.Questions, firstRows)
	d.Render(w, r, "desk-new", p, http.StatusOK)
	return nil
}

// blank adds empty rows.
func blank[T any](rows []T, n int) []T {
	return append(rows, make([]T, max(0, min(n, mostRows-len(rows))))...)
}

func (d *desk) today() string {
	return d.Now().In(d.Library().Settings().Location).Format(time.DateOnly)
}

// kinds is the page that offers all kinds.
func (d *desk) kinds(title string) ui.DeskNewPage {
	words := d.Words()
	p := ui.DeskNewPage{Layout: d.page(words.T("desk.new.title")), Heading: words.T("desk.new.title")}
	for _, kind := range starter.Kinds() {
		p.Kinds = append(p.Kinds, ui.DeskKind{Link: ui.Link{Text: words.T("desk.kind." + kind), URL: newURL(kind, title)}, Kind: kind, Says: words.T("desk.kind." + kind + ".says")})
	}
	return p
}

// newPage is the form of a kind.
func (d *desk) newPage(kind string) ui.DeskNewPage {
	words := d.Words()
	title := words.T("desk.new." + kind)
	p := ui.DeskNewPage{
		Layout: d.page(title, ui.Link{Text: words.T("desk.new.title"), URL: "/desk/new"}), Heading: title, Kind: kind, Action: "/desk/new",
		More: true,
	}
	if kind == starter.KindCase {
		p.Fields, p.Platforms = d.terms("field"), d.terms("platform")
		for _, t := range momentTypes {
			p.MomentTypes = append(p.MomentTypes, ui.DeskOption{Value: string(t), Text: t.Label(words.Lang())})
		}
	}
	if kind == starter.KindQuiz {
		for _, k := range questionKinds {
			p.QuestionKinds = append(p.QuestionKinds, ui.DeskOption{Value: string(k), Text: words.T("desk.question." + string(k))})
		}
	}
	return p
}

var (
	momentTypes = []content.MomentType{
		content.MomentOutbreak, content.MomentFirstResponse, content.MomentFact, content.MomentCause, content.MomentAttitude,
		content.MomentEscalation, content.MomentCorrection, content.MomentClose,
	}
	questionKinds = []quiz.Kind{quiz.KindSingle, quiz.KindMultiple, quiz.KindTrueFalse, quiz.KindFillIn, quiz.KindOrdering}
)

// terms are those of a vocabulary, to choose from.
func (d *desk) terms(vocabulary string) []ui.DeskOption {
	lib := d.Library()
	v := lib.Vocabulary(vocabulary)
	if v == nil {
		return nil
	}
	var out []ui.DeskOption
	for _, t := range v.Terms {
		out = append(out, ui.DeskOption{Value: t.ID, Text: lib.TermLabel(vocabulary, t.ID)})
	}
	return out
}

// start makes a draft of a form, or shows it again with more rows, or with what is missing.
func (d *desk) start(w http.ResponseWriter, r *http.Request, me account.Person) error {
	if err := form(w, r); err != nil {
		return err
	}
	kind := r.FormValue("kind")
	if !slices.Contains(starter.Kinds(), kind) {
		return problem{status: http.StatusUnprocessableEntity, key: "kind"}
	}
	p := d.newPage(kind)
	readNew(r, &p)
	status := http.StatusOK
	switch {
	case r.FormValue("do") == "more":
		p.Moments, p.Sources, p.Questions = blank(p.Moments, moreRows), blank(p.Sources, moreRows), blank(p.Questions, moreRows)
	case strings.TrimSpace(p.Name) == "":
		p.Wrong, status = d.Words().T("desk.new.untitled"), http.StatusUnprocessableEntity
	default:
		text := textOf(p)
		t, err := d.Drafts.New(r.Context(), draft.Draft{Owner: me.Name, Title: d.titleOf(text), Text: text})
		if err != nil {
			return err
		}
		d.Lead(w, r, editURL(t.ID))
		return nil
	}
	d.Render(w, r, "desk-new", p, status)
	return nil
}

// readNew puts what was typed into the form.
func readNew(r *http.Request, p *ui.DeskNewPage) {
	p.Name, p.Summary, p.Author, p.Tags = r.FormValue("title"), r.FormValue("summary"), r.FormValue("author"), r.FormValue("tags")
	p.Day, p.Place, p.Unit, p.Host = r.FormValue("date"), r.FormValue("place"), r.FormValue("unit"), r.FormValue("host")
	p.Start, p.End, p.Audience, p.Lecturers, p.Taught = r.FormValue("start"), r.FormValue("end"), r.FormValue("audience"), r.FormValue("lecturers"), r.FormValue("taught")
	p.Field, p.Severity, p.Grade, p.Outcome, p.Lessons = r.FormValue("field"), r.FormValue("severity"), r.FormValue("grade"), r.FormValue("outcome"), r.FormValue("lessons")
	p.Platform = r.Form["platform"]
	column := func(name string) func(int) string {
		values := r.Form[name]
		return func(i int) string {
			if i < len(values) {
				return values[i]
			}
			return ""
		}
	}
	at, kind, actor, text, statement, sources := column("m.at"), column("m.type"), column("m.actor"), column("m.text"), column("m.statement"), column("m.sources")
	for i := range min(len(r.Form["m.at"]), mostRows) {
		p.Moments = append(p.Moments, ui.DeskMoment{At: at(i), Type: kind(i), Actor: actor(i), Text: text(i), Statement: statement(i), Sources: sources(i)})
	}
	title, publisher, date, address := column("s.title"), column("s.publisher"), column("s.date"), column("s.url")
	for i := range min(len(r.Form["s.title"]), mostRows) {
		p.Sources = append(p.Sources, ui.DeskSource{Title: title(i), Publisher: publisher(i), Date: date(i), URL: address(i)})
	}
	ask, stem, answers, explanation := column("q.kind"), column("q.stem"), column("q.answers"), column("q.explanation")
	for i := range min(len(r.Form["q.stem"]), mostRows) {
		p.Questions = append(p.Questions, ui.DeskQuestion{Kind: ask(i), Stem: stem(i), Answers: answers(i), Explanation: explanation(i)})
	}
}

// textOf writes the text that a form asks for.
func textOf(p ui.DeskNewPage) string {
	day := strings.TrimSpace(p.Day)
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		day = ""
	}
	switch p.Kind {
	case starter.KindCourse:
		return starter.CourseForm{
			Title: p.Name, Summary: p.Summary, Date: day, Start: strings.TrimSpace(p.Start), End: strings.TrimSpace(p.End), Place: p.Place, Host: p.Host,
			Audience: p.Audience, Lecturers: names(p.Lecturers), Taught: lines(p.Taught),
		}.Text()
	case starter.KindCase:
		c := starter.CaseForm{
			Title: p.Name, Summary: p.Summary, Author: strings.TrimSpace(p.Author), Date: day, Field: p.Field, Place: p.Place, Unit: p.Unit, Severity: p.Severity,
			Platforms: p.Platform, Tags: names(p.Tags), Grade: p.Grade, Outcome: p.Outcome, Lessons: lines(p.Lessons),
		}
		for _, m := range p.Moments {
			c.Moments = append(c.Moments, starter.Moment{At: strings.TrimSpace(m.At), Type: m.Type, Actor: m.Actor, Text: m.Text, Statement: m.Statement, Sources: m.Sources})
		}
		for _, s := range p.Sources {
			c.Sources = append(c.Sources, starter.Source{Title: s.Title, Publisher: s.Publisher, Date: s.Date, URL: strings.TrimSpace(s.URL)})
		}
		return c.Text()
	}
	n := starter.NoteForm{Title: p.Name, Summary: p.Summary, Author: strings.TrimSpace(p.Author), Date: day, Tags: names(p.Tags)}
	for _, q := range p.Questions {
		n.Questions = append(n.Questions, starter.Question{Kind: q.Kind, Stem: q.Stem, Answers: q.Answers, Explanation: q.Explanation})
	}
	return n.Text()
}

// names splits what is written between commas and the like.
func names(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// lines splits at line ends; blank lines say nothing.
func lines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
