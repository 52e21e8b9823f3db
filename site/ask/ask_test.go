package ask_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"yanxi/site/ask"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var shanghai = time.FixedZone("CST", 8*60*60)

// morning is a Monday.
var morning = time.Date(2026, 11, 2, 9, 10, 0, 0, shanghai)

// A room is a desk with a clock that the test sets.
type room struct {
	*ask.Desk
	mu sync.Mutex
	at time.Time
}

func (r *room) set(at time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = at
}

func (r *room) now() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.at
}

func newRoom(t *testing.T, address string) *room {
	t.Helper()
	db := store.NewLazy(address)
	t.Cleanup(func() { db.Close() })
	r := &room{at: morning}
	r.Desk = ask.NewDesk(db, r.now)
	return r
}

// due is a week later.
func (r *room) due() time.Time {
	y, m, d := r.now().In(shanghai).Date()
	return time.Date(y, m, d+7, 23, 59, 59, 0, shanghai)
}

func (r *room) ask(t *testing.T, visitor, text string) *ask.Question {
	t.Helper()
	q, err := r.Ask(t.Context(), ask.Asking{Document: "notes/gates", Text: text, Visitor: visitor, Due: r.due()})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func ids(questions []*ask.Question) string {
	var all []string
	for _, q := range questions {
		all = append(all, q.ID)
	}
	return strings.Join(all, " ")
}

func TestQuestionIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		text := "  <b>四道关</b>\r\n先过\x00哪一道？'; DROP TABLE questions; --\x1b[31m\u202e\r\n\r\n\r\n\t谢谢 "
		q, err := r.Ask(t.Context(), ask.Asking{Document: "notes/gates", Text: text, Name: " 小\n李 ", Visitor: "v", Due: r.due()})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Get(t.Context(), q.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.ID != "20261102-1" || got.Text != "<b>四道关</b>\n先过哪一道？'; DROP TABLE questions; --[31m\n\n 谢谢" || got.Name != "小 李" {
			t.Errorf("kept as %q: %q by %q", got.ID, got.Text, got.Name)
		}
		if got.State != ask.New || !got.Created.Equal(morning) || !got.Due.Equal(r.due()) || got.Document != "notes/gates" {
			t.Errorf("%+v", got)
		}
		if len(got.History) != 1 || got.History[0].By != "小 李" || !got.History[0].At.Equal(morning) {
			t.Errorf("history %+v", got.History)
		}
		if next := r.ask(t, "w", "第二个"); next.ID != "20261102-2" {
			t.Errorf("the next is %s", next.ID)
		}
		r.set(morning.Add(15 * time.Hour)) // the day is that of the library's zone
		if next := r.ask(t, "w", "第三个"); next.ID != "20261103-1" {
			t.Errorf("the next day begins with %s", next.ID)
		}
	})
}

func TestLimits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		for _, tt := range []struct {
			text, name string
			want       error
		}{
			{"", "", ask.ErrShort},
			{" \n\t 问 \u200e", "", ask.ErrShort},
			{"\x00\x01\x02", "", ask.ErrShort},
			{strings.Repeat("长", 1001), "", ask.ErrLong},
			{strings.Repeat("长", 1_000_000), "", ask.ErrLong},
			{"怎么写", strings.Repeat("名", 41), ask.ErrName},
			{"怎么", "", nil},
			{strings.Repeat("长", 1000), strings.Repeat("名", 40), nil},
			{"坏\xff字节", "\xff", nil},
		} {
			_, err := r.Ask(t.Context(), ask.Asking{Text: tt.text, Name: tt.name, Visitor: "v", Due: r.due()})
			if !errors.Is(err, tt.want) {
				t.Errorf("%d characters: %v, want %v", len([]rune(tt.text)), err, tt.want)
			}
		}
	})
}

func TestRates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		try := func(visitor, text string) error {
			_, err := r.Ask(t.Context(), ask.Asking{Text: text, Visitor: visitor, Due: r.due()})
			return err
		}
		for i := range 5 {
			r.set(morning.Add(time.Duration(i) * 10 * time.Minute))
			if err := try("eager", fmt.Sprint("问题", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := try("eager", "第六个"); !errors.Is(err, ask.ErrTooMany) {
			t.Errorf("the sixth in an hour: %v", err)
		}
		if err := try("other", "第六个"); err != nil {
			t.Errorf("somebody else: %v", err)
		}
		r.set(morning.Add(61 * time.Minute))
		if err := try("eager", "第六个"); err != nil {
			t.Errorf("after an hour: %v", err)
		}
		if err := try("eager", "第七个"); !errors.Is(err, ask.ErrTooMany) {
			t.Errorf("four within the hour still: %v", err)
		}

		r.set(morning.Add(26 * time.Hour))
		for i := range 200 {
			if err := try(fmt.Sprint("v", i/4), fmt.Sprint("问题", i)); err != nil {
				t.Fatalf("question %d: %v", i, err)
			}
		}
		if err := try("new", "再问一个"); !errors.Is(err, ask.ErrTooManyAll) {
			t.Errorf("the 201st of all: %v", err)
		}
		r.set(morning.Add(27*time.Hour + time.Second))
		if err := try("new", "再问一个"); err != nil {
			t.Errorf("an hour later: %v", err)
		}
		// A clock that is set back refuses nothing that it should not.
		r.set(morning)
		if err := try("back", "钟拨回去了"); !errors.Is(err, ask.ErrTooManyAll) && err != nil {
			t.Error(err)
		}
	})
}

func TestSameQuestionIsOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		first := r.ask(t, "v", "先过哪一道？")
		for range 20 {
			if again := r.ask(t, "v", " 先过哪一道？\r\n"); again.ID != first.ID {
				t.Fatalf("asked again it is %s", again.ID)
			}
		}
		if other := r.ask(t, "w", "先过哪一道？"); other.ID == first.ID {
			t.Error("another visitor's is the same")
		}
		r.set(morning.Add(25 * time.Hour))
		if later := r.ask(t, "v", "先过哪一道？"); later.ID == first.ID {
			t.Error("that of the next day is the same")
		}
	})
}

func TestStates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		ctx := t.Context()
		q := r.ask(t, "v", "先过哪一道？")
		step := func(name string, want error, f func() (*ask.Question, error)) {
			t.Helper()
			r.set(r.now().Add(time.Minute))
			if _, err := f(); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", name, err, want)
			}
		}
		step("pass to nobody", ask.ErrMissing, func() (*ask.Question, error) { return r.Pass(ctx, q.ID, " \n", "", "甲") })
		step("pass", nil, func() (*ask.Question, error) { return r.Pass(ctx, q.ID, "网信科", "请核对文号", "甲") })
		step("pass on", nil, func() (*ask.Question, error) { return r.Pass(ctx, q.ID, "乙", "", "网信科") })
		step("close without a reason", ask.ErrMissing, func() (*ask.Question, error) { return r.Close(ctx, q.ID, "", "乙") })
		step("a long reason", ask.ErrNote, func() (*ask.Question, error) { return r.Close(ctx, q.ID, strings.Repeat("长", 1001), "乙") })
		step("close", nil, func() (*ask.Question, error) { return r.Close(ctx, q.ID, "和手册重复", "乙") })
		step("close again", ask.ErrState, func() (*ask.Question, error) { return r.Close(ctx, q.ID, "又一次", "乙") })
		step("pass what is closed", ask.ErrState, func() (*ask.Question, error) { return r.Pass(ctx, q.ID, "丙", "", "乙") })
		step("answer after all", nil, func() (*ask.Question, error) { return r.Answer(ctx, q.ID, "answers/first", "丙") })
		step("answer again", nil, func() (*ask.Question, error) { return r.Answer(ctx, q.ID, "answers/first", "丁") })
		step("elsewhere", nil, func() (*ask.Question, error) { return r.Answer(ctx, q.ID, "answers/second", "丁") })
		step("with nothing", ask.ErrMissing, func() (*ask.Question, error) { return r.Answer(ctx, q.ID, "", "丁") })
		for _, id := range []string{"", "20261102-9", "'; DROP TABLE questions", "\x00", "\xff", strings.Repeat("9", 100)} {
			step(fmt.Sprintf("unknown %q", id), ask.ErrUnknown, func() (*ask.Question, error) { return r.Answer(ctx, id, "a", "丁") })
			step(fmt.Sprintf("unknown %q", id), ask.ErrUnknown, func() (*ask.Question, error) { return r.Get(ctx, id) })
		}
		got, err := r.Get(ctx, q.ID)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, s := range got.History {
			told = append(told, fmt.Sprintf("%s by %s to %s: %s", s.State, s.By, s.To, s.Note))
		}
		want := []string{
			"new by  to : ", "passed by 甲 to 网信科: 请核对文号", "passed by 网信科 to 乙: ",
			"closed by 乙 to : 和手册重复", "answered by 丙 to : ", "answered by 丁 to : ",
		}
		if strings.Join(told, "|") != strings.Join(want, "|") {
			t.Errorf("history:\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
		}
		if got.State != ask.Answered || got.Answer != "answers/second" {
			t.Errorf("%s in %s", got.State, got.Answer)
		}
	})
}

func TestLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		ctx := t.Context()
		if all, err := r.List(ctx, ask.Filter{}); err != nil || len(all) != 0 {
			t.Errorf("at first: %v, %v", all, err)
		}
		q := make([]*ask.Question, 6)
		for i := range q {
			r.set(morning.AddDate(0, 0, i))
			q[i] = r.ask(t, "v", fmt.Sprint("问题", i))
		}
		check := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err := r.Pass(ctx, q[1].ID, "乙", "", "甲")
		check(err)
		_, err = r.Answer(ctx, q[2].ID, "answers/2", "甲")
		check(err)
		_, err = r.Close(ctx, q[4].ID, "广告", "甲")
		check(err)
		r.set(q[1].Due.Add(time.Second)) // the first two are late by now
		for _, tt := range []struct {
			name   string
			filter ask.Filter
			want   []int
		}{
			{"all", ask.Filter{}, []int{0, 1, 3, 5, 4, 2}},
			{"new", ask.Filter{States: []ask.State{ask.New}}, []int{0, 3, 5}},
			{"open", ask.Filter{States: []ask.State{ask.New, ask.Passed}}, []int{0, 1, 3, 5}},
			{"done", ask.Filter{States: []ask.State{ask.Answered, ask.Closed}}, []int{4, 2}},
			{"overdue", ask.Filter{Overdue: r.now()}, []int{0, 1}},
			{"passed and overdue", ask.Filter{Overdue: r.now(), States: []ask.State{ask.Passed}}, []int{1}},
			{"of a document", ask.Filter{Document: "notes/gates", Limit: 2}, []int{0, 1}},
			{"of another", ask.Filter{Document: "notes/other"}, nil},
		} {
			got, err := r.List(ctx, tt.filter)
			check(err)
			var want []string
			for _, i := range tt.want {
				want = append(want, q[i].ID)
			}
			if ids(got) != strings.Join(want, " ") {
				t.Errorf("%s: %s, want %s", tt.name, ids(got), want)
			}
			for _, q := range got {
				if len(q.History) == 0 || q.History[len(q.History)-1].State != q.State {
					t.Errorf("%s: %s has the history %v", tt.name, q.ID, q.History)
				}
			}
		}
		late, err := r.Overdue(ctx)
		check(err)
		counts, err := r.Counts(ctx, r.now())
		check(err)
		if ids(late) != q[0].ID+" "+q[1].ID || counts != (ask.Counts{Open: 4, Overdue: 2}) {
			t.Errorf("overdue %s, counted %+v", ids(late), counts)
		}
		counts, err = r.Counts(ctx, q[0].Due)
		check(err)
		if counts.Overdue != 0 || q[0].Overdue(q[0].Due) || !q[0].Overdue(q[0].Due.Add(time.Second)) {
			t.Error("the last second of the day is in time")
		}
	})
}

// Many ask at once, on several nodes: each has a number of its own.
func TestManyAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		rooms := []*room{newRoom(t, address), newRoom(t, address)}
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() {
				r := rooms[i%2]
				a := ask.Asking{Text: fmt.Sprint("问题", i/2), Visitor: fmt.Sprint("v", i/4), Due: r.due()} // each twice, by two nodes
				if _, err := r.Ask(context.WithoutCancel(t.Context()), a); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		got, err := rooms[0].List(t.Context(), ask.Filter{})
		if err != nil || len(got) != 20 {
			t.Fatalf("%d questions, %v", len(got), err)
		}
	})
}

// A database that is not there is said to be away, and is found when it comes.
func TestAway(t *testing.T) {
	for name, address := range map[string]string{
		"postgres": "postgres://yanxi@127.0.0.1:1/none?connect_timeout=2",
		"sqlite":   filepath.Join(t.TempDir(), "folder\x00", "yanxi.db"),
	} {
		r := newRoom(t, address)
		_, err := r.Ask(t.Context(), ask.Asking{Text: "在吗", Visitor: "v", Due: r.due()})
		if !errors.Is(err, ask.ErrAway) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := r.Counts(t.Context(), morning); !errors.Is(err, ask.ErrAway) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is forgotten after a day is in no backup; the questions are.
func TestBackup(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		q := r.ask(t, "secret-visitor", "先过哪一道？")
		db := storetest.Open(t, address)
		file := filepath.Join(t.TempDir(), "backup")
		rows, err := backup(t, db, file)
		if err != nil || rows != 2 {
			t.Fatalf("%d rows, %v", rows, err)
		}
		other := storetest.SQLite(t)
		restore(t, storetest.Open(t, other), file)
		if got, err := newRoom(t, other).Get(t.Context(), q.ID); err != nil || got.Text != q.Text || len(got.History) != 1 {
			t.Errorf("restored: %+v, %v", got, err)
		}
	})
}
