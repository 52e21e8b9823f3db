package site_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
)

// A counted site is one that counts, with a clock that the test turns.
type counted struct {
	t        *testing.T
	site     http.Handler
	activity *site.Activity
	now      time.Time
}

const kunshan = "cases/2018-kunshan"

func newCounted(t *testing.T) *counted {
	t.Helper()
	lib := sitetest.Open(t, sitetest.Sample())
	c := &counted{t: t, now: today()}
	clock := func() time.Time { return c.now }
	c.activity = sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), clock)
	s, err := site.New(lib, sitetest.IndexOf(t, lib), slog.New(slog.DiscardHandler), site.Options{Now: clock, Activity: c.activity})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	c.site = s
	return c
}

// send asks as a reader's browser does, unless a header says otherwise: each is "Name: value".
func (c *counted) send(method, target, body string, header ...string) *httptest.ResponseRecorder {
	c.t.Helper()
	r := httptest.NewRequestWithContext(c.t.Context(), method, target, strings.NewReader(body))
	r.RemoteAddr = "203.0.113.7:4000"
	r.Header.Set("User-Agent", sitetest.Agent)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if strings.HasPrefix(target, "/_/vote") {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		if name == "From" {
			r.RemoteAddr = value + ":4000"
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	c.site.ServeHTTP(w, r)
	return w
}

func body(t *testing.T, a *httptest.ResponseRecorder) string {
	t.Helper()
	if a.Code != http.StatusOK {
		t.Fatalf("status %d", a.Code)
	}
	return a.Body.String()
}

func (c *counted) report() *stats.Report {
	c.t.Helper()
	return sitetest.Report(c.t, c.activity, c.now)
}

// What is posted is answered and counted, or refused and not counted.
func TestPosts(t *testing.T) {
	doc := `{"document":"` + kunshan + `"}`
	opening := `{"search":"` + strings.Repeat("0f", 16) + `","document":"` + kunshan + `","position":1}`
	c := newCounted(t)
	for _, test := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		reads, likes, dislikes   int
	}{
		{"a read", "POST", "/api/v1/reads", doc, nil, 204, 1, 0, 0},
		{"a read from where browsers do not say", "POST", "/api/v1/reads", doc, []string{"Sec-Fetch-Site: "}, 204, 1, 0, 0},
		{"a read as a beacon of text", "POST", "/api/v1/reads", doc, []string{"Content-Type: text/plain"}, 204, 1, 0, 0},
		{"a read by a robot", "POST", "/api/v1/reads", doc, []string{"User-Agent: Baiduspider/2.0"}, 204, 0, 0, 0},
		{"a read by a browser without a head", "POST", "/api/v1/reads", doc, []string{"User-Agent: " + strings.Replace(sitetest.Agent, "Chrome", "HeadlessChrome", 1)}, 204, 0, 0, 0},
		{"a read ahead", "POST", "/api/v1/reads", doc, []string{"Sec-Purpose: prefetch;prerender"}, 204, 0, 0, 0},
		{"a read from another site", "POST", "/api/v1/reads", doc, []string{"Sec-Fetch-Site: cross-site"}, 403, 0, 0, 0},
		{"a read from an older browser on another site", "POST", "/api/v1/reads", doc, []string{"Sec-Fetch-Site: ", "Origin: https://example.net"}, 403, 0, 0, 0},
		{"a read of nothing", "POST", "/api/v1/reads", `{"document":"no/such"}`, nil, 404, 0, 0, 0},
		{"no document", "POST", "/api/v1/reads", `{}`, nil, 400, 0, 0, 0},
		{"no JSON", "POST", "/api/v1/reads", `document=x`, nil, 400, 0, 0, 0},
		{"no body", "POST", "/api/v1/reads", ``, nil, 400, 0, 0, 0},
		{"another type", "POST", "/api/v1/reads", `{"document":["x"]}`, nil, 400, 0, 0, 0},
		{"too much", "POST", "/api/v1/reads", `{"document":"` + strings.Repeat("x", 3000) + `"}`, nil, 413, 0, 0, 0},
		{"no post", "GET", "/api/v1/reads", "", nil, 405, 0, 0, 0},
		{"no delete", "DELETE", "/api/v1/reads", doc, nil, 405, 0, 0, 0},
		{"a like", "POST", "/api/v1/likes", doc, nil, 204, 0, 1, 0},
		{"a like, said so", "POST", "/api/v1/likes", `{"document":"` + kunshan + `","helpful":true}`, nil, 204, 0, 1, 0},
		{"not helpful", "POST", "/api/v1/likes", `{"document":"` + kunshan + `","helpful":false,"reason":"太短"}`, nil, 204, 0, 0, 1},
		{"an endless reason", "POST", "/api/v1/likes", `{"document":"` + kunshan + `","helpful":false,"reason":"` + strings.Repeat("长", 501) + `"}`, nil, 422, 0, 0, 0},
		{"a like taken back before it was given", "DELETE", "/api/v1/likes", doc, nil, 204, 0, 0, 0},
		{"a like of nothing", "POST", "/api/v1/likes", `{"document":"no/such"}`, nil, 404, 0, 0, 0},
		{"a like from another site", "POST", "/api/v1/likes", doc, []string{"Sec-Fetch-Site: same-site"}, 403, 0, 0, 0},
		{"an opening", "POST", "/api/v1/openings", opening, nil, 204, 0, 0, 0},
		{"an opening of no search", "POST", "/api/v1/openings", `{"search":"x","document":"` + kunshan + `","position":1}`, nil, 422, 0, 0, 0},
		{"an opening at no position", "POST", "/api/v1/openings", strings.Replace(opening, ":1}", ":0}", 1), nil, 422, 0, 0, 0},
		{"the picture", "GET", "/_/read/" + kunshan, "", nil, 200, 1, 0, 0},
		{"the picture's head", "HEAD", "/_/read/" + kunshan, "", nil, 200, 0, 0, 0},
		{"the picture elsewhere", "GET", "/_/read/" + kunshan, "", []string{"Sec-Fetch-Site: cross-site"}, 200, 0, 0, 0},
		{"the picture of nothing", "GET", "/_/read/no/such", "", nil, 404, 0, 0, 0},
		{"a form", "POST", "/_/vote", "vote=yes&document=" + url.QueryEscape(kunshan), nil, 303, 0, 1, 0},
		{"a form with a reason", "POST", "/_/vote", "vote=why&reason=" + strings.Repeat(url.QueryEscape("长"), 600) + "&document=" + url.QueryEscape(kunshan), nil, 303, 0, 0, 1},
		{"a form of nothing", "POST", "/_/vote", "vote=yes&document=no", nil, 404, 0, 0, 0},
		{"a form without a vote", "POST", "/_/vote", "document=" + url.QueryEscape(kunshan), nil, 404, 0, 0, 0},
		{"a form from another site", "POST", "/_/vote", "vote=yes&document=" + url.QueryEscape(kunshan), []string{"Sec-Fetch-Site: cross-site"}, 403, 0, 0, 0},
		{"no form", "GET", "/_/vote", "", nil, 405, 0, 0, 0},
		{"a page alone", "GET", "/" + kunshan + "/", "", nil, 200, 0, 0, 0},
	} {
		c.now = c.now.AddDate(0, 0, 1) // another day, of which a report of its own is made
		a := c.send(test.method, test.path, test.body, test.header...)
		if a.Code != test.status {
			t.Errorf("%s: status %d, want %d", test.name, a.Code, test.status)
		}
		if strings.HasPrefix(test.path, "/api/") && a.Code >= 400 && a.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: answered as %s", test.name, a.Header().Get("Content-Type"))
		}
		r := c.report()
		if r.Reads.Now != test.reads || r.Likes.Now != test.likes || r.Dislikes.Now != test.dislikes {
			t.Errorf("%s: %d reads, %d likes, %d dislikes", test.name, r.Reads.Now, r.Likes.Now, r.Dislikes.Now)
		}
	}
}

