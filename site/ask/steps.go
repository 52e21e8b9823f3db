package ask

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"yanxi/site/store"
)

// Pass hands an open question on to somebody. by is who does so; the note may be
// empty.
func (d *Desk) Pass(ctx context.Context, id, to, note, by string) (*Question, error) {
	if to = CleanLine(to); to == "" {
		return nil, ErrMissing
	}
	return d.step(ctx, id, "", Step{State: Passed, By: by, To: to, Note: note})
}

// Close ends an open question without an answer. The reason must not be empty.
func (d *Desk) Close(ctx context.Context, id, reason, by string) (*Question, error) {
	if reason = Clean(reason); reason == "" {
		return nil, ErrMissing
	}
	return d.step(ctx, id, "", Step{State: Closed, By: by, Note: reason})
}

// Answer says which document answers a question, whatever its state. Saying it
// again changes nothing.
func (d *Desk) Answer(ctx context.Context, id, document, by string) (*Question, error) {
	if document == "" {
		return nil, ErrMissing
	}
	return d.step(ctx, id, document, Step{State: Answered, By: by})
}

// step adds a step to a question's history. The error is [ErrUnknown],
// [ErrState], [ErrNote] or [ErrAway].
func (d *Desk) step(ctx context.Context, id, answer string, s Step) (q *Question, err error) {
	s.By, s.Note, s.At = CleanLine(s.By), Clean(s.Note), whole(d.now())
	if length(s.Note) > MaxNote || length(s.To) > MaxNote || length(s.By) > MaxNote {
		return nil, ErrNote
	}
	err = d.write(ctx, func(tx *store.Tx) error {
		if err := tx.Serialize(ctx, "questions"); err != nil {
			return err
		}
		if q, err = get(ctx, tx, id); err != nil {
			return err
		}
		switch {
		case s.State == Answered && q.State == Answered && q.Answer == answer:
			return nil
		case s.State != Answered && !q.State.Open():
			return ErrState
		}
		if s.State == Answered {
			q.Answer = answer
		}
		q.State = s.State
		q.History = append(q.History, s)
		if _, err := tx.Exec(ctx, "UPDATE questions SET state = ?, answer = ? WHERE id = ?", string(q.State), q.Answer, id); err != nil {
			return err
		}
		return addStep(ctx, tx, id, len(q.History), s)
	})
	if err != nil && q != nil && errors.Is(err, ErrState) {
		return q, err
	}
	if err != nil {
		return nil, err
	}
	return q, nil
}

func addStep(ctx context.Context, tx *store.Tx, id string, number int, s Step) error {
	_, err := tx.Exec(ctx, "INSERT INTO question_steps (question, number, state, at, who, passed_to, note) VALUES (?, ?, ?, ?, ?, ?, ?)",
		id, number, string(s.State), s.At.Unix(), s.By, s.To, s.Note)
	return err
}

// Get returns a question with its history, or [ErrUnknown] or [ErrAway].
func (d *Desk) Get(ctx context.Context, id string) (q *Question, err error) {
	err = d.read(ctx, func(tx *store.Tx) error {
		q, err = get(ctx, tx, id)
		return err
	})
	return q, err
}

// maxID bounds an id, in bytes: a day and a number of 64 bits.
const maxID = 28

const columns = "id, document, text, name, state, created, due, answer"

func get(ctx context.Context, tx *store.Tx, id string) (*Question, error) {
	if len(id) > maxID || strings.Trim(id, "0123456789-") != "" {
		return nil, ErrUnknown // not every string can be sent to every database
	}
	q, err := scanQuestion(tx.QueryRow(ctx, "SELECT "+columns+" FROM questions WHERE id = ?", id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrUnknown
	}
	if err != nil {
		return nil, err
	}
	return q, tx.Each(ctx, func(scan func(...any) error) error {
		_, s, err := scanStep(scan)
		q.History = append(q.History, s)
		return err
	}, "SELECT "+stepColumns+" FROM question_steps WHERE question = ? ORDER BY number", id)
}

func scanQuestion(scan func(...any) error) (*Question, error) {
	var q Question
	var state string
	var created, due int64
	if err := scan(&q.ID, &q.Document, &q.Text, &q.Name, &state, &created, &due, &q.Answer); err != nil {
		return nil, err
	}
	q.State, q.Created, q.Due = State(state), time.Unix(created, 0), time.Unix(due, 0)
	return &q, nil
}

const stepColumns = "question, state, at, who, passed_to, note"

func scanStep(scan func(...any) error) (id string, s Step, err error) {
	var state string
	var at int64
	if err := scan(&id, &state, &at, &s.By, &s.To, &s.Note); err != nil {
		return "", Step{}, fmt.Errorf("step: %w", err)
	}
	s.State, s.At = State(state), time.Unix(at, 0)
	return id, s, nil
}
