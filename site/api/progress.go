package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/site/account"
)

// maxProgress bounds what is sent of progress, in bytes.
const maxProgress = 2 << 20

// ProgressParts are what somebody has learnt, by the keys of the site's scripts.
type ProgressParts struct {
	Read    map[string]string       `json:"read,omitempty" doc:"By the id of a document: the day on which it was read, YYYY-MM-DD"`
	Quizzes map[string]ProgressQuiz `json:"quizzes,omitempty" doc:"By ID#QUIZ: how it went"`
	Cards   map[string]ProgressCard `json:"cards,omitempty" doc:"By ID/QUESTION: when a question is asked again"`
}

// ProgressQuiz is how a quiz went.
type ProgressQuiz struct {
	Score  float64 `json:"score" minimum:"0"`
	Total  int     `json:"total" minimum:"0"`
	Passed bool    `json:"passed"`
	At     string  `json:"at" doc:"RFC 3339 in UTC"`
}

// ProgressCard is a question of the daily ones.
type ProgressCard struct {
	Step int    `json:"step" minimum:"0"`
	Due  string `json:"due" doc:"YYYY-MM-DD"`
}

// ProgressSent is what a browser has that the account may not have yet.
type ProgressSent struct {
	Version int    `json:"version,omitempty" doc:"Of the format: 1" maximum:"1"`
	Person  string `json:"person,omitempty" doc:"Whose it is, as far as the sender knows: of somebody else nothing is taken"`
	ProgressParts
	Forget ProgressParts `json:"forget,omitempty" doc:"Entries that are to go, as they were when that was decided: one that is newer stays"`
}

// Progress is all that an account has.
type Progress struct {
	Version int                     `json:"version" doc:"Of the format: 1"`
	Person  string                  `json:"person" doc:"The account"`
	Read    map[string]string       `json:"read"`
	Quizzes map[string]ProgressQuiz `json:"quizzes"`
	Cards   map[string]ProgressCard `json:"cards"`
}

type progressOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         *Progress
}

const progressExample = `{"version":1,"read":{"index":"2026-11-27"}}`

// registerProgress adds what a person with an account keeps.
func (s *service) registerProgress(h huma.API) {
	op := huma.Operation{
		OperationID: "progress", Method: http.MethodGet, Path: Prefix + "progress", Summary: "Read what you have learnt",
		Security:    []map[string][]string{{"account": {}}},
		Description: "What the account has of texts read, quizzes passed and daily questions. Needs a session, or a token of an account as Authorization: Bearer TOKEN.",
	}
	h.OpenAPI().Components.SecuritySchemes["account"] = &huma.SecurityScheme{
		Type: "http", Scheme: "bearer", Description: "A token of an account, made by yanxi token add or on the page of the account. A browser sends its session instead.",
	}
	huma.Register(h, op, func(ctx context.Context, _ *struct{}) (*progressOutput, error) {
		p, err := s.learner(ctx)
		if err != nil {
			return nil, s.problem(ctx, op.OperationID, err)
		}
		kept, err := s.Accounts.Progress(ctx, p.Name)
		return s.progress(ctx, op.OperationID, p, kept, err)
	})
	put := huma.Operation{
		OperationID: "keep", Method: http.MethodPut, Path: Prefix + "progress", Summary: "Keep what you have learnt",
		Description: fmt.Sprintf("Merges what is sent into what the account has, and answers with all of it: of two entries for the same thing the newer counts, "+
			"and a quiz that was passed stays passed, so that several browsers may send in any order. At most %d entries of each kind. What is not as it should be is left out.", account.MaxProgress),
		Security:     []map[string][]string{{"account": {}}},
		MaxBodyBytes: maxProgress,
	}
	huma.Register(h, put, func(ctx context.Context, in *struct{ Body ProgressSent }) (*progressOutput, error) {
		p, err := s.learner(ctx)
		if err != nil {
			return nil, s.problem(ctx, put.OperationID, err)
		}
		if in.Body.Person != "" && in.Body.Person != p.Name {
			return nil, s.problem(ctx, put.OperationID, newProblem(http.StatusConflict, "Somebody else has signed in. Nothing was changed: read what the account has and go on from that."))
		}
		kept, err := s.Accounts.MergeProgress(ctx, p.Name, in.Body.ProgressParts.kept(), in.Body.Forget.kept())
		return s.progress(ctx, put.OperationID, p, kept, err)
	})
}

// learner is whose request it is.
func (s *service) learner(ctx context.Context) (account.Person, error) {
	p, known := account.From(ctx)
	switch {
	case s.Accounts == nil:
		return p, newProblem(http.StatusNotFound, "There are no accounts here. The browser keeps what was learnt.")
	case !known:
		return p, newProblem(http.StatusUnauthorized, "Nobody is signed in. Sign in, or send a token: Authorization: Bearer yanxi_…")
	}
	return p, nil
}

// progress answers with what is kept, or why it could not be.
func (s *service) progress(ctx context.Context, endpoint string, p account.Person, kept account.Progress, err error) (*progressOutput, error) {
	switch {
	case errors.Is(err, account.ErrProgress):
		err = newProblem(http.StatusRequestEntityTooLarge, fmt.Sprintf("There are more entries than an account keeps: %d of each kind. Nothing was changed.", account.MaxProgress))
	case errors.Is(err, account.ErrAway):
		s.Log.WarnContext(ctx, "api: no progress", "error", err)
		err = unavailable("The accounts cannot be reached. Send it again in a minute: nothing was changed.")
	}
	if err != nil {
		return nil, s.problem(ctx, endpoint, err)
	}
	out := &Progress{Version: 1, Person: p.Name, Read: kept.Read, Quizzes: map[string]ProgressQuiz{}, Cards: map[string]ProgressCard{}}
	for id, q := range kept.Quizzes {
		out.Quizzes[id] = ProgressQuiz(q)
	}
	for id, c := range kept.Cards {
		out.Cards[id] = ProgressCard(c)
	}
	return &progressOutput{"no-store", out}, nil
}

func (p ProgressParts) kept() account.Progress {
	out := account.Progress{Read: p.Read, Quizzes: map[string]account.QuizResult{}, Cards: map[string]account.Card{}}
	for id, q := range p.Quizzes {
		out.Quizzes[id] = account.QuizResult(q)
	}
	for id, c := range p.Cards {
		out.Cards[id] = account.Card(c)
	}
	return out
}

// keepMarks keeps how somebody with an account did in the quizzes of a document. A try without any answer is none.
func (s *service) keepMarks(ctx context.Context, document string, in *Answers, marks *Marks, need map[string]int) {
	p, known := account.From(ctx)
	if s.Accounts == nil || !known {
		return
	}
	of := map[string]*account.Marked{}
	answered := map[string]bool{}
	for _, m := range marks.Items {
		if of[m.Quiz] == nil {
			of[m.Quiz] = &account.Marked{Document: document, Right: map[string]bool{}}
		}
		one := of[m.Quiz]
		one.Total++
		one.Right[m.ID] = m.Correct
		answered[m.Quiz] = answered[m.Quiz] || len(m.Given) > 0
		if m.Correct {
			one.Score++
		}
	}
	for id, one := range of {
		if !answered[id] {
			continue
		}
		if len(in.Questions) == 0 {
			one.Quiz, one.Passed = id, one.Score >= need[id]
		}
		if err := s.Accounts.KeepMarks(ctx, p.Name, *one); err != nil {
			s.Log.WarnContext(ctx, "api: marks could not be kept", "error", err)
		}
	}
}
