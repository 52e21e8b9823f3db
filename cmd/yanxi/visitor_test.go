package main

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A visitor is somebody with a browser without scripts.
type visitor struct {
	url    string // of the server
	client http.Client
}

func newVisitor(t *testing.T) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{client: http.Client{
		Jar: jar, Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// visited is an answer.
type visited struct {
	status int
	to     string // where it leads
	body   string
}

// field is the value of a field of a form; empty if there is none.
func (v visited) field(name string) string {
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(v.body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

func (v *visitor) get(path string) (visited, error) {
	return v.do(http.MethodGet, path, nil)
}

// post sends a form: names and values in turn.
func (v *visitor) post(path string, fields ...string) (visited, error) {
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return v.do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

func (v *visitor) do(method, path string, body io.Reader) (visited, error) {
	r, err := http.NewRequest(method, v.url+path, body)
	if err != nil {
		return visited{}, err
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := v.client.Do(r)
	if err != nil {
		return visited{}, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return visited{resp.StatusCode, resp.Header.Get("Location"), string(text)}, err
}

// unexpected is an answer that should not have come.
type unexpected struct{ what, answer string }

func (u *unexpected) Error() string { return u.what + ": " + u.answer }

// cmpError is the first of an error and an unexpected answer.
func cmpError(err error, what string, a visited) error {
	if err != nil {
		return err
	}
	return &unexpected{what, fmt.Sprintf("%d, to %q, %s", a.status, a.to, a.body)}
}
