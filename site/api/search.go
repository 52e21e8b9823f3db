package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"yanxi/content"
	"yanxi/index"
)

// searchInput are the parameters of a search. The facets stand here to be
// described and bounded; what is searched for are the filters, which hold those of
// the library's further vocabularies as well.
type searchInput struct {
	Query    string   `query:"q" maxLength:"256" example:"突发事件 首次回应" doc:"What to look for. Anything is a valid query. Words are looked for in any order; “…” is found literally, -word must not be there, one OR other (also | and 或) is either. Filters narrow: kind:case platform:微博,抖音 -tag:x course:… person:… year:2019 title:word date:2018..2020 date:>=2019-06, with keys in English or Chinese (类型 平台 领域 标签 课程 人物 年份 标题 日期, and the names and labels of the library's vocabularies) and values by id or label, in quotes if they hold spaces. A key that the library does not know makes it text."`
	Kind     []string `query:"kind,explode" maxItems:"50" doc:"course, note or case"`
	Tag      []string `query:"tag,explode" maxItems:"50" doc:"A tag"`
	Course   []string `query:"course,explode" maxItems:"50" doc:"The id of a course, for the course and its material"`
	Platform []string `query:"platform,explode" maxItems:"50" doc:"A term of the vocabulary platform"`
	Field    []string `query:"field,explode" maxItems:"50" doc:"A term of the vocabulary field"`
	Person   []string `query:"person,explode" maxItems:"50" doc:"A name"`
	Year     []string `query:"year,explode" maxItems:"50" doc:"The year of the date, four digits"`
	From     string   `query:"from" pattern:"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" doc:"Dated on this day, month or year (2019-06-03, 2019-06, 2019) or later, in the library's zone; narrows a date in q"`
	To       string   `query:"to" pattern:"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" doc:"Dated on this day, month or year or earlier; the last day belongs to it"`
	Sort     string   `query:"sort" enum:"relevance,date,clock" default:"relevance" doc:"The order: relevance, date for newest first, or clock for cases whose first response came soonest first, those without a known one last"`
	Verbatim bool     `query:"verbatim" doc:"true: q is answered as typed, a misspelt one as well"`
	Page     int      `query:"page" minimum:"1" default:"1" doc:"Pages count from 1; one beyond the last is empty"`
	Size     int      `query:"size" minimum:"1" maximum:"50" default:"10" doc:"Documents on a page"`

	filters map[string][]string
}

// Resolve takes the filters from the request: whatever is not a parameter with
// a meaning of its own. What names no facet is ignored by the index.
func (in *searchInput) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.filters = u.Query()
	for _, own := range []string{"q", "from", "to", "sort", "verbatim", "page", "size"} {
		delete(in.filters, own)
	}
	return nil
}

// Search answers a query.
type Search struct {
	Query      string           `json:"query" doc:"As typed, without control characters and space around it"`
	Corrected  string           `json:"corrected" example:"政务新媒体" doc:"The query that was answered instead, of which something is found: the one typed looks misspelt. Empty if it was answered itself. verbatim=true asks for that"`
	Total      int              `json:"total" doc:"Documents found, on all pages"`
	TookMS     float64          `json:"took_ms" doc:"Milliseconds spent searching"`
	Page       int              `json:"page"`
	Size       int              `json:"size"`
	Full       int              `json:"full" doc:"Of total: how many hold all words; these come first"`
	Relaxed    bool             `json:"relaxed" doc:"No document holds all words: these hold some, the best ones first"`
	Incomplete bool             `json:"incomplete" doc:"A phrase in q is made of words so common that not every document that holds these was looked into: all hits are right, some may be missing"`
	Near       []string         `json:"near" doc:"Queries that may have been meant, if nothing was found"`
	Unknown    []UnknownFilter  `json:"unknown" doc:"Filters of q whose value nothing is called: it was looked for as text"`
	Hits       []Hit            `json:"hits"`
	Facets     map[string]Facet `json:"facets" doc:"By the name of the facet, which is the name of its parameter"`
}

// UnknownFilter is a filter of a query with a value that nothing is called.
type UnknownFilter struct {
	Key   string `json:"key" example:"平台" doc:"As typed, in small letters and Simplified"`
	Facet string `json:"facet" example:"platform" doc:"What it names: a facet, or date"`
	Value string `json:"value" example:"微播"`
	Near  []Term `json:"near" doc:"Terms that may have been meant, the likeliest first"`
}

// Hit is a document that was found.
type Hit struct {
	Listed
	Score   float64    `json:"score" doc:"Higher is better; to be compared within one answer only"`
	Section *Section   `json:"section" doc:"The section that matched best; null if none did"`
	Snippet string     `json:"snippet" doc:"Safe HTML with <mark> around what matched"`
	Course  *CourseRef `json:"course" doc:"The course that it belongs to; null if none"`
}

