package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
)

// The OpenAPI document holds what the standard asks of one.
func TestSpecStructure(t *testing.T) {
	spec := fetch[map[string]any](t, New(newBackend(t)), SpecPath)
	if version, _ := spec["openapi"].(string); !strings.HasPrefix(version, "3.1.") {
		t.Errorf("openapi: %v", spec["openapi"])
	}
	info := spec["info"].(map[string]any)
	if info["title"] == "" || info["version"] == "" {
		t.Errorf("info: %v", info)
	}
	ids := map[any]bool{}
	for path, item := range spec["paths"].(map[string]any) {
		for method, v := range item.(map[string]any) {
			op := v.(map[string]any)
			if !slices.Contains([]string{"get", "post", "put", "delete"}, method) || op["summary"] == nil || op["description"] == nil || ids[op["operationId"]] {
				t.Errorf("%s %s: %v", method, path, op["operationId"])
			}
			ids[op["operationId"]] = true
			checkParameters(t, path, op)
			checkResponses(t, method+" "+path, op["responses"].(map[string]any))
		}
	}
	if len(ids) != 19 {
		t.Errorf("%d operations, want 19", len(ids))
	}
	checkReferences(t, spec, spec)
}

var pathParameter = regexp.MustCompile(`\{([^}]*)\}`)

func checkParameters(t *testing.T, path string, op map[string]any) {
	t.Helper()
	var inPath []string
	list, _ := op["parameters"].([]any)
	for _, v := range list {
		p := v.(map[string]any)
		if p["name"] == "" || p["description"] == nil || p["schema"] == nil {
			t.Errorf("%s: parameter %v", path, p)
		}
		switch p["in"] {
		case "path":
			inPath = append(inPath, p["name"].(string))
			if p["required"] != true {
				t.Errorf("%s: %v is not required", path, p["name"])
			}
		case "query":
			s := p["schema"].(map[string]any)
			if s["type"] == "array" && (p["explode"] != true || s["maxItems"] == nil) {
				t.Errorf("%s: %v is not repeated, or without bound", path, p["name"])
			}
			if s["type"] == "integer" && s["minimum"] == nil {
				t.Errorf("%s: %v has no minimum", path, p["name"])
			}
		default:
			t.Errorf("%s: %v in %v", path, p["name"], p["in"])
		}
	}
	var want []string
	for _, m := range pathParameter.FindAllStringSubmatch(path, -1) {
		want = append(want, m[1])
	}
	if !slices.Equal(inPath, want) {
		t.Errorf("%s: parameters in the path %v", path, inPath)
	}
}

func checkResponses(t *testing.T, path string, responses map[string]any) {
	t.Helper()
	done := "200"
	if responses["201"] != nil {
		done = "201"
	}
	if empty, ok := responses["204"].(map[string]any); ok {
		if len(responses) != 2 || empty["description"] == nil || empty["content"] != nil {
			t.Errorf("%s: responses %v", path, responses)
		}
		return
	}
	for _, want := range []struct{ status, contentType string }{{done, "application/json"}, {"default", "application/problem+json"}} {
		r, _ := responses[want.status].(map[string]any)
		c, _ := r["content"].(map[string]any)
		if r["description"] == nil || c[want.contentType] == nil || len(c) != 1 {
			t.Errorf("%s: response %s: %v", path, want.status, r)
		}
	}
	if kept := responses["304"] != nil; kept != strings.HasPrefix(path, "get") || len(responses) > 3 {
		t.Errorf("%s: %d responses", path, len(responses))
	}
}

// checkReferences looks up every $ref.
func checkReferences(t *testing.T, spec map[string]any, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			name, ok := strings.CutPrefix(ref, "#/components/schemas/")
			schemas := spec["components"].(map[string]any)["schemas"].(map[string]any)
			if !ok || schemas[name] == nil {
				t.Errorf("$ref %s leads nowhere", ref)
			}
		}
		for _, child := range v {
			checkReferences(t, spec, child)
		}
	case []any:
		for _, child := range v {
			checkReferences(t, spec, child)
		}
	}
}

// Answers are what the OpenAPI document says they are.
func TestAnswersMatchSpec(t *testing.T) {
	rt, h := build(newBackend(t))
	tests := []struct{ target, path string }{
		{"/api/v1/search", "/api/v1/search"},
		{"/api/v1/search?q=%E7%81%AB", "/api/v1/search"},
		{"/api/v1/search?size=x", "/api/v1/search"},
		{"/api/v1/suggest?q=%E5%9F%B9", "/api/v1/suggest"},
		{"/api/v1/documents/courses/hefei/response", "/api/v1/documents/{id}"},
		{"/api/v1/documents/courses/hefei", "/api/v1/documents/{id}"},
		{"/api/v1/documents/cases/fire", "/api/v1/documents/{id}"},
		{"/api/v1/documents/index", "/api/v1/documents/{id}"},
		{"/api/v1/documents/none", "/api/v1/documents/{id}"},
		{"/api/v1/related?id=cases/fire", "/api/v1/related"},
		{"/api/v1/courses", "/api/v1/courses"},
		{"/api/v1/cases", "/api/v1/cases"},
		{"/api/v1/compare?id=cases/fire&id=cases/empty", "/api/v1/compare"},
		{"/api/v1/facets", "/api/v1/facets"},
		{"/api/v1/findings", "/api/v1/findings"},
		{"/api/v1/quizzes", "/api/v1/quizzes"},
		{"/api/v1/quizzes?id=index", "/api/v1/quizzes"},
		{"/api/v1/quizzes?id=none", "/api/v1/quizzes"},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			w := do(rt, httptest.NewRequest(http.MethodGet, tt.target, nil))
			matchesSpec(t, h, h.OpenAPI().Paths[tt.path].Get, w)
		})
	}
}

