package site_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"yanxi/site/sitetest"
)

// A script is a plain text file of requests and of what is expected of their
// answers. Its first line names the site that is asked (see sites); then each
// paragraph is one request:
//
//	GET /cases/                         method and address as sent
//	> Accept-Encoding: gzip             headers of the request
//	< answer.which=a                    fields of a form that is sent, each encoded as it is written
//	status == 200
//	header Content-Type contains html   a header of the answer
//	body !contains <script>             the body as sent
//	text contains 案例                   what a reader sees of the page
//	title ~ ^案例
//	links has /cases/2018-kunshan/      the addresses on the page
//	meta og:type == article             a meta element's content
//	rel canonical == https://…          a link element's address
//	count h1 == 1                       how many such elements there are
//
// A text is compared by ==, contains, has (one of a list is equal) and ~ (a
// regular expression, in which ^ and $ are line ends), each of which may have
// a ! before it. Lines that begin with # are comments.
type script struct {
	site     string
	requests []request
}

type request struct {
	line    int
	method  string
	target  string
	header  http.Header
	fields  []string
	expects []expectation
}

type expectation struct {
	line    int
	subject string // status, header, body, text, title, links, meta, rel, count
	name    string // of the header, meta, relation or element
	op      string
	negated bool
	value   string
}

// subjects tells which of them have a name.
var subjects = map[string]bool{
	"status": false, "body": false, "text": false, "title": false, "links": false,
	"header": true, "meta": true, "rel": true, "count": true,
}

var operators = []string{"==", "contains", "has", "~"}

func parseScript(r io.Reader) (*script, error) {
	var s script
	var current *request
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		var err error
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "":
			current = nil
		case s.site == "":
			name, ok := strings.CutPrefix(line, "site ")
			if !ok {
				return nil, fmt.Errorf("line %d: a script begins with the name of a site", n)
			}
			s.site = name
		case current == nil:
			method, target, ok := strings.Cut(line, " ")
			if !ok || !strings.HasPrefix(target, "/") {
				return nil, fmt.Errorf("line %d: no request: %s", n, line)
			}
			s.requests = append(s.requests, request{line: n, method: method, target: target, header: http.Header{}})
			current = &s.requests[len(s.requests)-1]
		case strings.HasPrefix(line, "> "):
			name, value, _ := strings.Cut(line[2:], ": ")
			current.header.Add(name, value)
		case strings.HasPrefix(line, "< "):
			current.fields = append(current.fields, line[2:])
		default:
			var e expectation
			e, err = parseExpectation(line)
			e.line = n
			current.expects = append(current.expects, e)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	return &s, lines.Err()
}

func parseExpectation(line string) (expectation, error) {
	var e expectation
	rest := line
	next := func() (word string) {
		word, rest, _ = strings.Cut(rest, " ")
		return word
	}
	e.subject = next()
	named, ok := subjects[e.subject]
	if !ok {
		return e, fmt.Errorf("unknown subject %q", e.subject)
	}
	if named {
		e.name = next()
	}
	e.op, e.negated = strings.CutPrefix(next(), "!")
	if e.op == "=" && e.negated { // != reads better than !==
		e.op = "=="
	}
	if !slices.Contains(operators, e.op) {
		return e, fmt.Errorf("unknown operator in %q", line)
	}
	e.value = rest
	return e, nil
}

// An answer is what came back, with what scripts ask of it.
type answer struct {
	*http.Response
	body []byte
}

// lines are the texts that an expectation is about.
func (a answer) lines(t *testing.T, e expectation) []string {
	switch e.subject {
	case "status":
		return []string{strconv.Itoa(a.StatusCode)}
	case "header":
		return []string{strings.Join(a.Header.Values(e.name), ", ")}
	case "body":
		return []string{string(a.body)}
	}
	page := sitetest.Parse(t, a.body)
	switch e.subject {
	case "links":
		return page.Links()
	case "title":
		return []string{page.Title()}
	case "meta":
		return []string{page.Meta(e.name)}
	case "rel":
		return []string{page.Rel(e.name)}
	case "count":
		return []string{strconv.Itoa(len(page.All(e.name)))}
	}
	return []string{page.Text()}
}

