package review

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A shelf is a library's folder in memory, in which decisions are written.
type shelf struct {
	t   *testing.T
	fs  fstest.MapFS
	now time.Time
}

func newShelf(t *testing.T, files ...string) *shelf {
	s := &shelf{t, fstest.MapFS{}, time.Date(2026, 11, 28, 2, 3, 4, 0, time.UTC)}
	for i := 0; i+1 < len(files); i += 2 {
		s.put(files[i], files[i+1])
	}
	return s
}

func (s *shelf) put(name, text string) { s.fs[name] = &fstest.MapFile{Data: []byte(text)} }

func (s *shelf) board() *Board {
	s.t.Helper()
	b, err := OpenBoard(s.fs)
	if err != nil {
		s.t.Fatal(err)
	}
	b.Now = s.now
	return b
}

// apply writes a change; time goes on by a minute.
func (s *shelf) apply(c Change, err error) error {
	s.t.Helper()
	s.now = s.now.Add(time.Minute)
	if err != nil {
		return err
	}
	for name, data := range c.Files {
		if data == nil {
			delete(s.fs, name)
			continue
		}
		s.fs[name] = &fstest.MapFile{Data: data, ModTime: s.now}
	}
	return nil
}

func person(name string) Actor {
	role := map[string]string{"zhang": "trainer", "li": "reviewer", "wang": "reviewer", "zhao": "admin", "du": "reader"}[name]
	return Actor{Name: name, Role: role, Via: ViaDesk}
}

// do is a line of a story: submit zhang, sign li law, return li 重写, publish li, withdraw li.
func (s *shelf) do(id, line string) error {
	s.t.Helper()
	words := strings.Fields(line)
	b, who := s.board(), person(words[1])
	rest := slices.Concat(words[2:], []string{"", ""})
	switch words[0] {
	case "submit":
		return s.apply(b.Submit(Submission{ID: id, Comment: rest[0]}, who, s.now))
	case "sign":
		return s.apply(b.Sign(Signature{ID: id, Gate: rest[0], Step: rest[1]}, who, s.now))
	case "return":
		return s.apply(b.Return(Refusal{ID: id, Comment: rest[0]}, who, s.now))
	case "publish":
		return s.apply(b.Publish(id, who, s.now))
	case "withdraw":
		return s.apply(b.Withdraw(id, rest[0], who, s.now))
	}
	s.t.Fatalf("there is no %q", line)
	return nil
}

func (s *shelf) must(id string, lines ...string) {
	s.t.Helper()
	for _, line := range lines {
		if err := s.do(id, line); err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
	}
}

// refused tries a line and returns why it is refused.
func (s *shelf) refused(id, line string) Reason {
	s.t.Helper()
	err := s.do(id, line)
	var why *Error
	if !errors.As(err, &why) {
		s.t.Fatalf("%s: %v", line, err)
	}
	if why.Problem == "" || why.Hint == "" {
		s.t.Errorf("%s: refused without a word: %+v", line, why)
	}
	return why.Reason
}

func (s *shelf) status(id string) *Status {
	s.t.Helper()
	st, err := s.board().Load(id)
	if err != nil {
		s.t.Fatal(err)
	}
	return st
}

func (s *shelf) wantState(id string, want State) {
	s.t.Helper()
	if got := s.status(id).State; got != want {
		s.t.Errorf("%s is %s, want %s", id, got, want)
	}
}

const note = "---\ntitle: 值班\n---\n\n谁先看到，谁先说。\n"
