package site_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/sitetest"
)

// A clock that a test sets.
type clock struct{ at atomic.Pointer[time.Time] }

func (c *clock) set(t time.Time) { c.at.Store(&t) }
func (c *clock) now() time.Time  { return *c.at.Load() }

// quizSite is the library of quizzes at a time that can be changed.
func quizSite(t *testing.T, options site.Options) (*site.Site, *clock) {
	t.Helper()
	c := &clock{}
	c.set(today())
	options.Now = c.now
	lib := sitetest.Open(t, sitetest.Exam())
	s, err := site.New(lib, sitetest.IndexOf(t, lib), slog.New(slog.DiscardHandler), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, c
}

func page(t *testing.T, s http.Handler, target string) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s: %d", target, w.Code)
	}
	return w.Body.String()
}

// Kept pages change with the time of day: what opens is shown, what closes
// cannot be sent, and the day ends at midnight in the library's zone.
func TestQuizTime(t *testing.T) {
	s, c := quizSite(t, site.Options{})
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 12, day, hour, minute, 0, 0, time.FixedZone("", 8*3600))
	}
	for _, tt := range []struct {
		now           time.Time
		shown, posted bool
		day           string
	}{
		{at(1, 8, 0), false, false, "2026-12-01"},
		{at(1, 23, 59), false, false, "2026-12-01"},
		{at(2, 0, 0), true, true, "2026-12-02"},
		{at(31, 17, 59), true, true, "2026-12-31"},
		{at(31, 18, 0), true, false, "2026-12-31"},
	} {
		c.set(tt.now)
		for range 2 { // built, then from the cache
			exam := page(t, s, "/notes/exam/")
			if got := strings.Contains(exam, "将来的甲"); got != tt.shown {
				t.Errorf("at %v: shown: %v", tt.now, got)
			}
			if got := strings.Contains(exam, `action="/quiz?id=notes%2Fexam&amp;quiz=later"`) && !strings.Contains(exam, "不能再交。</span></p>\n<fieldset class=\"question\" data-kind=\"single\""); got != tt.posted {
				t.Errorf("at %v: can be sent: %v", tt.now, got)
			}
			if !strings.Contains(page(t, s, "/daily/"), `data-today="`+tt.day+`"`) {
				t.Errorf("at %v: another day", tt.now)
			}
			if got := strings.Contains(page(t, s, "/quizzes/"), "2026年12月2日</span>"); got == tt.shown {
				t.Errorf("at %v: listed as not open: %v", tt.now, got)
			}
		}
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/quiz?id=notes/exam&quiz=later", strings.NewReader("again=1"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		s.ServeHTTP(w, r)
		if got := w.Code == http.StatusOK; got != tt.posted {
			t.Errorf("at %v: answered %d", tt.now, w.Code)
		}
	}
}

// A browser that kept a page is told that it is as it was until a quiz of it opens.
func TestQuizRevalidated(t *testing.T) {
	s, c := quizSite(t, site.Options{})
	opens := time.Date(2026, 12, 2, 0, 0, 0, 0, time.FixedZone("", 8*3600))
	ask := func(tag string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/notes/exam/", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		if tag != "" {
			r.Header.Set("If-None-Match", tag)
		}
		s.ServeHTTP(w, r)
		return w
	}
	c.set(opens.Add(-time.Hour))
	before := ask("").Header().Get("ETag")
	for _, tt := range []struct {
		at   time.Time
		want int
	}{{opens.Add(-time.Second), http.StatusNotModified}, {opens, http.StatusOK}, {opens.Add(time.Hour), http.StatusOK}} {
		c.set(tt.at)
		w := ask(before)
		if w.Code != tt.want || tt.want == http.StatusOK && w.Header().Get("ETag") == before {
			t.Errorf("at %v: %d, ETag %s", tt.at, w.Code, w.Header().Get("ETag"))
		}
	}
	after := ask("").Header().Get("ETag")
	if w := ask(after); before == "" || w.Code != http.StatusNotModified {
		t.Errorf("once it is open: %d", w.Code)
	}
}

// The five of a day are the same all day and others on another day.
func TestDaily(t *testing.T) {
	s, c := quizSite(t, site.Options{})
	first := page(t, s, "/daily/")
	c.set(today().Add(8 * time.Hour))
	if page(t, s, "/daily/") != first {
		t.Error("another five on the same day")
	}
	for day := 1; day < 30; day++ {
		c.set(today().AddDate(0, 0, day))
		next := page(t, s, "/daily/")
		if order(next) != order(first) {
			return
		}
	}
	t.Error("the same five for a month")
}

func order(page string) string {
	_, next, _ := strings.Cut(page, `data-next="`)
	next, _, _ = strings.Cut(next, `"`)
	return next
}

// What is sent is bounded.
func TestQuizTooLarge(t *testing.T) {
	s, _ := quizSite(t, site.Options{})
	for _, body := range []string{
		"answer.which=" + strings.Repeat("x", 100_000),
		strings.Repeat("answer.which=x&", 10_000),
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, "/quiz?id=notes/gates&quiz=gates", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		s.ServeHTTP(w, r)
		if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "太长") || !strings.Contains(w.Body.String(), "<fieldset") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}

// Below a path, forms and links lead there.
func TestQuizBelowPath(t *testing.T) {
	s, _ := quizSite(t, site.Options{BaseURL: "https://example.org/yanxi"})
	gates := page(t, s, "/yanxi/notes/gates/")
	for _, want := range []string{`action="/yanxi/quiz?`, `data-quiz-api="/yanxi/api/v1/quizzes?id=`} {
		if !strings.Contains(gates, want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(page(t, s, "/yanxi/daily/"), `data-more="/yanxi/daily/"`) {
		t.Error("the script asks elsewhere")
	}
	for from, to := range map[string]string{"/yanxi/daily": "/yanxi/daily/", "/yanxi/quiz?id=notes/gates&quiz=gates": "/yanxi/notes/gates/#gates"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, from, nil))
		if w.Header().Get("Location") != to {
			t.Errorf("%s leads to %s", from, w.Header().Get("Location"))
		}
	}
}

// Whatever is sent gets a page, never the server's failure.
func FuzzQuiz(f *testing.F) {
	lib := sitetest.Open(f, sitetest.Exam())
	s, err := site.New(lib, sitetest.NewIndex(f), slog.New(slog.DiscardHandler), site.Options{Now: today})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(s.Close)
	f.Add("id=notes/gates&quiz=gates", "answer.which=cslp4i4g&answer.order:ox6fstqi=1")
	f.Add("id=notes/gates&quiz=gates", "answer.order:ox6fstqi=-1&answer.hours=%00")
	f.Add("daily=1", "question=notes/gates/which&question=/&answer.notes/gates/which=x")
	f.Add("id=%ff&quiz=%zz;", "again&&=;%")
	f.Fuzz(func(t *testing.T, query, body string) {
		r := httptest.NewRequest(http.MethodPost, "/quiz", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code >= 500 || !strings.Contains(w.Body.String(), "</html>") {
			t.Errorf("%q %q: %d", query, body, w.Code)
		}
	})
}
