package report

import "sort"

// A Task is one thing to do, with what it is about.
type Task struct {
	Kind    string // questions, missing, lost, leaving, helpless, overdue, unfinished, unread: of the message
	Count   int    // of questions, searches, readers or texts
	Text    string // the query or the text's title
	ID      string // of the text; may be empty
	Command string // may be empty
}

// mostTasks is how many things a trainer does on a Monday.
const mostTasks = 3

// leastMissed is how many searches for the same it takes to make a text a task: one may be a slip.
const leastMissed = 2

// leastBegan is how many have to have begun a course that nobody finished to make it a task.
const leastBegan = 2

// Todo are the three things to do first: people who wait, then what many looked for in vain,
// then what is there and does not help, then what may be out of date, then what people begin and do not finish.
func (r *Report) Todo() []Task {
	var out []Task
	if n := r.Questions.Overdue; n > 0 {
		out = append(out, Task{Kind: "questions", Count: n})
	}
	missing := r.Needs.Missing
	missing = missing[:sort.Search(len(missing), func(i int) bool { return missing[i].WithoutResult < leastMissed })]
	for _, q := range first(missing, 1) {
		out = append(out, Task{Kind: "missing", Count: q.WithoutResult, Text: q.Text, Command: q.Command})
	}
	for _, q := range first(r.Needs.Lost, 1) {
		out = append(out, Task{Kind: "lost", Count: q.Unanswered(), Text: q.Text, Command: lookUp(q.Text, r.folder)})
	}
	for _, d := range first(r.Needs.Helpless, 1) {
		out = append(out, Task{Kind: "helpless", Count: d.Dislikes, Text: d.Title, ID: d.ID})
	}
	for _, d := range first(r.Needs.Leaving, 1) {
		out = append(out, Task{Kind: "leaving", Count: d.Landed - d.Stayed, Text: d.Title, ID: d.ID})
	}
	for _, d := range first(r.Sleeping.Overdue, 1) {
		out = append(out, Task{Kind: "overdue", Count: len(r.Sleeping.Overdue), Text: d.Title, ID: d.ID})
	}
	for _, q := range first(missing[min(1, len(missing)):], 1) {
		out = append(out, Task{Kind: "missing", Count: q.WithoutResult, Text: q.Text, Command: q.Command})
	}
	if r.Questions.Overdue == 0 && r.Questions.Open > 0 {
		out = append(out, Task{Kind: "open", Count: r.Questions.Open})
	}
	for _, c := range first(r.Sleeping.Unfinished.Courses, 1) {
		if c.Began >= leastBegan {
			out = append(out, Task{Kind: "unfinished", Count: c.Began, Text: c.Title, ID: c.ID})
		}
	}
	for _, d := range first(r.Sleeping.Unread, 1) {
		out = append(out, Task{Kind: "unread", Count: len(r.Sleeping.Unread), Text: d.Title, ID: d.ID})
	}
	return first(out, mostTasks)
}
