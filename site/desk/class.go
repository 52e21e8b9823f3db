package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/content/quiz"
	"yanxi/site/account"
	"yanxi/site/ui"
)

// Bounds of the page; the tables for a spreadsheet have all.
const (
	mostMissed = 20
	mostPupils = 500
)

// A lesson is what of a class belongs to a course, or to all of them.
type lesson struct {
	*account.Class
	course    *content.Document            // nil: all
	documents []*content.Document          // to be read
	texts     []string                     // their ids
	within    map[string]*content.Document // these, and what else may ask questions
	quizzes   map[string][]quiz.Quiz       // of the documents that somebody has answered
}

// lesson reads the class, for the course that a request names.
func (d *desk) lesson(r *http.Request) (*lesson, error) {
	lib := d.Shown()
	l := &lesson{within: map[string]*content.Document{}, quizzes: map[string][]quiz.Quiz{}}
	id := r.URL.Query().Get("course")
	for _, course := range coursesOf(lib) {
		if id != "" && course.ID != id {
			continue
		}
		if id != "" {
			l.course = course
		}
		l.add(lib.Material(course))
	}
	if l.course != nil { // its page is no lesson to be read, and may ask questions
		l.within[l.course.ID] = l.course
	}
	if id == "" && len(l.documents) == 0 { // without courses, what there is to read
		l.add(slices.DeleteFunc(slices.Clone(lib.Documents()), func(doc *content.Document) bool { return doc.ID == "index" }))
	}
	if id != "" && l.course == nil {
		return nil, problem{status: http.StatusNotFound, key: "missing"}
	}
	var err error
	if l.Class, err = d.Class(r.Context()); err != nil {
		return nil, err
	}
	if l.course == nil { // quizzes of texts that no course has belong to all
		for key := range l.Questions {
			if doc := lib.Document(key.Document); doc != nil {
				l.within[key.Document] = doc
			}
		}
	}
	for key := range l.Questions {
		if doc := l.within[key.Document]; doc != nil && l.quizzes[key.Document] == nil {
			if body, err := lib.Read(doc); err == nil {
				l.quizzes[key.Document] = body.Quizzes()
			}
		}
	}
	return l, nil
}

// add takes in texts that are to be read, each once.
func (l *lesson) add(docs []*content.Document) {
	for _, doc := range docs {
		if l.within[doc.ID] == nil {
			l.within[doc.ID] = doc
			l.documents = append(l.documents, doc)
			l.texts = append(l.texts, doc.ID)
		}
	}
}

// ids are those of documents.
func ids(docs []*content.Document) []string {
	out := make([]string, len(docs))
	for i, doc := range docs {
		out[i] = doc.ID
	}
	return out
}

