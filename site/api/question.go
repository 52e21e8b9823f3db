package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/content"
	"yanxi/site/ask"
)

// Asking is what a reader asks.
type Asking struct {
	Document string `json:"document,omitempty" doc:"The id of the document that it is about; without it, the library as a whole"`
	Text     string `json:"text" doc:"2 to 1000 characters of plain text"`
	Name     string `json:"name,omitempty" doc:"Of whoever asks, at most 40 characters; may be left out"`
}

// Asked is a question that is kept.
type Asked struct {
	ID    string `json:"id" example:"20261102-1" doc:"By which an answer names the question"`
	State string `json:"state" enum:"new,passed,answered,closed" doc:"new, unless the same was asked before on that day"`
	Due   string `json:"due" format:"date" doc:"The last day on which an answer is in time, in the library's zone"`
}

type askingInput struct{ Body Asking }

type askedOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         *Asked
}

const askExample = `{"document":"index","text":"先过哪一道关？","name":"小李"}`

// registerQuestions adds the one endpoint that keeps something.
func (s *service) registerQuestions(h huma.API) {
	op := huma.Operation{
		OperationID: "ask", Method: http.MethodPost, Path: Prefix + "questions", Summary: "Ask a question",
		Description: fmt.Sprintf("Keeps a question of a reader, to be answered in working days. At most %d an hour are taken from one reader; the same text sent again "+
			"on that day is the same question. 404 where readers cannot ask, 503 where the database does not answer: send it again later.", ask.PerVisitor),
		DefaultStatus: http.StatusCreated,
		MaxBodyBytes:  maxBody,
	}
	huma.Register(h, op, func(ctx context.Context, in *askingInput) (*askedOutput, error) {
		body, err := s.ask(ctx, &in.Body)
		if err != nil {
			return nil, s.problem(ctx, op.OperationID, err)
		}
		return &askedOutput{"no-store", body}, nil
	})
}

func (s *service) ask(ctx context.Context, in *Asking) (*Asked, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	if s.Ask == nil {
		return nil, newProblem(http.StatusNotFound, "Readers cannot ask here. The site keeps nothing of what they do.")
	}
	var about *content.Document
	if in.Document != "" {
		if about = lib.Document(in.Document); about == nil {
			return nil, noDocument(lib, in.Document)
		}
	}
	q, err := s.Ask(ctx, about, in.Text, in.Name)
	if err != nil {
		return nil, s.untaken(ctx, in, err)
	}
	return &Asked{ID: q.ID, State: string(q.State), Due: q.Due.In(lib.Settings().Location).Format("2006-01-02")}, nil
}

// untaken says why a question was not taken.
func (s *service) untaken(ctx context.Context, in *Asking, err error) error {
	switch {
	case errors.Is(err, ask.ErrShort):
		return newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("Nothing is asked. Write at least %d characters in text.", ask.MinText))
	case errors.Is(err, ask.ErrLong):
		return newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("The text is too long: at most %d characters, this one has %d. Ask one thing at a time.",
			ask.MaxText, utf8.RuneCountInString(ask.Clean(in.Text))))
	case errors.Is(err, ask.ErrName):
		return newProblem(http.StatusUnprocessableEntity, fmt.Sprintf("The name is too long: at most %d characters. Shorten it, or leave it out.", ask.MaxName))
	case errors.Is(err, ask.ErrTooMany):
		return newProblem(http.StatusTooManyRequests, fmt.Sprintf("At most %d questions an hour are taken from one reader. Ask again later.", ask.PerVisitor)).with("Retry-After", "600")
	case errors.Is(err, ask.ErrTooManyAll):
		return newProblem(http.StatusTooManyRequests, "Too much is asked just now. Ask again later.").with("Retry-After", "600")
	case errors.Is(err, ask.ErrAway):
		s.Log.WarnContext(ctx, "api: a question could not be kept", "error", err)
		return newProblem(http.StatusServiceUnavailable, "The question could not be kept: the database does not answer. Send it again in a minute.").with("Retry-After", "60")
	}
	return err
}