// Section is where in a document a match is.
type Section struct {
	_ struct{} `nullable:"true"`

	Heading string `json:"heading"`
	Anchor  string `json:"anchor" doc:"Follows # in the address of the page, to be percent-encoded there"`
}

// Facet lists the terms of one facet among the documents found.
type Facet []Count

// Count is a term with the number of documents that have it.
type Count struct {
	Term
	Count int `json:"count"`
}

func (s *service) search(ctx context.Context, in *searchInput) (*Search, error) {
	lib, err := s.library()
	if err != nil {
		return nil, err
	}
	from, to, err := in.dates(lib.Settings().Location)
	if err != nil {
		return nil, err
	}
	res, err := s.find(ctx, index.Request{
		Query:    in.Query,
		Filters:  in.filters,
		From:     from,
		To:       to,
		Sort:     index.Sort(in.Sort),
		Page:     in.Page,
		Size:     in.Size,
		Verbatim: in.Verbatim,
	})
	if err != nil {
		return nil, err
	}
	answer := &Search{
		Query:      res.Query.Text,
		Corrected:  res.Corrected,
		Total:      res.Total,
		TookMS:     float64(res.Took) / float64(time.Millisecond),
		Page:       in.Page,
		Size:       in.Size,
		Full:       res.Full,
		Relaxed:    res.Relaxed,
		Incomplete: res.Incomplete,
		Near:       append([]string{}, res.Near...), // never null
		Unknown:    s.unknown(res.Unknown),
		Hits:       make([]Hit, len(res.Hits)),
		Facets:     s.facetCounts(res.Facets),
	}
	for i, h := range res.Hits {
		answer.Hits[i] = s.hit(lib, h)
	}
	return answer, nil
}

// dates are the bounds of a search, of which the later one does not belong to it.
func (in *searchInput) dates(zone *time.Location) (from, to time.Time, err error) {
	for _, bound := range []struct {
		name, value string
		set         func(index.DateRange)
	}{
		{"from", in.From, func(r index.DateRange) { from = r.From }},
		{"to", in.To, func(r index.DateRange) { to = r.To }},
	} {
		if bound.value == "" {
			continue
		}
		period, ok := index.ParseDateRange(bound.value, zone)
		if !ok {
			return from, to, newProblem(http.StatusBadRequest, noDate(bound.name)+" "+hints[bound.name])
		}
		bound.set(period)
	}
	return from, to, nil
}

func (s *service) unknown(filters []index.UnknownFilter) []UnknownFilter {
	out := make([]UnknownFilter, len(filters))
	for i, f := range filters {
		out[i] = UnknownFilter{Key: f.Key, Facet: f.Facet, Value: f.Value, Near: s.terms(f.Facet, f.Near)}
	}
	return out
}

// find asks the index, if there is one.
func (s *service) find(ctx context.Context, req index.Request) (*index.Results, error) {
	if s.Index == nil {
		return nil, index.ErrNotReady
	}
	return s.Index.Search(ctx, req)
}

func (s *service) hit(lib *content.Library, h index.Hit) Hit {
	hit := Hit{
		Listed:  s.listed(h.Document),
		Score:   finite(h.Score),
		Snippet: h.Snippet,
		Course:  courseRef(lib, h.Document),
	}
	if h.Section != nil {
		hit.Section = &Section{Heading: h.Section.Heading, Anchor: h.Section.Anchor}
	}
	return hit
}

// finite keeps a score that JSON has no number for from failing the answer.
func finite(f float64) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

func (s *service) facetCounts(facets []index.Facet) map[string]Facet {
	counts := make(map[string]Facet, len(facets))
	for _, f := range facets {
		terms := make(Facet, len(f.Terms))
		for i, t := range f.Terms {
			terms[i] = Count{Term: Term{Term: t.Term, Label: s.Label(f.Name, t.Term)}, Count: t.Count}
		}
		counts[f.Name] = terms
	}
	return counts
}

// Facets counts the documents of the whole library.
type Facets struct {
	Total  int              `json:"total" doc:"Documents in the library"`
	Facets map[string]Facet `json:"facets" doc:"By the name of the facet, which is the name of its parameter in a search"`
}

func (s *service) facets(ctx context.Context, _ *struct{}) (*Facets, error) {
	res, err := s.find(ctx, index.Request{Size: 1})
	if err != nil {
		return nil, err
	}
	return &Facets{Total: res.Total, Facets: s.facetCounts(res.Facets)}, nil
}
