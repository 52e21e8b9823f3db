package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/content/quiz"
)

// markExample is a body that any document takes.
const markExample = `{"answers":{}}`

type markInput struct {
	ID   string `query:"id" required:"true" example:"index" doc:"The id of a document"`
	Body Answers
}

// Answers are what is to be marked.
type Answers struct {
	Answers   map[string]Answer `json:"answers" doc:"By the id of the question"`
	Quiz      string            `json:"quiz,omitempty" maxLength:"200" doc:"One of the document's quizzes; without it, all that are open"`
	Questions []string          `json:"questions,omitempty" maxItems:"200" doc:"Only these questions; without it, all"`
}

// Answer is an option's id, a text, a list of ids, true or false.
type Answer []string

// maxAnswer bounds one answer: its parts, and the bytes of each.
const (
	maxParts = 100
	maxPart  = 4000
)

var errAnswer = errors.New("an answer is a text, a list of ids, true or false")

// UnmarshalJSON reads an answer in any of its forms.
func (a *Answer) UnmarshalJSON(data []byte) error {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*a = nil
	switch v := v.(type) {
	case bool:
		*a = Answer{strconv.FormatBool(v)}
	case string:
		if strings.TrimSpace(v) != "" {
			*a = Answer{v}
		}
	case []any:
		for _, part := range v {
			text, ok := part.(string)
			if !ok {
				return errAnswer
			}
			*a = append(*a, text)
		}
	default:
		return errAnswer
	}
	for _, part := range *a {
		if len(part) > maxPart || len(*a) > maxParts {
			return errAnswer
		}
	}
	return nil
}

// Schema tells huma the forms of an answer.
func (Answer) Schema(huma.Registry) *huma.Schema {
	most := maxParts
	return &huma.Schema{
		OneOf: []*huma.Schema{
			{Type: huma.TypeString},
			{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString}, MaxItems: &most},
			{Type: huma.TypeBoolean},
		},
		Description: "The id of an option, or a text; the ids of all options that are right, or of all in order; or whether a statement is right",
	}
}

// Marks say how answers did.
type Marks struct {
	Score  float64 `json:"score" doc:"How many questions were answered rightly"`
	Total  int     `json:"total" doc:"How many were asked"`
	Passed bool    `json:"passed" doc:"Whether enough were right, in each quiz; false for chosen questions"`
	Items  []Mark  `json:"items" doc:"In the order of the text"`
}

// Mark is how one question was answered.
type Mark struct {
	ID              string   `json:"id"`
	Quiz            string   `json:"quiz"`
	Correct         bool     `json:"correct"`
	Given           []string `json:"given" doc:"The answer as it was taken; empty if there was none"`
	Right           []string `json:"right" doc:"An answer that is right, in the same form"`
	Explanation     string   `json:"explanation" doc:"Inline Markdown, may be empty"`
	ExplanationHTML string   `json:"explanation_html" doc:"The same as safe HTML"`
	Reread          string   `json:"reread" doc:"Address of what to read again, root-relative and percent-encoded; may be empty"`
	RereadTitle     string   `json:"reread_title" doc:"What stands there; may be empty"`
}

func (s *service) mark(ctx context.Context, in *markInput) (*Marks, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	d, quizzes, err := s.quizzesOf(lib, in.ID)
	if err != nil {
		return nil, err
	}
	quizzes, problem := s.chosen(quizzes, &in.Body)
	if problem != nil {
		return nil, problem
	}
	marks := &Marks{Items: []Mark{}, Passed: len(quizzes) > 0 && len(in.Body.Questions) == 0}
	need := map[string]int{}
	for i := range quizzes {
		right := 0
		for n := range quizzes[i].Questions {
			q := &quizzes[i].Questions[n]
			m := s.markOne(d, q, in.Body.Answers[q.ID])
			m.Quiz = quizzes[i].ID
			if m.Correct {
				right++
			}
			marks.Items = append(marks.Items, m)
		}
		marks.Score += float64(right)
		need[quizzes[i].ID] = quizzes[i].Need(len(quizzes[i].Questions))
		marks.Passed = marks.Passed && right >= need[quizzes[i].ID]
	}
	marks.Total = len(marks.Items)
	s.keepMarks(ctx, d.ID, &in.Body, marks, need)
	return marks, nil
}

