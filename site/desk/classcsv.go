package desk

import (
	"cmp"
	"encoding/csv"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"yanxi/content/markdown"
	"yanxi/site/account"
	"yanxi/site/report"
)

func isAway(err error) bool { return errors.Is(err, account.ErrAway) }

// classPeople is a line for each text that somebody has finished, and for each quiz that somebody has taken.
func (d *desk) classPeople(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	l, err := d.lesson(r)
	if err != nil {
		return err
	}
	titles := map[string]string{}
	for id, quizzes := range l.quizzes {
		for _, q := range quizzes {
			titles[id+"#"+q.ID] = markdown.PlainText(cmp.Or(q.Title, q.ID))
		}
	}
	rows := [][]string{d.classHead("account", "called", "text", "id", "read", "quiz", "tries", "first", "best", "total", "passed")}
	for _, a := range l.Class.People {
		for _, doc := range l.documents {
			if day := l.Read[a.Name][doc.ID]; day != "" {
				rows = append(rows, []string{a.Name, a.Display, doc.Title, doc.ID, day, "", "", "", "", "", ""})
			}
		}
		var keys []account.QuizKey
		for key := range l.Results[a.Name] {
			if l.within[key.Document] != nil {
				keys = append(keys, key)
			}
		}
		slices.SortFunc(keys, func(a, b account.QuizKey) int {
			return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Quiz, b.Quiz))
		})
		for _, key := range keys {
			m := l.Results[a.Name][key]
			passed := d.Words().T("class.csv.no")
			if m.Passed {
				passed = d.Words().T("class.csv.yes")
			}
			rows = append(rows, []string{
				a.Name, a.Display, l.within[key.Document].Title, key.Document, l.Read[a.Name][key.Document], cmp.Or(titles[key.Document+"#"+key.Quiz], key.Quiz),
				strconv.Itoa(m.Tries), strconv.Itoa(m.First), strconv.Itoa(m.Best), strconv.Itoa(m.Total), passed,
			})
		}
	}
	return writeTable(w, "class-people.csv", rows)
}

// classAnswers is a line for each question that was answered, those missed most first.
func (d *desk) classAnswers(w http.ResponseWriter, r *http.Request, _ account.Person) error {
	l, err := d.lesson(r)
	if err != nil {
		return err
	}
	words := d.Words()
	rows := [][]string{{words.T("class.question"), words.T("class.csv.text"), words.T("class.answered"), words.T("class.wrong"), words.T("class.still")}}
	for _, q := range l.missed(len(l.Questions)) {
		rows = append(rows, []string{q.Text, q.Document, strconv.Itoa(q.People), strconv.Itoa(q.FirstWrong), strconv.Itoa(q.Still)})
	}
	return writeTable(w, "class-answers.csv", rows)
}

func (d *desk) classHead(names ...string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = d.Words().T("class.csv." + name)
	}
	return out
}

// writeTable answers with a table for a spreadsheet: UTF-8 with a byte order mark, so that Chinese is read rightly, and
// without formulas.
func writeTable(w http.ResponseWriter, name string, rows [][]string) error {
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Write([]byte("\ufeff"))
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for _, row := range rows {
		for i := range row {
			row[i] = report.Harmless(row[i])
		}
		if err := out.Write(row); err != nil {
			return nil //nolint:nilerr // nobody reads any more
		}
	}
	out.Flush()
	return nil
}