// matchesSpec compares an answer with what the operation promises.
func matchesSpec(t *testing.T, h huma.API, op *huma.Operation, w *httptest.ResponseRecorder) {
	t.Helper()
	response := op.Responses[fmt.Sprint(w.Code)]
	if response == nil {
		response = op.Responses["default"]
	}
	media := response.Content[w.Header().Get("Content-Type")]
	if media == nil {
		t.Fatalf("%d %s is not described", w.Code, w.Header().Get("Content-Type"))
	}
	var body any
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	registry := h.OpenAPI().Components.Schemas
	res := &huma.ValidateResult{}
	huma.Validate(registry, media.Schema, huma.NewPathBuffer([]byte{}, 0), huma.ModeReadFromServer, body, res)
	for _, err := range res.Errors {
		t.Error(err)
	}
	undescribed(t, registry, media.Schema, "", body)
}

// undescribed reports fields of an answer that its schema does not know.
func undescribed(t *testing.T, registry huma.Registry, s *huma.Schema, at string, v any) {
	t.Helper()
	if s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	switch v := v.(type) {
	case map[string]any:
		values, _ := s.AdditionalProperties.(*huma.Schema)
		for name, child := range v {
			property := s.Properties[name]
			if property == nil {
				property = values
			}
			if property == nil {
				t.Errorf("%s/%s is not described", at, name)
				continue
			}
			undescribed(t, registry, property, at+"/"+name, child)
		}
	case []any:
		for _, child := range v {
			undescribed(t, registry, s.Items, at+"/-", child)
		}
	}
}

// Every address that the human page offers to try is answered.
func TestEndpoints(t *testing.T) {
	h := New(newBackend(t))
	endpoints := Endpoints()
	if len(endpoints) != 19 {
		t.Errorf("%d endpoints, want 19", len(endpoints))
	}
	for _, e := range endpoints {
		if e.Summary == "" || e.Description == "" {
			t.Errorf("%s is not described", e.Path)
		}
		for _, p := range e.Parameters {
			if p.Description == "" || p.Type == "" {
				t.Errorf("%s: %s is not described", e.Path, p.Name)
			}
		}
		if e.Path == "/api/v1/compare" { // every library has other cases
			e.Example = "/api/v1/compare?id=cases/fire&id=cases/empty"
		}
		want := http.StatusOK
		switch e.Path {
		case "/api/v1/reports/summary", "/api/v1/questions", "/api/v1/reads", "/api/v1/likes", "/api/v1/openings", "/api/v1/progress": // nothing is kept here
			want = http.StatusNotFound
		}
		r := httptest.NewRequest(e.Method, e.Example, strings.NewReader(e.Body))
		if w := do(h, r); w.Code != want {
			t.Errorf("%s: %d %s", e.Example, w.Code, w.Body)
		}
	}
}

func ExampleEndpoints() {
	for _, e := range Endpoints() {
		fmt.Println(e.Method, e.Path)
		for _, p := range e.Parameters {
			fmt.Printf("    %s: %s\n", p.Name, p.Type)
		}
	}
	// Output:
	// GET /api/v1/search
	//     q: string, at most 256 characters
	//     kind: string, repeatable
	//     tag: string, repeatable
	//     course: string, repeatable
	//     platform: string, repeatable
	//     field: string, repeatable
	//     person: string, repeatable
	//     year: string, repeatable
	//     from: day, month or year
	//     to: day, month or year
	//     sort: relevance or date or clock, default relevance
	//     verbatim: boolean
	//     page: integer, from 1, default 1
	//     size: integer, 1 to 50, default 10
	// GET /api/v1/suggest
	//     q: string, at most 256 characters
	// GET /api/v1/documents/{id}
	//     id: string
	// GET /api/v1/related
	//     id: string
	//     size: integer, 1 to 50, default 10
	// GET /api/v1/courses
	// GET /api/v1/cases
	// GET /api/v1/compare
	//     id: string, repeatable
	// GET /api/v1/facets
	// GET /api/v1/quizzes
	//     id: string
	// POST /api/v1/quizzes
	//     id: string
	// GET /api/v1/findings
	// POST /api/v1/reads
	// POST /api/v1/likes
	// DELETE /api/v1/likes
	// POST /api/v1/openings
	// GET /api/v1/reports/summary
	//     from: string
	//     to: string
	//     token: string
	// POST /api/v1/questions
	// GET /api/v1/progress
	// PUT /api/v1/progress
}
