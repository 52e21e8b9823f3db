package ui_test

import (
	"html/template"

	"yanxi/site/ui"
)

// quizPages are the pages of quizzes.
func quizPages(lang string, empty ui.Layout) []page {
	full := fullLayout(lang)
	full.Scripts = []string{"quiz.js"}
	static := full
	static.Static = true
	return []page{
		{"quiz", "full", ui.QuizPage{
			Layout: full, Heading: hostile, Back: links[1], Score: 1, Total: 2, Need: 2, Graded: true,
			Result: `{"document":"x"}`, Marked: marked(), Again: "/quiz?id=x", Next: &links[0], Seed: "s", Keys: []string{hostile},
		}},
		{"quiz", "passed", ui.QuizPage{Layout: full, Back: links[0], Graded: true, Passed: true, Marked: marked()}},
		{"quiz", "of the day", ui.QuizPage{Layout: full, Back: links[0], Marked: marked(), Notice: hostile}},
		{"quiz", "form", ui.QuizPage{Layout: full, Back: links[0], Notice: hostile, Form: form("open")}},
		{"quiz", "closed", ui.QuizPage{Layout: full, Back: links[0], Form: form("closed")}},
		{"quiz", "empty", ui.QuizPage{Layout: empty}},
		{"daily", "full", ui.DailyPage{Layout: full, Heading: hostile, Quiz: form("open")}},
		{"daily", "exported", ui.DailyPage{Layout: static, Quiz: &ui.Quiz{Sealed: "/_/marks/daily.txt", Daily: &ui.Daily{}}}},
		{"daily", "empty", ui.DailyPage{Layout: empty}},
		{"quizzes", "full", ui.QuizListPage{
			Layout: full, Heading: hostile, Daily: &links[0], Questions: 7,
			Documents: []ui.QuizDocument{{Item: items[0], Quizzes: []ui.QuizEntry{
				{Link: links[0], State: "open", Count: 3, Closes: "2026年"}, {Link: links[1], State: "early", Opens: "2026年"},
				{Link: ui.Link{URL: "/x/#quiz-1"}, State: "closed", Closes: hostile},
			}}, {Item: items[1]}},
		}},
		{"quizzes", "empty", ui.QuizListPage{Layout: empty}},
	}
}

// form has one question of each kind.
func form(state string) *ui.Quiz {
	f := &ui.Quiz{
		Anchor: "quiz-1", Document: "x", ID: hostile, Title: hostile, State: state, Opens: "2019年", Closes: "2019年",
		OpensAt: day, ClosesAt: day, Need: 4, Count: 5, Action: "/quiz?id=x", Mark: "/api/v1/quizzes?id=x", Notice: hostile,
		Daily: &ui.Daily{Today: "2026-12-01", Next: "x/q", More: "/daily/"},
	}
	places := []ui.Place{{Number: 1}, {Number: 2, Chosen: true}}
	options := []ui.Option{{ID: "a", Text: "<em>一</em>", Chosen: true, Places: places}, {ID: hostile, Text: "二", Places: places}}
	for i, kind := range []string{"single", "multiple", "true_false", "fill_in", "ordering"} {
		q := ui.Question{
			Number: i + 1, Key: "x/" + kind, Name: "answer." + kind, Document: "x", ID: kind, Kind: kind,
			Stem: "题<b>目</b>", Given: hostile, Options: options,
		}
		f.Questions = append(f.Questions, q)
	}
	return f
}

func marked() []ui.Question {
	questions := form("open").Questions
	for i := range questions {
		questions[i].Marking = &ui.Marking{
			Correct: i%2 == 0, Right: []template.HTML{"一"}, Explanation: "因为", Reread: &links[1],
		}
	}
	questions[1].Marking.Given = []template.HTML{"一", "二"}
	questions[2].Marking.Given = []template.HTML{"一"}
	questions[3].Marking.Reread, questions[3].Marking.Explanation = nil, ""
	return questions
}

// quizParts are the states of a quiz in a text.
func quizParts() map[string]*ui.Quiz {
	exported, sealed := form("open"), form("early")
	exported.Sealed, sealed.Sealed = "/_/marks/x.txt", "/_/marks/x.txt"
	return map[string]*ui.Quiz{
		"open": form("open"), "closed": form("closed"), "early": form("early"), "exported": exported, "sealed": sealed, "empty": {},
	}
}
