package main

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"yanxi/site/review"
)

// TestDeskAndCommandLine has one person decide at the desk while two others sign on the command line: one after the other
// is written down, whoever came first, and who came too late is told.
func TestDeskAndCommandLine(t *testing.T) {
	s := newDeskStory(t)
	s.begin(t)
	for i, do := range []string{"sign", "return", "sign", "return"} {
		x := &text{name: fmt.Sprint(i)}
		if err := s.submit(x); err != nil {
			t.Fatal(err)
		}
		id := "notes/t" + x.name
		var page visited
		eventually(t, func() (err error) {
			if page, err = s.reviewer.get("/desk/review/" + id); err == nil && page.status != http.StatusOK {
				err = fmt.Errorf("%s is answered %d", id, page.status)
			}
			return err
		})
		var people sync.WaitGroup
		said := make([]string, 2)
		for i, gate := range []string{"policy", "law"} {
			people.Go(func() {
				out, err := exec.Command("yanxi", "review", "sign", id, "--gate", gate, "--as", "wang", "--library", s.library, "--data", s.data, "--commit").CombinedOutput()
				if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
					t.Error(err)
				}
				said[i] = string(out)
			})
		}
		decided, err := s.reviewer.post("/desk/review/"+id, "do", do, "gate", "policy", "screen", page.field("screen"), "comment", "看过")
		people.Wait()
		if err != nil {
			t.Fatal(err)
		}
		l, err := review.ReadLedger(os.DirFS(s.library), id)
		if err != nil || l.Damage != nil {
			t.Fatalf("%v, %+v", err, l.Damage)
		}
		var order []string
		for _, e := range l.Entries {
			order = append(order, string(e.Do)+" "+e.Gate+" "+e.By)
		}
		ledger := strings.Join(order, ", ")
		if atDesk := decided.status == http.StatusSeeOther; atDesk != strings.Contains(ledger, do+" "+map[string]string{"sign": "policy li", "return": " li"}[do]) {
			t.Errorf("%s at the desk is answered %d, and the ledger has %s", do, decided.status, ledger)
		}
		for i, gate := range []string{"policy", "law"} {
			if told := strings.Contains(said[i], "is signed at the gate "+gate); told != strings.Contains(ledger, "sign "+gate+" wang") {
				t.Errorf("the ledger has %s, and it was said: %s", ledger, said[i])
			}
		}
		if strings.Count(ledger, "sign policy") > 1 || do == "return" && !strings.HasSuffix(ledger, "return  li") {
			t.Errorf("the ledger has %s", ledger)
		}
	}
	s.wantVerified(t, s.library, "--data", s.data)
	if got := s.git(t, "-C", s.library, "status", "--porcelain", "-uall"); got != "" {
		t.Errorf("not committed: %s", got)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