// coursesOf are the courses and paths that have material, by title.
func coursesOf(lib *content.Library) []*content.Document {
	out := slices.DeleteFunc(slices.Clone(lib.ByKind(content.KindCourse)), func(c *content.Document) bool { return len(lib.Material(c)) == 0 })
	slices.SortStableFunc(out, func(a, b *content.Document) int {
		return cmp.Or(cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// class shows who finished what, and which questions are missed.
func (d *desk) class(w http.ResponseWriter, r *http.Request, me account.Person) error {
	words := d.Words()
	p := ui.DeskClassPage{Layout: d.page(words.T("class.title")), Heading: words.T("class.title"), Tabs: d.tabs(me, classPath), Action: classPath, Course: r.URL.Query().Get("course")}
	courses := coursesOf(d.Shown())
	for _, c := range courses {
		p.Courses = append(p.Courses, ui.DeskOption{Value: c.ID, Text: c.Title})
	}
	l, err := d.lesson(r)
	if isAway(err) {
		d.Log.Warn("desk: no class", "error", err)
		p.Problem = words.T("class.away")
		d.Render(w, r, "desk-class", p, http.StatusServiceUnavailable)
		return nil
	}
	if err != nil {
		return err
	}
	p.Lead = words.T("class.lead", len(l.Class.People))
	for _, pupil := range l.Class.People[:min(len(l.Class.People), mostPupils)] {
		p.People = append(p.People, d.pupil(l, pupil))
	}
	if l.course == nil {
		p.Each = d.each(l, courses)
	}
	p.Questions, p.Quizzes = l.missed(mostMissed), d.quizzes(l)
	p.Questions = slices.DeleteFunc(p.Questions, func(q ui.ClassQuestion) bool { return q.FirstWrong == 0 })
	query := ""
	if l.course != nil {
		query = "?" + url.Values{"course": {l.course.ID}}.Encode()
	}
	p.PeopleCSV, p.AnswerCSV = classPath+"people.csv"+query, classPath+"answers.csv"+query
	d.Render(w, r, "desk-class", p, http.StatusOK)
	return nil
}

// pupil is how far somebody is.
func (d *desk) pupil(l *lesson, a account.Account) ui.ClassPerson {
	p := ui.ClassPerson{Name: a.Name, Called: a.Called(), Total: len(l.documents)}
	reach := l.Reach(a.Name, l.texts)
	p.Done, p.Finished = reach.Texts, reach.All
	if day, err := time.Parse(time.DateOnly, reach.Last); err == nil {
		p.Last = d.Words().Day(day)
	}
	for key, m := range l.Results[a.Name] {
		if l.within[key.Document] == nil {
			continue
		}
		p.Tried++
		if m.Passed {
			p.Passed++
		}
	}
	return p
}

// each says how far the class is with each course, in the order of the choice.
func (d *desk) each(l *lesson, courses []*content.Document) []ui.ClassCourse {
	var out []ui.ClassCourse
	for _, c := range courses {
		s := l.Standing(ids(d.Shown().Material(c)))
		out = append(out, ui.ClassCourse{
			Link:  ui.Link{Text: c.Title, URL: classPath + "?" + url.Values{"course": {c.ID}}.Encode()},
			Texts: s.Texts, Began: s.Began, Finished: s.Finished,
		})
	}
	return out
}

// missed are the questions that most got wrong the first time, n at most. Those that the texts no longer ask are left out.
func (l *lesson) missed(n int) []ui.ClassQuestion {
	var out []ui.ClassQuestion
	for id, quizzes := range l.quizzes {
		for _, q := range quizzes {
			for i := range q.Questions {
				m, answered := l.Questions[account.QuestionKey{Document: id, Question: q.Questions[i].ID}]
				if !answered {
					continue
				}
				out = append(out, ui.ClassQuestion{
					Link: ui.Link{Text: oneLine(markdown.PlainText(q.Questions[i].Stem)), URL: quizPlace(id, q.ID)}, Document: l.within[id].Title,
					People: m.People, FirstWrong: m.FirstWrong, Still: m.StillWrong,
				})
			}
		}
	}
	slices.SortFunc(out, func(a, b ui.ClassQuestion) int {
		return cmp.Or(b.FirstWrong-a.FirstWrong, b.Still-a.Still, a.People-b.People, cmp.Compare(a.URL, b.URL), cmp.Compare(a.Text, b.Text))
	})
	return out[:min(len(out), n)]
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func quizPlace(document, id string) string {
	return documentURL(document) + "#" + (&url.URL{Fragment: id}).EscapedFragment()
}

// quizzes say how each quiz went.
func (d *desk) quizzes(l *lesson) []ui.ClassQuiz {
	var out []ui.ClassQuiz
	for id, quizzes := range l.quizzes {
		for _, q := range quizzes {
			one, first := ui.ClassQuiz{Link: ui.Link{Text: l.within[id].Title, URL: quizPlace(id, q.ID)}}, 0
			if q.Title != "" {
				one.Text += " › " + markdown.PlainText(q.Title)
			}
			for _, results := range l.Results {
				if m, ok := results[account.QuizKey{Document: id, Quiz: q.ID}]; ok {
					one.Tried++
					first += m.First
					if m.Passed {
						one.Passed++
					}
				}
			}
			if one.Tried > 0 {
				one.First = fmt.Sprintf("%.1f/%d", float64(first)/float64(one.Tried), len(q.Questions))
				out = append(out, one)
			}
		}
	}
	slices.SortFunc(out, func(a, b ui.ClassQuiz) int { return cmp.Compare(a.URL, b.URL) })
	return out
}
