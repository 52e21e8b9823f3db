package site_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"yanxi/site"
	desk "yanxi/site/ask"
	"yanxi/site/sitetest"
)

// A program asks through the API; the desk has it, with its day.
func TestQuestionsOfTheAPI(t *testing.T) {
	c := newCounted(t)
	const questions = "/api/v1/questions"
	var asked struct{ ID, State, Due string }
	a := c.send("POST", questions, `{"document":"`+kunshan+`","text":"通报为什么写得这么快？","name":"小李"}`, "Content-Type: application/json")
	if err := json.NewDecoder(a.Body).Decode(&asked); err != nil || a.Code != http.StatusCreated || asked.State != "new" || asked.Due != "2026-12-08" {
		t.Fatalf("%d %+v, %v", a.Code, asked, err)
	}
	q, err := c.activity.Desk.Get(t.Context(), asked.ID)
	if err != nil || q.Document != kunshan || q.Name != "小李" || q.State != desk.New {
		t.Fatalf("%+v, %v", q, err)
	}
	for i, tt := range []struct {
		name   string
		path   string
		header []string
		status int
	}{
		{"with a slash", questions + "/", nil, http.StatusCreated},
		{"by curl, without what browsers say", questions, []string{"User-Agent: curl/8", "Sec-Fetch-Site: "}, http.StatusCreated},
		{"from another site", questions, []string{"Sec-Fetch-Site: cross-site"}, http.StatusForbidden},
		{"from another site, as old browsers say", questions + "/", []string{"Sec-Fetch-Site: ", "Origin: https://elsewhere.example"}, http.StatusForbidden},
	} {
		a := c.send("POST", tt.path, fmt.Sprintf(`{"document":"index","text":"第%d问"}`, i), append(tt.header, "Content-Type: application/json")...)
		if a.Code != tt.status {
			t.Errorf("%s: %d, want %d", tt.name, a.Code, tt.status)
		}
		if tt.status == http.StatusForbidden && a.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %v", tt.name, a.Header())
		}
	}
	if n, err := c.activity.Desk.Counts(t.Context(), c.now); err != nil || n != (desk.Counts{Open: 3}) {
		t.Errorf("waiting: %+v, %v", n, err)
	}
	waiting, err := c.activity.Questions(t.Context())
	if err != nil || waiting.Open != 3 || waiting.Overdue != 0 {
		t.Errorf("reports are told %+v, %v", waiting, err)
	}
	c.now = c.now.AddDate(0, 0, 30)
	if waiting, err = c.activity.Questions(t.Context()); err != nil || waiting.Overdue != 3 {
		t.Errorf("a month later %+v, %v", waiting, err)
	}
}

// Where nothing is kept, the API says so.
func TestNoQuestionsWithoutActivity(t *testing.T) {
	lib := sitetest.Open(t, englishLibrary)
	server := newServer(t, lib, sitetest.IndexOf(t, lib), site.Options{Now: today})
	a := send(t, server, "POST", "/api/v1/questions", http.Header{"Content-Type": {"application/json"}}, `{"text":"anybody?"}`)
	if a.StatusCode != http.StatusNotFound || a.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d: %s", a.StatusCode, a.body)
	}
}

// Reports name the questions that wait: the most urgent first, with whom they are.
func TestWaiting(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	a := sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), func() time.Time { return now })
	for text, days := range map[string]int{"不急的一问": 3, "逾期的一问": -1} {
		q, err := a.Desk.Ask(t.Context(), desk.Asking{Text: text, Visitor: text, Due: now.AddDate(0, 0, days)})
		if err != nil {
			t.Fatal(err)
		}
		if days < 0 {
			if _, err := a.Desk.Pass(t.Context(), q.ID, "网信科", "", ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := a.Questions(t.Context())
	if err != nil || got.Open != 2 || got.Overdue != 1 || len(got.Waiting) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if q := got.Waiting[0]; q.Text != "逾期的一问" || !q.Overdue || q.With != "网信科" {
		t.Errorf("first: %+v", q)
	}
	if q := got.Waiting[1]; q.Text != "不急的一问" || q.Overdue || q.With != "" {
		t.Errorf("then: %+v", q)
	}
}
