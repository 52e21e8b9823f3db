package report_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
	"yanxi/site/report"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
	"yanxi/site/stats/statstest"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
	"yanxi/site/ui"
)

var update = flag.Bool("update", false, "rewrite the expected reports")

func TestMain(m *testing.M) { storetest.Main(m) }

// world is what the readers of testdata/library.txtar do.
var world = statstest.World{
	Texts: []statstest.Text{
		{ID: "courses/first/gates", Weight: 40, Grows: 1, Likes: .2},
		{ID: "courses/first", Weight: 20, Grows: 1, Likes: .05},
		{ID: "cases/flood", Weight: 3, Grows: 1.25, Likes: .3},
		{ID: "cases/bus", Weight: 60, Grows: .8, Likes: .1},
		{ID: "notes/duty", Weight: 10, Grows: 1, Likes: .4},
		{ID: "notes/dated", Weight: 8, Grows: 1, Dislike: .5},
		{ID: "notes/removed", Weight: 4, Grows: 1},
	},
	Quests: []statstest.Quest{
		{Query: "停水通报模板", Weight: 12, Else: "停水通知"},
		{Query: "值班交接表", Weight: 8, Results: 6, Else: "交接班"},
		{Query: "四道关", Weight: 10, Results: 4, Opens: "courses/first/gates", Share: .8, Stays: .9},
		{Query: "通报写法", Weight: 9, Results: 3, Opens: "notes/open", Share: .9, Stays: .05},
		{Query: "13800138000", Weight: 2, Results: 0},
		{Query: "'; drop table reads; --", Weight: 1, Results: 0},
	},
}

// start is a Monday; the week that is reported on is the second.
var (
	shanghai = time.FixedZone("CST", 8*60*60)
	start    = time.Date(2026, 11, 2, 0, 0, 0, 0, shanghai)
	monday   = time.Date(2026, 11, 16, 9, 0, 0, 0, shanghai)
	week     = stats.Period{From: stats.DayOf(start) + 7, To: stats.DayOf(start) + 13}
)

func library(t *testing.T) *content.Library {
	t.Helper()
	archive, err := os.ReadFile("testdata/library.txtar")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := content.Open(sitetest.FS(archive))
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func source(t *testing.T, address string) *report.Source {
	t.Helper()
	lazy := store.NewLazy(address)
	t.Cleanup(func() { lazy.Close() })
	lib := library(t)
	return &report.Source{
		Counts: stats.NewReports(lazy), Library: lib, Coverage: report.Cover(lib), Now: monday, Unread: 14,
		Label: func(facet, term string) string { return lib.TermLabel(facet, term) },
		Questions: func(context.Context) (report.Questions, error) {
			return report.Questions{Open: 3, Overdue: 1, Waiting: []report.Question{
				{ID: "20261102-1", Text: "夜里只有一个人值班，\n[四道关](javascript:x)谁来过？", Due: monday.AddDate(0, 0, -2), Overdue: true},
				{ID: "20261115-1", Text: strings.Repeat("问", 100), Due: monday.AddDate(0, 0, 4), With: "网信科"},
			}}, nil
		},
		Folder: "/srv/notes of 'us'",
	}
}

func simulate(t *testing.T, address string) {
	t.Helper()
	lazy := store.NewLazy(address)
	defer lazy.Close()
	if err := statstest.Simulate(t.Context(), lazy, world, 11, start, 14, 40); err != nil {
		t.Fatal(err)
	}
}

// A week of readers gives the same report on both databases, and it names what there is to do.
func TestWeek(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		simulate(t, address)
		s := source(t, address)
		r, err := s.Make(t.Context(), week)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"zh-CN", "en"} {
			words, err := ui.New(lang)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := report.WriteMarkdown(&b, r, words, "示例研习"); err != nil {
				t.Fatal(err)
			}
			golden(t, "week."+lang+".md", b.Bytes())
			for _, table := range report.Tables {
				b.Reset()
				if err := report.WriteCSV(&b, r, s.All(r), words, table); err != nil {
					t.Fatal(err)
				}
				golden(t, "week-"+table+"."+lang+".csv", b.Bytes())
			}
		}
		checkNeeds(t, r)
		checkLibrary(t, r)
	})
}

