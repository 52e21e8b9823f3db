package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/site/account"
	"yanxi/site/report"
	"yanxi/site/stats"
)

// Summary is a report on what readers did.
type Summary struct {
	From       string           `json:"from" format:"date" doc:"The first day, in the library's zone"`
	To         string           `json:"to" format:"date" doc:"The last day; it belongs to the period"`
	Reads      int              `json:"reads"`
	Likes      int              `json:"likes" doc:"Votes that a text was helpful"`
	Dislikes   int              `json:"dislikes" doc:"Votes that it was not"`
	Searches   int              `json:"searches"`
	ZeroResult int              `json:"zero_result_searches" doc:"Searches that found nothing"`
	Opened     int              `json:"opened_searches" doc:"Searches from which a result was opened"`
	Before     SummaryTotals    `json:"before" doc:"The same of the period of the same length before"`
	Questions  SummaryQuestions `json:"questions"`
	Documents  []SummaryText    `json:"documents" doc:"All that were read or voted on, most read first"`
	Queries    []SummaryQuery   `json:"queries" doc:"The most frequent ones. Those that may name a person are counted in searches, and not here"`
	Days       []SummaryDay     `json:"days" doc:"Every day of the period"`
	Missing    []SummaryQuery   `json:"missing" doc:"Queries that find nothing"`
	Lost       []SummaryQuery   `json:"lost" doc:"Queries that find something which most do not open"`
	Rising     []SummaryText    `json:"rising" doc:"Read more than before, beyond chance"`
	Falling    []SummaryText    `json:"falling" doc:"Read less than before, beyond chance"`
	Unfinished []SummaryCourse  `json:"unfinished" doc:"Courses that none of the readers with an account has finished, those that most began first. Empty without accounts, and while none of them is 90 days old"`
}

// SummaryTotals are the counts of a period.
type SummaryTotals struct {
	Reads      int `json:"reads"`
	Likes      int `json:"likes"`
	Dislikes   int `json:"dislikes"`
	Searches   int `json:"searches"`
	ZeroResult int `json:"zero_result_searches"`
	Opened     int `json:"opened_searches"`
}

// SummaryQuestions are those of readers that wait for an answer now.
type SummaryQuestions struct {
	Open    int `json:"open" doc:"Those that wait for an answer now"`
	Overdue int `json:"overdue" doc:"Of these: past their day"`
}

// SummaryText is a document with its counts.
type SummaryText struct {
	ID          string `json:"id"`
	Title       string `json:"title" doc:"Empty if the library no longer has it"`
	Reads       int    `json:"reads"`
	ReadsBefore int    `json:"reads_before"`
	Likes       int    `json:"likes"`
	Dislikes    int    `json:"dislikes"`
}

// SummaryCourse is a course that nobody finished. It tells of nobody alone.
type SummaryCourse struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Texts    int    `json:"texts" doc:"Of the course, without those that are younger than 90 days"`
	Began    int    `json:"began" doc:"People who have read any of them"`
	Furthest int    `json:"furthest" doc:"The most that one person has read"`
}

// SummaryQuery is what was searched for.
type SummaryQuery struct {
	Text       string `json:"text" doc:"In small letters and Simplified"`
	Count      int    `json:"count"`
	Results    int    `json:"results" doc:"Documents found the last time"`
	ZeroResult int    `json:"zero_result" doc:"How often nothing was found"`
	Opened     int    `json:"opened" doc:"How often a result was opened"`
	Refined    int    `json:"refined" doc:"How often another search followed instead"`
}

// SummaryDay is one day's counts.
type SummaryDay struct {
	Day      string `json:"day" format:"date"`
	Reads    int    `json:"reads"`
	Likes    int    `json:"likes"`
	Searches int    `json:"searches"`
}

// NewSummary is a report as the API gives it.
func NewSummary(r *report.Report) *Summary {
	s := &Summary{
		From: stats.ISODate(r.From), To: stats.ISODate(r.To),
		Reads: r.Reads.Now, Likes: r.Likes.Now, Dislikes: r.Dislikes.Now,
		Searches: r.Searches.Now, ZeroResult: r.ZeroResult.Now, Opened: r.Opened.Now,
		Before:    SummaryTotals{r.Reads.Before, r.Likes.Before, r.Dislikes.Before, r.Searches.Before, r.ZeroResult.Before, r.Opened.Before},
		Questions: SummaryQuestions{r.Questions.Open, r.Questions.Overdue},
		Documents: []SummaryText{}, Queries: []SummaryQuery{}, Days: []SummaryDay{},
		Missing: summaryNeeds(r.Needs.Missing), Lost: summaryNeeds(r.Needs.Lost),
		Rising: summaryTexts(r.Rising(summaryMoving)), Falling: summaryTexts(r.Falling(summaryMoving)),
		Unfinished: []SummaryCourse{},
	}
	titles := map[string]string{}
	for _, d := range r.Documents {
		titles[d.ID] = d.Title
	}
	for _, d := range r.Report.Documents {
		if d.Reads.Now > 0 || d.Likes.Now > 0 || d.Dislikes.Now > 0 {
			s.Documents = append(s.Documents, summaryText(d, titles[d.ID]))
		}
	}
	for _, q := range r.Queries {
		s.Queries = append(s.Queries, summaryQuery(q))
	}
	for _, c := range r.Sleeping.Unfinished.Courses {
		s.Unfinished = append(s.Unfinished, SummaryCourse{c.ID, c.Title, c.Texts, c.Began, c.Furthest})
	}
	for _, d := range r.Daily {
		s.Days = append(s.Days, SummaryDay{stats.ISODate(d.Day), d.Reads, d.Likes, d.Searches})
	}
	return s
}