func (e expectation) holds(lines []string) (bool, error) {
	all := strings.Join(lines, "\n")
	var ok bool
	switch e.op {
	case "==":
		ok = all == e.value
	case "contains":
		ok = strings.Contains(all, e.value)
	case "has":
		ok = slices.Contains(lines, e.value)
	case "~":
		re, err := regexp.Compile("(?m)" + e.value)
		if err != nil {
			return false, err
		}
		ok = re.MatchString(all)
	}
	return ok != e.negated, nil
}

// send asks the server and reads the answer as it came, without following
// redirects or unpacking.
func send(t *testing.T, server *httptest.Server, method, target string, header http.Header, fields ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, server.URL+target, strings.NewReader(strings.Join(fields, "&")))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header.Clone()
	if len(fields) > 0 && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	if r.Header.Get("Accept-Encoding") == "" {
		r.Header.Set("Accept-Encoding", "identity")
	}
	res, err := server.Client().Transport.RoundTrip(r)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, target, err)
	}
	return answer{res, body}
}

// run sends a script's requests and checks the answers.
func (s *script) run(t *testing.T, file string, server *httptest.Server) {
	for _, r := range s.requests {
		a := send(t, server, r.method, r.target, r.header, r.fields...)
		failed := false
		for _, e := range r.expects {
			lines := a.lines(t, e)
			ok, err := e.holds(lines)
			if err != nil {
				t.Fatalf("%s:%d: %v", file, e.line, err)
			}
			if !ok {
				failed = true
				t.Errorf("%s:%d: %s %s: %s %s: got %s", file, e.line, r.method, r.target, e.subject, e.name, excerpt(lines))
			}
		}
		checkAlways(t, fmt.Sprintf("%s:%d", file, r.line), r, a)
		if failed {
			t.Logf("%s:%d: answered %s %v", file, r.line, a.Status, a.Header)
		}
	}
}

// excerpt is the beginning of what was got.
func excerpt(lines []string) string {
	runes := []rune(strings.Join(lines, "\n"))
	if len(runes) > 1500 {
		return string(runes[:1500]) + "…"
	}
	return string(runes)
}

// checkAlways checks what holds of every answer.
func checkAlways(t *testing.T, where string, r request, a answer) {
	t.Helper()
	for name, part := range map[string]string{
		"Content-Security-Policy": "default-src 'none'",
		"X-Content-Type-Options":  "nosniff",
		"Referrer-Policy":         "same-origin",
		"X-Frame-Options":         "SAMEORIGIN",
		"Cache-Control":           "",
	} {
		if got := a.Header.Get(name); got == "" || !strings.Contains(got, part) {
			t.Errorf("%s: %s is %q, without %q", where, name, got, part)
		}
	}
	if got := a.Header.Get("Cache-Control"); r.method == http.MethodPost && a.StatusCode == http.StatusOK && got != "no-store" {
		t.Errorf("%s: what was made of a form may be kept: Cache-Control is %q", where, got)
	}
	for _, name := range []string{"Content-Security-Policy", "Content-Type", "Cache-Control"} {
		if n := len(a.Header.Values(name)); n > 1 {
			t.Errorf("%s: %d times %s", where, n, name)
		}
	}
	for directive := range strings.SplitSeq(a.Header.Get("Content-Security-Policy"), ";") {
		if strings.Contains(directive, "script-src") && strings.TrimSpace(directive) != "script-src 'self'" {
			t.Errorf("%s: scripts in the page are allowed: %s", where, directive)
		}
	}
	if r.method == http.MethodHead && len(a.body) > 0 {
		t.Errorf("%s: a body", where)
	}
}

func readScript(t *testing.T, file string) *script {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := parseScript(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if len(s.requests) == 0 {
		t.Fatalf("%s asks for nothing", file)
	}
	return s
}