func checkNeeds(t *testing.T, r *report.Report) {
	t.Helper()
	texts := func(list []report.Need) (out []string) {
		for _, n := range list {
			out = append(out, n.Text)
		}
		return out
	}
	if got := texts(r.Needs.Missing); !slices.Contains(got, "停水通报模板") || slices.Contains(got, "四道关") {
		t.Errorf("missing: %q", got)
	}
	if got := texts(r.Needs.Lost); !slices.Contains(got, "值班交接表") || slices.Contains(got, "四道关") {
		t.Errorf("lost: %q", got)
	}
	for _, list := range [][]report.Need{r.Needs.Top, r.Needs.Missing} {
		if strings.Contains(strings.Join(texts(list), " "), "138") {
			t.Errorf("a number of a person is told: %q", texts(list))
		}
	}
	if len(r.Needs.Leaving) != 1 || r.Needs.Leaving[0].ID != "notes/open" {
		t.Errorf("leaving: %v", r.Needs.Leaving)
	}
	if len(r.Needs.Helpless) != 1 || r.Needs.Helpless[0].ID != "notes/dated" {
		t.Errorf("helpless: %v", r.Needs.Helpless)
	}
	covered := map[string]int{}
	for _, w := range r.Needs.Words {
		covered[w.Word] = w.Covered
	}
	if n, ok := covered["停水"]; !ok || n != 0 {
		t.Errorf("words: %v", r.Needs.Words)
	}
	if covered["值班"] != 1 {
		t.Errorf("the library has a text on 值班: %v", r.Needs.Words)
	}
}