// However often one reader sends something, it counts once; and beyond what a
// reader does, it is refused.
func TestOneReaderCountsOnce(t *testing.T) {
	c := newCounted(t)
	doc := `{"document":"` + kunshan + `"}`
	for n := range 60 {
		if a := c.send("POST", "/api/v1/reads", doc); a.Code != http.StatusNoContent {
			t.Fatalf("%d: status %d", n, a.Code)
		}
	}
	a := c.send("POST", "/api/v1/reads", doc)
	if a.Code != http.StatusTooManyRequests || a.Header().Get("Retry-After") == "" {
		t.Errorf("after 60: status %d", a.Code)
	}
	if a := c.send("POST", "/api/v1/reads", doc, "From: 203.0.113.8"); a.Code != http.StatusNoContent {
		t.Errorf("somebody else: status %d", a.Code)
	}
	c.now = c.now.Add(time.Minute)
	if a := c.send("POST", "/api/v1/reads", doc); a.Code != http.StatusNoContent {
		t.Errorf("a minute later: status %d", a.Code)
	}
	if got := c.report().Reads.Now; got != 2 {
		t.Errorf("%d reads, want 2", got)
	}
}

// One machine that calls itself many is still bounded.
func TestOneAddressIsBounded(t *testing.T) {
	c := newCounted(t)
	refused := false
	for n := range 2000 {
		a := c.send("POST", "/api/v1/reads", `{"document":"`+kunshan+`"}`, fmt.Sprintf("User-Agent: Mozilla/5.0 (%d)", n))
		refused = refused || a.Code == http.StatusTooManyRequests
	}
	if got := c.report().Reads.Now; !refused || got > 1200 {
		t.Errorf("%d reads", got)
	}
}

