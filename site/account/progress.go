package account

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"unicode/utf8"

	"yanxi/site/store"
)

// Progress is what a person has learnt: texts read, quizzes passed, cards of the daily questions. It is what the browser keeps
// of somebody without an account, with the same bounds; its keys are those of site/ui/static/progress.js.
type Progress struct {
	Read    map[string]string     // by the id of a document: the day, YYYY-MM-DD in the reader's zone
	Quizzes map[string]QuizResult // by ID#QUIZ
	Cards   map[string]Card       // by ID/QUESTION
}

// A QuizResult is how a quiz went, by what the browser says.
type QuizResult struct {
	Score  float64 `json:"score"`
	Total  int     `json:"total"`
	Passed bool    `json:"passed"`
	At     string  `json:"at"` // RFC 3339 in UTC, or a day
}

// A Card is a question of the daily ones, to be asked again.
type Card struct {
	Step int    `json:"step"`
	Due  string `json:"due"` // a day
}

// ErrProgress means that somebody has too much progress to be kept.
var ErrProgress = errors.New("there is more progress than can be kept")

// Bounds of progress.
const (
	MaxProgress = 20_000 // entries of each part
	maxItem     = 600    // characters of a key
	maxNumber   = 1_000_000
)

// Parts of progress.
const (
	partRead    = "read"
	partQuizzes = "quizzes"
	partCards   = "cards"
)

var (
	isDay    = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)
	isMoment = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,9})?Z)?$`)
)

// ok reports whether an entry is as it should be; others are left out.
func okRead(v string) bool { return isDay.MatchString(v) }
func okQuiz(v QuizResult) bool {
	return v.Score >= 0 && v.Score < maxNumber && v.Total >= 0 && v.Total < maxNumber && isMoment.MatchString(v.At)
}
func okCard(v Card) bool { return v.Step >= 0 && v.Step < maxNumber && isDay.MatchString(v.Due) }

// Of two entries for the same thing the newer counts; a quiz that was passed stays passed.
func newerRead(a, b string) bool { return a > b }
func newerQuiz(a, b QuizResult) bool {
	if a.Passed != b.Passed {
		return a.Passed
	}
	return a.At > b.At
}
func newerCard(a, b Card) bool { return a.Due > b.Due || a.Due == b.Due && a.Step > b.Step }

// Progress returns what a person has kept. The error is [ErrAway].
func (a *Accounts) Progress(ctx context.Context, name string) (Progress, error) {
	var out Progress
	err := a.read(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = readProgress(ctx, tx, name)
		return err
	})
	return out, err
}

func readProgress(ctx context.Context, tx *store.Tx, name string) (Progress, error) {
	out := Progress{map[string]string{}, map[string]QuizResult{}, map[string]Card{}}
	err := tx.Each(ctx, func(scan func(...any) error) error {
		var part, item, value string
		if err := scan(&part, &item, &value); err != nil {
			return err
		}
		switch part { // what cannot be read is none
		case partRead:
			decode(out.Read, item, value)
		case partQuizzes:
			decode(out.Quizzes, item, value)
		case partCards:
			decode(out.Cards, item, value)
		}
		return nil
	}, "SELECT part, item, value FROM progress WHERE person = ?", name)
	return out, err
}

func decode[T any](into map[string]T, item, value string) {
	var v T
	if json.Unmarshal([]byte(value), &v) == nil {
		into[item] = v
	}
}

// MergeProgress adds what somebody has learnt elsewhere to what is kept, and takes away what they forget: an entry goes if it is
// not newer than the one in forget. So it does not matter in which order browsers send what they have. What is not as it
// should be is left out. It returns all that is kept then. The error is [ErrProgress] or [ErrAway].
func (a *Accounts) MergeProgress(ctx context.Context, name string, add, forget Progress) (Progress, error) {
	var out Progress
	err := a.write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		if err := tx.Serialize(ctx, "progress of "+name); err != nil {
			return err
		}
		if out, err = readProgress(ctx, tx, name); err != nil {
			return err
		}
		m := merging{ctx, tx, name}
		if err := merge(m, partRead, out.Read, add.Read, forget.Read, okRead, newerRead); err != nil {
			return err
		}
		if err := merge(m, partQuizzes, out.Quizzes, add.Quizzes, forget.Quizzes, okQuiz, newerQuiz); err != nil {
			return err
		}
		return merge(m, partCards, out.Cards, add.Cards, forget.Cards, okCard, newerCard)
	})
	return out, err
}

// A merging is where a merge goes.
type merging struct {
	ctx  context.Context
	tx   *store.Tx
	name string
}

// merge changes one part, in the database and in kept.
func merge[T comparable](m merging, part string, kept, add, forget map[string]T, ok func(T) bool, newer func(a, b T) bool) error {
	for item, v := range forget {
		if old, there := kept[item]; there && !newer(old, v) {
			if _, err := m.tx.Exec(m.ctx, "DELETE FROM progress WHERE person = ? AND part = ? AND item = ?", m.name, part, item); err != nil {
				return err
			}
			delete(kept, item)
		}
	}
	changed := map[string]T{}
	for item, v := range add {
		if old, there := kept[item]; there && !newer(v, old) || !ok(v) || item == "" || item != clean(item) || utf8.RuneCountInString(item) > maxItem {
			continue
		}
		if kept[item], changed[item] = v, v; len(kept) > MaxProgress {
			return ErrProgress // before anything is written: that takes seconds
		}
	}
	return keep(m, part, changed)
}

// keep writes entries of one part.
func keep[T any](m merging, part string, entries map[string]T) error {
	if len(entries) == 0 {
		return nil
	}
	insert, err := m.tx.Prepare(m.ctx, `INSERT INTO progress (person, part, item, value) VALUES (?, ?, ?, ?)
		ON CONFLICT (person, part, item) DO UPDATE SET value = excluded.value`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for item, v := range entries {
		value, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if _, err := insert.ExecContext(m.ctx, m.name, part, item, string(value)); err != nil {
			return err
		}
	}
	return nil
}
