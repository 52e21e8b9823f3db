package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// maxParameters bounds the values of one request, far above what a page of
// facets can choose.
const maxParameters = 200

// readQuery takes a query string apart. Empty values say nothing, as in a form
// that was sent with fields left blank, and a value given twice says it once.
func readQuery(raw string) (url.Values, *Problem) {
	if strings.Count(raw, "&") >= maxParameters {
		return nil, newProblem(http.StatusBadRequest, fmt.Sprintf("The address has too many parameters: %d is the most. Choose fewer terms.", maxParameters))
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		return nil, newProblem(http.StatusBadRequest, "The address cannot be read after its question mark. Percent-encode the values: % is %25, ; is %3B.")
	}
	for name, given := range values {
		var kept []string
		for _, v := range given {
			if v != "" && !slices.Contains(kept, v) {
				kept = append(kept, v)
			}
		}
		if values[name] = kept; kept == nil {
			delete(values, name)
		}
	}
	return values, nil
}

// hints say what to do about a parameter that cannot be used.
var hints = map[string]string{
	"q":        "Shorten it to the words that matter.",
	"from":     "Leave it out for the first.",
	"to":       "Leave it out for the last.",
	"sort":     "Leave it out for relevance.",
	"verbatim": "Leave it out to have a misspelt query corrected.",
	"page":     "Leave it out for the first page.",
	"size":     "Leave it out for 10 a page, and read on with page=2.",
	"id":       "Name a document, as in ?id=index.",
}

// badParameter says in a sentence what is wrong with a parameter and what to
// do about it, from its description in the OpenAPI document: huma's own words
// are made for lists of errors.
func badParameter(op *huma.Operation, err error) *Problem {
	var detail *huma.ErrorDetail
	if !errors.As(err, &detail) {
		return newProblem(http.StatusBadRequest, err.Error())
	}
	_, name, _ := strings.Cut(detail.Location, ".")
	name, _, _ = strings.Cut(name, "[")
	at := slices.IndexFunc(op.Parameters, func(p *huma.Param) bool { return p.Name == name })
	if at < 0 {
		return newProblem(http.StatusBadRequest, detail.Message)
	}
	p := op.Parameters[at]
	hint := hints[name]
	if hint == "" || tooMany(p, detail.Value) {
		hint = "Leave some out."
	}
	return newProblem(http.StatusBadRequest, complaint(p, detail.Value)+" "+hint)
}

// complaint is the rule that a value broke. Each kind of parameter has one
// rule, so that the rule follows from the kind.
func complaint(p *huma.Param, value any) string {
	s := p.Schema
	given, _ := value.(string)
	switch {
	case given == "" && p.Required && !tooMany(p, value):
		return fmt.Sprintf("The parameter %s is missing.", p.Name)
	case s.MaxLength != nil:
		return fmt.Sprintf("The parameter %s is too long: a query is at most %d characters, this one has %d.",
			p.Name, *s.MaxLength, utf8.RuneCountInString(given))
	case s.Pattern != "":
		return noDate(p.Name)
	case len(s.Enum) > 0:
		return fmt.Sprintf("The parameter %s must be %s.", p.Name, choices(s.Enum))
	case s.Type == huma.TypeInteger && s.Maximum != nil:
		return fmt.Sprintf("The parameter %s must be a whole number from %v to %v.", p.Name, *s.Minimum, *s.Maximum)
	case s.Type == huma.TypeInteger:
		return fmt.Sprintf("The parameter %s must be a whole number from %v, of at most 18 digits.", p.Name, *s.Minimum)
	case s.Type == huma.TypeBoolean:
		return fmt.Sprintf("The parameter %s must be true or false.", p.Name)
	case s.MaxItems != nil:
		return fmt.Sprintf("The parameter %s is given too often: %d times is the most.", p.Name, *s.MaxItems)
	}
	return fmt.Sprintf("The parameter %s cannot be used.", p.Name)
}

// tooMany reports that a parameter was given too often, and not left out.
func tooMany(p *huma.Param, value any) bool {
	return p.Schema.MaxItems != nil && value != nil && value != ""
}

func noDate(parameter string) string {
	return fmt.Sprintf("The parameter %s must be a day, a month or a year: 2019-06-03, 2019-06 or 2019.", parameter)
}

func choices(values []any) string {
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, " or ")
}
