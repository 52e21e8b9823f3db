package account_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"yanxi/site/account"
	"yanxi/site/store/storetest"
)

func TestProgress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		h.add(t, "li", account.Reader)
		h.add(t, "wu", account.Reader)
		type progress = account.Progress
		merge := func(add, forget progress) progress {
			t.Helper()
			got, err := h.MergeProgress(t.Context(), "li", add, forget)
			if err != nil {
				t.Fatal(err)
			}
			kept, err := h.Progress(t.Context(), "li")
			if err != nil || !maps.Equal(kept.Read, got.Read) || !maps.Equal(kept.Quizzes, got.Quizzes) || !maps.Equal(kept.Cards, got.Cards) {
				t.Fatalf("%+v is kept, %+v was said, %v", kept, got, err)
			}
			return got
		}
		passed := account.QuizResult{Score: 4, Total: 5, Passed: true, At: "2026-11-02T08:00:00Z"}
		failed := account.QuizResult{Score: 1, Total: 5, At: "2026-11-03T08:00:00Z"}
		merge(progress{
			Read:    map[string]string{"a": "2026-11-02", "constructor": "2026-11-01", "": "2026-11-01", "odd": "yesterday", strings.Repeat("长", 601): "2026-11-01", "b\x00": "2026-11-01"},
			Quizzes: map[string]account.QuizResult{"a#q": passed, "b#q": {Score: -1, At: "2026-11-02"}},
			Cards:   map[string]account.Card{"a/1": {2, "2026-11-05"}, "a/2": {1, "never"}},
		}, progress{})
		got := merge(progress{
			Read:    map[string]string{"a": "2026-11-01", "c": "2026-11-03"},
			Quizzes: map[string]account.QuizResult{"a#q": failed},
			Cards:   map[string]account.Card{"a/1": {1, "2026-11-05"}},
		}, progress{})
		if fmt.Sprint(got) != fmt.Sprint(progress{map[string]string{"a": "2026-11-02", "c": "2026-11-03", "constructor": "2026-11-01"},
			map[string]account.QuizResult{"a#q": passed}, map[string]account.Card{"a/1": {2, "2026-11-05"}}}) {
			t.Errorf("%+v", got)
		}
		// Forgotten is what was seen; what came since stays.
		got = merge(progress{}, progress{Read: map[string]string{"a": "2026-11-02", "c": "2026-11-01", "x": "2026-11-01"}})
		if fmt.Sprint(got.Read) != "map[c:2026-11-03 constructor:2026-11-01]" {
			t.Errorf("%v", got.Read)
		}
		if other, err := h.Progress(t.Context(), "wu"); err != nil || len(other.Read) != 0 {
			t.Errorf("somebody else has %v, %v", other, err)
		}
		// Many browsers at once: nothing is lost.
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if _, err := h.MergeProgress(t.Context(), "wu", progress{Read: map[string]string{fmt.Sprint("d", i): "2026-11-01"}}, progress{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if other, err := h.Progress(t.Context(), "wu"); err != nil || len(other.Read) != 8 {
			t.Errorf("of 8 are kept %d, %v", len(other.Read), err)
		}
		many := progress{Read: map[string]string{}}
		for i := range account.MaxProgress + 1 {
			many.Read[fmt.Sprint(i)] = "2026-11-01"
		}
		if address[0] == '/' { // the bound does not depend on the database
			if _, err := h.MergeProgress(t.Context(), "wu", many, progress{}); !errors.Is(err, account.ErrProgress) {
				t.Errorf("too much: %v", err)
			}
			if other, err := h.Progress(t.Context(), "wu"); err != nil || len(other.Read) != 8 {
				t.Errorf("too much leaves %d, %v", len(other.Read), err)
			}
		}
	})
}

func TestClass(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		for _, p := range []account.Person{{Name: "li", Role: account.Reader}, {Name: "wu", Role: account.Reader}, {Name: "gone", Role: account.Reader}, {Name: "zhang", Role: account.Trainer}} {
			h.add(t, p.Name, p.Role)
			if _, err := h.MergeProgress(t.Context(), p.Name, account.Progress{Read: map[string]string{"a": "2026-11-02"}}, account.Progress{}); err != nil {
				t.Fatal(err)
			}
		}
		mark := func(name string, score int, right ...bool) {
			t.Helper()
			m := account.Marked{Document: "a", Quiz: "q", Score: score, Total: 2, Passed: score == 2, Right: map[string]bool{"1": right[0], "2": right[1]}}
			if err := h.KeepMarks(t.Context(), name, m); err != nil {
				t.Fatal(err)
			}
		}
		mark("li", 1, true, false)
		mark("li", 2, true, true)
		mark("li", 0, false, false)
		mark("wu", 1, false, true)
		mark("gone", 0, false, false)
		mark("zhang", 0, false, false)
		if err := h.KeepMarks(t.Context(), "wu", account.Marked{Document: "a", Right: map[string]bool{"1": true}}); err != nil {
			t.Fatal(err)
		}
		if err := h.SetDisabled(t.Context(), "gone", true, operator); err != nil {
			t.Fatal(err)
		}
		c, err := h.Class(t.Context())
		if err != nil || len(c.People) != 2 || c.People[0].Name != "li" || len(c.Read) != 2 || c.Read["wu"]["a"] != "2026-11-02" || len(c.Results) != 2 {
			t.Fatalf("%+v, %v", c, err)
		}
		if m := c.Results["li"][account.QuizKey{Document: "a", Quiz: "q"}]; m.Tries != 3 || m.First != 1 || m.Best != 2 || m.Total != 2 || !m.Passed {
			t.Errorf("%+v", m)
		}
		if r, err := h.Reading(t.Context()); err != nil || len(r.People) != 2 || len(r.Read) != 2 || r.Read["li"]["a"] != "2026-11-02" || len(r.Results)+len(r.Questions) != 0 {
			t.Errorf("%+v, %v", r, err)
		}
		for question, want := range map[string]account.QuestionMark{"1": {2, 1, 1}, "2": {2, 1, 1}} {
			if got := c.Questions[account.QuestionKey{Document: "a", Question: question}]; got != want {
				t.Errorf("question %s: %+v, want %+v", question, got, want)
			}
		}
	})
}