func checkLibrary(t *testing.T, r *report.Report) {
	t.Helper()
	ids := func(list []report.Aged) (out []string) {
		for _, a := range list {
			out = append(out, a.ID)
		}
		return out
	}
	want := map[string][]string{
		"unread":    {"courses/first/old", "notes/sleepy"},
		"unrevised": {"courses/first/old", "notes/sleepy"},
		"overdue":   {"courses/first/old"},
		"ownerless": {"notes/duty"},
	}
	got := map[string][]string{
		"unread": ids(r.Sleeping.Unread), "unrevised": ids(r.Sleeping.Unrevised),
		"overdue": ids(r.Sleeping.Overdue), "ownerless": ids(r.Sleeping.Ownerless),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Gone.Now == 0 {
		t.Error("reads of a removed text are not told")
	}
	sums := map[string]int{}
	for _, d := range r.Documents {
		for _, f := range d.Terms["field"] {
			sums[f] += d.Counts.Reads.Now
		}
	}
	for _, g := range r.Fields {
		if g.Reads.Now != sums[g.ID] || g.Reads.Now == 0 {
			t.Errorf("field %s has %d reads, its documents have %d", g.ID, g.Reads.Now, sums[g.ID])
		}
	}
	if rising := r.Rising(9); len(rising) == 0 || rising[0].ID != "cases/flood" {
		t.Errorf("rising: %v", rising)
	}
	if falling := r.Falling(9); len(falling) == 0 || falling[0].ID != "cases/bus" {
		t.Errorf("falling: %v", falling)
	}
}

// Before counting has gone on for long enough, nothing is said to be unread.
func TestTooSoon(t *testing.T) {
	address := storetest.SQLite(t)
	simulate(t, address)
	s := source(t, address)
	s.Unread = 0
	r, err := s.Make(t.Context(), week)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Sleeping.TooSoon || len(r.Sleeping.Unread) > 0 {
		t.Errorf("%+v", r.Sleeping)
	}
}

// A report of nothing says so, and still tells what the library's own dates say.
func TestNothingCounted(t *testing.T) {
	s := source(t, storetest.SQLite(t))
	s.Questions = nil
	r, err := s.Make(t.Context(), week)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Empty() || !r.Since.IsZero() || len(r.Sleeping.Overdue) != 1 {
		t.Errorf("%+v", r)
	}
	words, err := ui.New("zh-CN")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := report.WriteMarkdown(&b, r, words, "示例研习"); err != nil {
		t.Fatal(err)
	}
	golden(t, "nothing.md", b.Bytes())
}

func TestParsePeriod(t *testing.T) {
	for _, test := range []struct{ in, from, to, wrong string }{
		{in: "today", from: "2026-11-16", to: "2026-11-16"},
		{in: "week", from: "2026-11-10", to: "2026-11-16"},
		{in: " month ", from: "2026-10-18", to: "2026-11-16"},
		{in: "2026-11-02..2026-11-08", from: "2026-11-02", to: "2026-11-08"},
		{in: "2026-11-02..", from: "2026-11-02", to: "2026-11-08"},
		{in: "2026-11-12..", from: "2026-11-12", to: "2026-11-16"},
		{in: "..2026-11-08", from: "2026-11-02", to: "2026-11-08"},
		{in: "..", from: "2026-11-10", to: "2026-11-16"},
		{in: "2024-02-29..2024-03-01", from: "2024-02-29", to: "2024-03-01"},
		{in: "2026-11-08..2026-11-02", wrong: "order"},
		{in: "2020-01-01..2026-11-02", wrong: "long"},
		{in: "1999-12-31..2000-01-01", wrong: "early"},
		{in: "2027-01-01..2027-01-02", wrong: "future"},
		{in: "2026-02-30..2026-03-01", wrong: "day"},
		{in: "0000-00-00..9999-99-99", wrong: "day"},
		{in: "0001-01-01..9999-12-31", wrong: "early"},
		{in: "2026-11-2..2026-11-08", wrong: "day"},
		{in: "fortnight", wrong: "name"},
		{in: "", wrong: "name"},
		{in: strings.Repeat("2026", 10_000) + "..", wrong: "day"},
	} {
		p, err := report.ParsePeriod(test.in, monday)
		var wrong *report.PeriodError
		switch {
		case test.wrong != "":
			if !errors.As(err, &wrong) || wrong.Key != test.wrong || strings.Contains(err.Error(), "%!") || len(err.Error()) > 300 {
				t.Errorf("%.40q: %v, want the error %s", test.in, err, test.wrong)
			}
		case err != nil || stats.Date(p.From, shanghai).Format(time.DateOnly) != test.from || stats.Date(p.To, shanghai).Format(time.DateOnly) != test.to:
			t.Errorf("%q: %v, %v", test.in, p, err)
		}
	}
}

// Days are civil days: in a night when clocks change, and for a reader anywhere.
func TestPeriodOverClockChange(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, now := range []time.Time{
		time.Date(2026, 3, 29, 0, 30, 0, 0, zone), time.Date(2026, 3, 29, 23, 59, 0, 0, zone),
		time.Date(2026, 10, 25, 0, 30, 0, 0, zone), time.Date(2026, 10, 25, 23, 59, 0, 0, zone),
	} {
		p, err := report.ParsePeriod("week", now)
		if err != nil || p.Days() != 7 || stats.Date(p.To, zone).Format(time.DateOnly) != now.Format(time.DateOnly) {
			t.Errorf("%v: %v to %v, %v", now, stats.Date(p.From, zone), stats.Date(p.To, zone), err)
		}
	}
}

func TestNewNote(t *testing.T) {
	for _, test := range []struct{ title, folder, want string }{
		{"停水通报", "/srv/notes", `yanxi new note '停水通报' --library '/srv/notes'`},
		{"it's $HOME `id`", "a b", `yanxi new note 'it'\''s $HOME ` + "`id`" + `' --library 'a b'`},
		{"-rf x", "", `yanxi new --library ~/my-notes -- note '-rf x'`},
		{"一\n二", "", `yanxi new note '一 二' --library ~/my-notes`},
		{"——", "/x", ""},
	} {
		if got := report.NewNote(test.title, test.folder); got != test.want {
			t.Errorf("%q: %s, want %s", test.title, got, test.want)
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