// summaryMoving is how many documents that rise or fall are named.
const summaryMoving = 20

func summaryText(d stats.Document, title string) SummaryText {
	return SummaryText{d.ID, title, d.Reads.Now, d.Reads.Before, d.Likes.Now, d.Dislikes.Now}
}

func summaryTexts(list []report.Document) []SummaryText {
	out := make([]SummaryText, len(list))
	for i, d := range list {
		out[i] = summaryText(d.Counts, d.Title)
	}
	return out
}

func summaryQuery(q stats.Query) SummaryQuery {
	return SummaryQuery{q.Text, q.Count, q.Results, q.WithoutResult, q.Opened, q.Refined}
}

func summaryNeeds(list []report.Need) []SummaryQuery {
	out := make([]SummaryQuery, len(list))
	for i, n := range list {
		out[i] = summaryQuery(n.Query)
	}
	return out
}

// summaryInput says on what to report, and by whose leave.
type summaryInput struct {
	From  string `query:"from" example:"2026-11-02" doc:"The first day, as 2026-11-02, in the library's zone. Without one the period is seven days; without both it is the last seven, today among them"`
	To    string `query:"to" example:"2026-11-08" doc:"The last day; it belongs to the period, which has 1,100 days at most"`
	Token string `query:"token" doc:"The token of the reports, for programs that cannot send a header"`

	authorization string
}

// Resolve takes the header that an OpenAPI document describes as security, and never as a parameter.
func (in *summaryInput) Resolve(ctx huma.Context) []error {
	in.authorization = ctx.Header("Authorization")
	return nil
}

// summaryOutput is not to be kept by anybody on the way.
type summaryOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         *Summary
}

// registerSummary adds the one endpoint that not everybody may read.
func (s *service) registerSummary(h huma.API) {
	op := huma.Operation{
		OperationID: "summary", Method: http.MethodGet, Path: Prefix + "reports/summary", Summary: "Report on what readers did",
		Description: "Reads, votes, searches and questions of a period, with what readers looked for in vain. Needs the token of an account that is a trainer's, " +
			"or the one with which the server was started, as Authorization: Bearer TOKEN; where there is neither, the answer is 404. A period that cannot be is answered 422.",
		Security: []map[string][]string{{"reports": {}}, {"account": {}}},
	}
	huma.Register(h, op, func(ctx context.Context, in *summaryInput) (*summaryOutput, error) {
		body, err := s.summary(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, op.OperationID, err)
		}
		return &summaryOutput{"no-store", body}, nil
	})
	h.OpenAPI().Components.SecuritySchemes = map[string]*huma.SecurityScheme{"reports": {Type: "http", Scheme: "bearer"}}
}

func (s *service) summary(ctx context.Context, in *summaryInput) (*Summary, error) {
	p, known := account.From(ctx)
	trainer := known && p.Role.Includes(account.Trainer)
	if s.Report == nil || s.ReportsToken == "" && !trainer {
		return nil, newProblem(http.StatusNotFound, "There are no reports here. They are read with the token that yanxi serve --reports-token was started with.")
	}
	given := in.Token
	if scheme, token, ok := strings.Cut(in.authorization, " "); ok && strings.EqualFold(scheme, "Bearer") {
		given = strings.TrimSpace(token)
	}
	if !trainer && !SameToken(given, s.ReportsToken) {
		return nil, newProblem(http.StatusUnauthorized, "This needs the token of the reports. Send it as Authorization: Bearer TOKEN.").
			with("WWW-Authenticate", `Bearer realm="reports"`)
	}
	period, err := report.Between(in.From, in.To, s.Now().In(s.Library().Settings().Location))
	if wrong := new(report.PeriodError); errors.As(err, &wrong) {
		return nil, newProblem(http.StatusUnprocessableEntity, capital(wrong.Error())+".")
	}
	r, err := s.Report(ctx, period)
	if err != nil {
		s.Log.WarnContext(ctx, "api: no report", "error", err)
		return nil, unavailable("The database does not answer, so there is no report now. Try again in a minute.")
	}
	return NewSummary(r), nil
}

// SameToken compares a token that was given with the one that is right, in a time that tells nothing of either.
func SameToken(given, right string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(right))
	return right != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
