package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/stats/statstest"
	"yanxi/site/store"
)

const reportsToken = "a token of some length"

// counting is a backend whose readers were counted for the two weeks before 16 November 2026.
func counting(t *testing.T) Backend {
	t.Helper()
	b := newBackend(t)
	lazy := store.NewLazy(filepath.Join(t.TempDir(), "yanxi.db"))
	t.Cleanup(func() { lazy.Close() })
	zone := b.Library().Settings().Location
	world := statstest.World{
		Texts:  []statstest.Text{{ID: "cases/fire", Weight: 5, Grows: 1, Likes: .3}, {ID: "gone", Weight: 1, Grows: 1}},
		Quests: []statstest.Quest{{Query: "停水", Weight: 1}, {Query: "着火", Weight: 2, Results: 3, Opens: "cases/fire", Share: .9, Stays: .9}},
	}
	if err := statstest.Simulate(t.Context(), lazy, world, 3, time.Date(2026, 11, 2, 0, 0, 0, 0, zone), 14, 12); err != nil {
		t.Fatal(err)
	}
	b.Now = func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, zone) }
	b.ReportsToken = reportsToken
	b.Report = func(ctx context.Context, p stats.Period) (*report.Report, error) {
		s := report.Source{
			Counts: stats.NewReports(lazy), Library: b.Library(), Label: b.Label, Now: b.Now(),
			Questions: func(context.Context) (report.Questions, error) { return report.Questions{Open: 2, Overdue: 1}, nil },
		}
		return s.Make(ctx, p)
	}
	return b
}

func TestSummary(t *testing.T) {
	h := New(counting(t))
	r := httptest.NewRequest(http.MethodGet, "/api/v1/reports/summary?from=2026-11-09&to=2026-11-15", nil)
	r.Header.Set("Authorization", "Bearer "+reportsToken)
	w := do(h, r)
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	var s Summary
	if err := json.Unmarshal(w.Body.Bytes(), &s); err != nil {
		t.Fatal(err)
	}
	reads, searches, daily := 0, 0, 0
	for _, d := range s.Documents {
		reads += d.Reads
		if d.ID == "gone" && d.Title != "" || d.ID == "cases/fire" && d.Title == "" {
			t.Errorf("%+v", d)
		}
	}
	for _, q := range s.Queries {
		searches += q.Count
	}
	for _, d := range s.Days {
		daily += d.Reads
	}
	if s.Reads == 0 || reads != s.Reads || daily != s.Reads || searches != s.Searches || len(s.Days) != 7 || s.Before.Reads == 0 {
		t.Errorf("reads %d, of documents %d, of days %d; searches %d, of queries %d: %+v", s.Reads, reads, daily, s.Searches, searches, s)
	}
	if s.Questions != (SummaryQuestions{2, 1}) || len(s.Missing) != 1 || s.ZeroResult != s.Missing[0].ZeroResult {
		t.Errorf("%+v", s)
	}
}

func TestSummaryRefuses(t *testing.T) {
	b := counting(t)
	none := b
	none.ReportsToken = ""
	broken := b
	broken.Report = func(context.Context, stats.Period) (*report.Report, error) { return nil, context.DeadlineExceeded }
	for _, test := range []struct {
		backend       Backend
		query, bearer string
		status        int
		says          string
	}{
		{none, "", "Bearer ", 404, "There are no reports here."},
		{none, "token=", "", 404, "There are no reports here."},
		{b, "", "", 401, "This needs the token of the reports."},
		{b, "token=wrong", "", 401, "This needs the token"},
		{b, "token=" + strings.Repeat("x", 4000), "", 401, "This needs the token"},
		{b, "token=a+token+of+some+length", "Bearer wrong", 401, "This needs the token"},
		{b, "token=a+token+of+some+length", "", 200, ""},
		{b, "", "bearer " + reportsToken, 200, ""},
		{b, "from=2026-11-15&to=2026-11-09", "Bearer " + reportsToken, 422, "The period ends on 2026-11-09, before it begins on 2026-11-15"},
		{b, "from=2026-02-30", "Bearer " + reportsToken, 422, `"2026-02-30" is no day`},
		{b, "from=2000-01-01&to=2026-11-09", "Bearer " + reportsToken, 422, "The period has 9810 days"},
		{b, "from=9999-12-31&to=9999-12-31", "Bearer " + reportsToken, 422, "has not come yet"},
		{b, "from=2026-11-01'%20OR%201=1&to=2026-11-09", "Bearer " + reportsToken, 422, "is no day"},
		{broken, "", "Bearer " + reportsToken, 503, "The database does not answer"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/reports/summary?"+test.query, nil)
		if test.bearer != "" {
			r.Header.Set("Authorization", test.bearer)
		}
		w := do(New(test.backend), r)
		if w.Code != test.status || !strings.Contains(w.Body.String(), strings.ReplaceAll(test.says, `"`, `\"`)) {
			t.Errorf("%.80s %s: %d %s", test.query, test.bearer, w.Code, w.Body)
		}
		if w.Code == 401 && !strings.HasPrefix(w.Header().Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%.80s: %v", test.query, w.Header())
		}
	}
}