func TestVoteWithoutScripts(t *testing.T) {
	c := newCounted(t)
	vote := func(vote, reason string) {
		t.Helper()
		a := c.send("POST", "/_/vote", url.Values{"document": {kunshan}, "vote": {vote}, "reason": {reason}}.Encode())
		to, err := url.Parse(a.Header().Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		page := body(t, c.send("GET", to.Path, ""))
		if !strings.Contains(page, `id="`+to.Fragment+`"`) {
			t.Errorf("%s leads to %s, which is not on the page", vote, to)
		}
	}
	vote("no", "")
	vote("why", "  缺<b>时间</b>  ")
	r := c.report()
	if r.Dislikes.Now != 1 || len(r.Reasons) != 1 || r.Reasons[0].Text != "缺<b>时间</b>" {
		t.Errorf("after a reason: %d, %v", r.Dislikes.Now, r.Reasons)
	}
	vote("undo", "")
	if r := c.report(); r.Dislikes.Now != 0 {
		t.Errorf("after undo: %d", r.Dislikes.Now)
	}
	vote("yes", "")
	if r := c.report(); r.Likes.Now != 1 {
		t.Errorf("after another vote: %d", r.Likes.Now)
	}
}

var searchID = regexp.MustCompile(`data-search="([0-9a-f]{32})"`)

func TestSearchesCount(t *testing.T) {
	c := newCounted(t)
	search := func(query string, header ...string) (id string) {
		t.Helper()
		if m := searchID.FindStringSubmatch(body(t, c.send("GET", "/search?"+query, "", header...))); m != nil {
			return m[1]
		}
		return ""
	}
	first := search("q=昆山")
	if again := search("q=昆山"); again != first || first == "" {
		t.Errorf("a page loaded again is search %q after %q", again, first)
	}
	if search("q=昆山&sort=date") != first {
		t.Error("another order is another search")
	}
	for _, nobody := range []string{"q=", "q=昆山&page=1"} {
		if id := search(nobody, "User-Agent: Googlebot/2.1"); id != "" {
			t.Errorf("%s by a robot is a search", nobody)
		}
	}
	if search("q=") != "" || search("q=昆山", "Purpose: prefetch") != "" {
		t.Error("a search for nothing, or one that nobody sees, counts")
	}
	c.send("HEAD", "/search?q=通报", "")
	c.send("GET", "/search.atom?q=通报", "")
	c.send("GET", "/api/v1/suggest?q=通报", "")
	c.send("POST", "/api/v1/openings", `{"search":"`+first+`","document":"`+kunshan+`","position":2}`)
	if r := c.report(); r.Searches.Now != 1 || r.Opened.Now != 1 || len(r.Queries) != 1 || r.Queries[0].Text != "昆山" || r.Queries[0].Results == 0 {
		t.Errorf("%+v", r)
	}
	c.now = c.now.Add(time.Minute)
	search("q=昆山")
	search("q=昆山", "From: 203.0.113.8")
	search("q=" + url.QueryEscape("13800138000"))
	if r := c.report(); r.Searches.Now != 4 || r.Hidden != 1 || r.ZeroResult.Now != 1 {
		t.Errorf("%d searches, %d without text, %d without result", r.Searches.Now, r.Hidden, r.ZeroResult.Now)
	}
}

// A site that counts nothing shows nothing of it, and takes nothing.
func TestNothingCounted(t *testing.T) {
	lib := sitetest.Open(t, sitetest.Sample())
	s, err := site.New(lib, sitetest.IndexOf(t, lib), slog.New(slog.DiscardHandler), site.Options{Now: today})
	if err != nil {
		t.Fatal(err)
	}
	c := &counted{t: t, site: s}
	for _, target := range []string{"/" + kunshan + "/", "/search?q=昆山"} {
		page := body(t, c.send("GET", target, ""))
		for _, not := range []string{"/privacy/", "/_/vote", "/_/read", "read.", "data-search", "opened."} {
			if strings.Contains(page, `"`+not) || strings.Contains(page, `/_/`+not) {
				t.Errorf("%s has %s", target, not)
			}
		}
	}
	for target, method := range map[string]string{"/api/v1/reads": "POST", "/_/read/" + kunshan: "GET", "/privacy/": "GET"} {
		if a := c.send(method, target, `{"document":"`+kunshan+`"}`); a.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", target, a.Code)
		}
	}
}

func TestPrivacyPage(t *testing.T) {
	c := newCounted(t)
	if home := body(t, c.send("GET", "/", "")); !strings.Contains(home, `href="/privacy/"`) {
		t.Error("no page leads there")
	}
	if page := body(t, c.send("GET", "/privacy/", "")); !strings.Contains(page, "怎样算“同一个人”") {
		t.Error("it does not say who is counted")
	}
}
