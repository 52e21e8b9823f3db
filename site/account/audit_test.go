package account_test

import (
	"strings"
	"sync"
	"testing"

	"yanxi/site/account"
	"yanxi/site/store/storetest"
)

func TestAudit(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		h.add(t, "zhang", account.Reviewer)
		in, err := h.signIn("zhang", secret, "a", "")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = h.signIn("zhang", "my password is wrong", "b", "")
		_, _ = h.signIn("my secret typed as a name", "x", "c", "")
		_, _ = h.signIn("zhang", "wrong in a known browser", "a", in.Device)
		var all sync.WaitGroup
		for line := range int64(5) {
			all.Go(func() {
				err := h.Record(t.Context(), account.Entry{
					Who: "zhang", What: "review.sign", About: "notes/x", Via: "desk", Detail: map[string]any{"gate": "law"}, Line: line + 1, Digest: strings.Repeat("a", int(line)+1),
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		odd := account.Entry{Who: "a\x00b\xff", What: "x", About: strings.Repeat("长", 1000), Detail: map[string]any{"much": strings.Repeat("x", 5000)}, Line: 1, Digest: "b"}
		if err := h.Record(t.Context(), odd); err != nil {
			t.Error(err)
		}
		log, err := h.Audit(t.Context(), 0, "", 100)
		if err != nil {
			t.Fatal(err)
		}
		var what []string
		for i, e := range log {
			if e.Number != int64(len(log)-i) {
				t.Errorf("entry %d is number %d", i, e.Number)
			}
			what = append(what, e.What)
		}
		want := "x review.sign review.sign review.sign review.sign review.sign session.failed session.failed session.failed session.begin user.add"
		if got := strings.Join(what, " "); got != want {
			t.Errorf("%s", got)
		}
		if log[0].Detail["too_long"] != true || log[1].Detail["gate"] != "law" {
			t.Errorf("%+v", log[:2])
		}
		if log[7].About != "" || log[8].About != "zhang" {
			t.Errorf("attempts that failed are said to be about %q and %q", log[7].About, log[8].About)
		}
		about, err := h.Audit(t.Context(), log[0].Number, "notes/x", 2)
		if err != nil || len(about) != 2 {
			t.Errorf("%+v, %v", about, err)
		}
		heads, err := h.Heads(t.Context())
		if err != nil || len(heads) != 2 || heads["notes/x"] != (account.Head{Line: 5, Digest: "aaaaa"}) {
			t.Errorf("%+v, %v", heads, err)
		}
	})
}