func (s *service) markOne(d *content.Document, q *quiz.Question, given Answer) Mark {
	m := Mark{
		ID:              q.ID,
		Correct:         len(given) > 0 && q.Mark(given),
		Given:           list([]string(given)),
		Right:           list(q.Right()),
		Explanation:     q.Explanation,
		ExplanationHTML: markdown.Inline(q.Explanation),
	}
	if s.Reread != nil {
		m.Reread, m.RereadTitle = s.Reread(d, q.Reread)
	}
	return m
}

// chosen are the quizzes to mark, with the questions that were asked for. What
// is named and is not there, or not open, is a problem.
func (s *service) chosen(all []quiz.Quiz, in *Answers) ([]quiz.Quiz, *Problem) {
	now := s.Now()
	asked := map[string]bool{}
	for _, id := range in.Questions {
		asked[id] = true
	}
	for id := range in.Answers {
		asked[id] = true
	}
	var out []quiz.Quiz
	var shut *quiz.Quiz
	for _, q := range all {
		if in.Quiz != "" && q.ID != in.Quiz {
			continue
		}
		open := q.State(now) == quiz.StateOpen
		named := q.ID == in.Quiz
		for _, question := range q.Questions {
			named = named || asked[question.ID]
			delete(asked, question.ID)
		}
		switch {
		case !open && named:
			return nil, notOpen(&q, now)
		case !open:
			shut = &q
			continue
		}
		if len(in.Questions) > 0 {
			q.Questions = slices.DeleteFunc(slices.Clone(q.Questions), func(question quiz.Question) bool {
				return !slices.Contains(in.Questions, question.ID)
			})
		}
		if len(q.Questions) > 0 {
			out = append(out, q)
		}
	}
	switch {
	case in.Quiz != "" && len(out) == 0:
		return nil, newProblem(http.StatusNotFound, fmt.Sprintf("There is no quiz %q in the document. Look up its quizzes with GET.", shorten(in.Quiz)))
	case len(asked) > 0:
		return nil, newProblem(http.StatusBadRequest, fmt.Sprintf("There is no question %q in the quiz. Look up its questions with GET: they may have changed.", shorten(slices.Min(slices.Collect(maps.Keys(asked))))))
	case len(out) == 0 && shut != nil:
		return nil, notOpen(shut, now)
	}
	return out, nil
}

// notOpen says when a quiz can be answered.
func notOpen(q *quiz.Quiz, now time.Time) *Problem {
	if q.State(now) == quiz.StateEarly {
		return newProblem(http.StatusForbidden, fmt.Sprintf("The quiz %q opens on %s. Ask again then.", shorten(q.ID), q.Opens.Format(time.RFC3339)))
	}
	return newProblem(http.StatusForbidden, fmt.Sprintf("The quiz %q closed on %s. It takes no more answers.", shorten(q.ID), q.Closes.Format(time.RFC3339)))
}

// badBody says what is wrong with a body that could not be used, nil if the
// status is not about a body.
func badBody(op *huma.Operation, status int) *Problem {
	if op.RequestBody == nil {
		return nil
	}
	switch status {
	case http.StatusRequestEntityTooLarge:
		return newProblem(status, fmt.Sprintf("The body is too large: %d bytes is the most. Send less at a time.", op.MaxBodyBytes))
	case http.StatusUnsupportedMediaType:
		return newProblem(status, "The body must be JSON. Send it with Content-Type: application/json.")
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		switch op.OperationID {
		case "ask":
			return newProblem(http.StatusBadRequest, "The body cannot be used. Send JSON such as "+askExample+".")
		case "keep":
			return newProblem(http.StatusBadRequest, "The body cannot be used. Send JSON such as "+progressExample+".")
		}
		return newProblem(http.StatusBadRequest, `The body cannot be used. Send JSON such as {"answers":{"QUESTION":"OPTION"}}: an answer is a text, a list of ids, true or false.`)
	}
	return nil
}

// ofParameter reports whether the first of huma's complaints is about a parameter.
func ofParameter(errs []error) bool {
	var detail *huma.ErrorDetail
	return len(errs) > 0 && errors.As(errs[0], &detail) && !strings.HasPrefix(detail.Location, "body")
}
