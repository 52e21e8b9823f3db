package account

import (
	"context"
	"encoding/json"
	"time"

	"yanxi/site/store"
)

// A Marked is a quiz, or some questions of a document, that the server has marked for somebody.
type Marked struct {
	Document string
	Quiz     string // empty: only some questions, of no quiz as a whole
	Score    int
	Total    int
	Passed   bool
	Right    map[string]bool // by the id of a question: whether it was answered rightly
}

// KeepMarks keeps how somebody did. The error is [ErrAway].
func (a *Accounts) KeepMarks(ctx context.Context, name string, m Marked) error {
	return a.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := tx.Serialize(ctx, "marks of "+name); err != nil {
			return err
		}
		now := a.second()
		if m.Quiz != "" {
			if _, err := tx.Exec(ctx, `INSERT INTO quiz_results (person, document, quiz, tries, first_score, best_score, total, passed, at) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
				ON CONFLICT (person, document, quiz) DO UPDATE SET tries = quiz_results.tries + 1,
					best_score = CASE WHEN excluded.total <> quiz_results.total OR excluded.best_score > quiz_results.best_score THEN excluded.best_score ELSE quiz_results.best_score END,
					total = excluded.total,
					passed = CASE WHEN excluded.passed > quiz_results.passed THEN excluded.passed ELSE quiz_results.passed END, at = excluded.at`,
				name, m.Document, m.Quiz, m.Score, m.Score, m.Total, number(m.Passed), now); err != nil {
				return err
			}
		}
		for question, right := range m.Right {
			if _, err := tx.Exec(ctx, `INSERT INTO quiz_answers (person, document, question, tries, wrong, first_right, last_right, at) VALUES (?, ?, ?, 1, ?, ?, ?, ?)
				ON CONFLICT (person, document, question) DO UPDATE SET tries = quiz_answers.tries + 1, wrong = quiz_answers.wrong + excluded.wrong,
					last_right = excluded.last_right, at = excluded.at`,
				name, m.Document, question, number(!right), number(right), number(right), now); err != nil {
				return err
			}
		}
		return nil
	})
}

func number(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// A Class is what all readers with an account have learnt: not trainers, who try their own quizzes, and not who has left.
type Class struct {
	People    []Account                       // by name
	Read      map[string]map[string]string    // by person and document: the day
	Results   map[string]map[QuizKey]QuizMark // by person
	Questions map[QuestionKey]QuestionMark
}

// A QuizKey names a quiz of a document.
type QuizKey struct{ Document, Quiz string }

// A QuestionKey names a question of a document.
type QuestionKey struct{ Document, Question string }

// A QuizMark is how somebody did in a quiz.
type QuizMark struct {
	Tries, First, Best, Total int
	Passed                    bool
	At                        time.Time // of the last time
}

// A QuestionMark is how a class did in a question.
type QuestionMark struct {
	People     int // that answered it
	FirstWrong int // of them: wrongly the first time
	StillWrong int // of them: wrongly the last time
}

// Class reads what the class has learnt. The error is [ErrAway].
func (a *Accounts) Class(ctx context.Context) (*Class, error) {
	return a.class(ctx, readMembers, readTexts, readMarks, readAnswers)
}

// Reading is [Accounts.Class] without quizzes and questions.
func (a *Accounts) Reading(ctx context.Context) (*Class, error) {
	return a.class(ctx, readMembers, readTexts)
}

func (a *Accounts) class(ctx context.Context, parts ...func(context.Context, *store.Tx, *Class) error) (*Class, error) {
	c := &Class{Read: map[string]map[string]string{}, Results: map[string]map[QuizKey]QuizMark{}, Questions: map[QuestionKey]QuestionMark{}}
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, part := range parts {
			if err := part(ctx, tx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// members are the people of a class.
const (
	isMember = "role = 'reader' AND disabled = 0"
	members  = " person IN (SELECT name FROM people WHERE " + isMember + ")"
)

func readMembers(ctx context.Context, tx *store.Tx, c *Class) error {
	return tx.Each(ctx, func(scan func(...any) error) error {
		one, err := scanAccount(scan)
		c.People = append(c.People, one)
		return err
	}, "SELECT "+personColumns+" FROM people WHERE "+isMember+" ORDER BY name")
}

func readTexts(ctx context.Context, tx *store.Tx, c *Class) error {
	return tx.Each(ctx, func(scan func(...any) error) error {
		var person, item, value, day string
		if err := scan(&person, &item, &value); err != nil {
			return err
		}
		if json.Unmarshal([]byte(value), &day) == nil {
			put(c.Read, person, item, day)
		}
		return nil
	}, "SELECT person, item, value FROM progress WHERE part = 'read' AND"+members)
}

func readMarks(ctx context.Context, tx *store.Tx, c *Class) error {
	return tx.Each(ctx, func(scan func(...any) error) error {
		var person string
		var key QuizKey
		var m QuizMark
		var passed, at int64
		if err := scan(&person, &key.Document, &key.Quiz, &m.Tries, &m.First, &m.Best, &m.Total, &passed, &at); err != nil {
			return err
		}
		m.Passed, m.At = passed != 0, time.Unix(at, 0)
		put(c.Results, person, key, m)
		return nil
	}, "SELECT person, document, quiz, tries, first_score, best_score, total, passed, at FROM quiz_results WHERE"+members)
}

func readAnswers(ctx context.Context, tx *store.Tx, c *Class) error {
	return tx.Each(ctx, func(scan func(...any) error) error {
		var key QuestionKey
		var m QuestionMark
		err := scan(&key.Document, &key.Question, &m.People, &m.FirstWrong, &m.StillWrong)
		c.Questions[key] = m
		return err
	}, "SELECT document, question, COUNT(*), SUM(1 - first_right), SUM(1 - last_right) FROM quiz_answers WHERE"+members+" GROUP BY document, question")
}

func put[A, B comparable, V any](m map[A]map[B]V, a A, b B, v V) {
	if m[a] == nil {
		m[a] = map[B]V{}
	}
	m[a][b] = v
}
