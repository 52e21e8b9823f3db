package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// version is that of the contract: the minor number grows with what is added.
const version = "1.2.0"

// config is huma's without the pages that it would serve, the links to
// schemas that it would put into every answer, and any format but JSON. A
// schema says what an answer holds at least: fields may be added.
func config() huma.Config {
	c := huma.DefaultConfig("Yanxi", version)
	c.Info.Description = "Courses, notes and cases of a training library: search them, read them, see what is wrong with them. " +
		"All but the reports and one's own progress is public, and nothing of it can be changed; readers can ask questions. Answers have an ETag; problems are application/problem+json with a detail to read."
	c.CreateHooks = nil
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.AllowAdditionalPropertiesByDefault = true
	return c
}

// describe finishes the OpenAPI document, which no request changes, and adds
// the route to it.
func describe(h huma.API, rt *router) {
	for _, op := range rt.operations {
		op.Responses["default"].Description = "What went wrong, for people to read"
		if op.Method != http.MethodGet {
			continue
		}
		op.Responses["304"] = &huma.Response{Description: "Not Modified: the ETag in If-None-Match is that of the answer"}
	}
	spec, err := json.Marshal(h.OpenAPI())
	if err != nil {
		panic(fmt.Errorf("api: OpenAPI document: %w", err)) // made of constants only: a test would see it
	}
	rt.Handle(&huma.Operation{OperationID: "openapi", Method: http.MethodGet, Path: SpecPath, Hidden: true}, func(ctx huma.Context) {
		ctx.SetHeader("Content-Type", "application/json")
		_, _ = ctx.BodyWriter().Write(spec) // into memory
	})
}

// Endpoint is one operation of the API, for people to read.
type Endpoint struct {
	Method, Path         string
	Summary, Description string
	Parameters           []Parameter
	Example              string // an address to try, percent-encoded
	Body                 string // JSON to send to it; empty for GET
}

// Parameter is one parameter of an [Endpoint].
type Parameter struct {
	Name        string
	In          string // path or query
	Type        string // such as "integer, 1 to 50, default 10"
	Description string
	Required    bool
}

// Endpoints lists the operations of the API in the order in which they are
// best explained. It is made anew at each call.
func Endpoints() []Endpoint {
	rt, _ := build(Backend{})
	var out []Endpoint
	for _, op := range rt.operations {
		if op.Hidden {
			continue
		}
		e := Endpoint{Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description, Example: example(op)}
		if op.Method != http.MethodGet {
			e.Body = bodyExamples[op.OperationID]
		}
		for _, p := range op.Parameters {
			e.Parameters = append(e.Parameters, Parameter{
				Name: p.Name, In: p.In, Type: typeOf(p.Schema), Description: p.Description, Required: p.Required,
			})
		}
		out = append(out, e)
	}
	return out
}

// bodyExamples are bodies to try, by operation.
var bodyExamples = map[string]string{
	"mark": markExample, "ask": askExample, "keep": progressExample,
	"read": countedExample, "like": countedExample, "unlike": countedExample, "open": openedExample,
}

// typeOf says in words what a parameter takes.
func typeOf(s *huma.Schema) string {
	parts := []string{s.Type}
	switch {
	case s.Type == huma.TypeArray:
		parts = []string{s.Items.Type, "repeatable"}
	case s.Pattern != "":
		parts[0] = "day, month or year"
	case len(s.Enum) > 0:
		parts[0] = choices(s.Enum)
	case s.Maximum != nil:
		parts = append(parts, fmt.Sprintf("%v to %v", *s.Minimum, *s.Maximum))
	case s.Minimum != nil:
		parts = append(parts, fmt.Sprintf("from %v", *s.Minimum))
	case s.MaxLength != nil:
		parts = append(parts, fmt.Sprintf("at most %d characters", *s.MaxLength))
	}
	if s.Default != nil {
		parts = append(parts, fmt.Sprintf("default %v", s.Default))
	}
	return strings.Join(parts, ", ")
}

// example is an operation's address with the examples of its parameters; empty
// if a parameter that it needs has none.
func example(op *huma.Operation) string {
	path, query := op.Path, url.Values{}
	for _, p := range op.Parameters {
		if len(p.Schema.Examples) == 0 {
			if p.Required {
				return "" // what there is to name differs from library to library
			}
			continue
		}
		value := fmt.Sprint(p.Schema.Examples[0])
		if p.In == "path" {
			path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(value))
		} else {
			query.Set(p.Name, value)
		}
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}
