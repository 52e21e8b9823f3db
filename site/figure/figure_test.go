package figure_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/content"
	"yanxi/site/figure"
)

var update = flag.Bool("update", false, "write the pictures' golden files anew")

var china = time.FixedZone("CST", 8*3600)

var words = figure.Words{
	Happened: "发生了什么", Said: "说了什么", Unknown: "时间不详",
	Day: "1月2日", DayYear: "2006年1月2日", Month: "1月", MonthYear: "2006年1月", Year: "2006年",
	Offset: func(seconds int64) string { return strconv.FormatInt(seconds/3600, 10) + "h" },
	Skipped: func(seconds int64) [2]string {
		return [2]string{"隔了", strconv.FormatInt(seconds/86400, 10) + "天"}
	},
	Elapsed:    func(e content.Elapsed) string { return e.Min.String() },
	Window:     func(w content.Window, _ bool) string { return w.Within.String() },
	Latest:     func(w content.Window) string { return "≤" + w.Within.String() },
	NoOutbreak: func(title string) string { return title + "?" },
	DayOnly:    func(title string) string { return title + "~" },
	Type:       func(t content.MomentType) string { return string(t) },
	Name:       func(n int, _ content.Moment) string { return strconv.Itoa(n) },
}

var rules = content.ClockRules{
	Response: content.Window{Within: 12 * time.Hour, Label: "首次回应"},
	Marks:    []content.Window{{Within: 5 * time.Hour}, {Within: 24 * time.Hour}},
}

// at reads a time as front matter has it: ~ is approximate, a date a day, ? unknown.
func at(t *testing.T, kind content.MomentType, when string) content.Moment {
	t.Helper()
	m := content.Moment{Type: kind, Precision: content.PrecisionExact}
	layout := "2006-01-02 15:04"
	switch {
	case when == "?":
		m.Precision = content.PrecisionUnknown
		return m
	case when[0] == '~':
		m.Precision, when = content.PrecisionApproximate, when[1:]
	case len(when) == len(time.DateOnly):
		m.Precision, layout = content.PrecisionDay, time.DateOnly
	}
	var err error
	if m.At, err = time.ParseInLocation(layout, when, china); err != nil {
		t.Fatal(err)
	}
	return m
}

const (
	outbreak = content.MomentOutbreak
	response = content.MomentFirstResponse
	fact     = content.MomentFact
	worse    = content.MomentEscalation
	ended    = content.MomentClose
)

// The geometry of what cases look like, and of what they may look like at worst.
func TestTimeline(t *testing.T) {
	type moment struct {
		kind content.MomentType
		when string
	}
	many := []moment{{outbreak, "2018-08-27 21:30"}}
	for range 40 {
		many = append(many, moment{fact, "2018-08-27 21:31"})
	}
	tests := []struct {
		name    string
		moments []moment
	}{
		{"minutes-and-months", []moment{{outbreak, "2018-08-27 21:30"}, {response, "2018-08-27 21:48"}, {worse, "2018-08-28 02:10"}, {ended, "2019-03-01"}}},
		{"all-precisions", []moment{{outbreak, "2018-08-27 21:30"}, {response, "~2018-08-28 01:00"}, {fact, "2018-08-29"}, {content.MomentCause, "?"}}},
		{"day-only-outbreak", []moment{{outbreak, "2018-08-27"}, {response, "2018-08-28 09:00"}}},
		{"one-moment", []moment{{outbreak, "2018-08-27 21:30"}}},
		{"one-lone-fact", []moment{{fact, "2018-08-27 21:30"}}},
		{"all-at-one-minute", many},
		{"ten-years", []moment{{outbreak, "2008-08-27"}, {response, "2011-01-01"}, {fact, "2013-05-01"}, {ended, "2018-08-27"}}},
		{"all-unknown", []moment{{outbreak, "?"}, {response, "?"}}},
		{"no-outbreak", []moment{{response, "2018-08-27 21:30"}, {fact, "2018-08-27 23:30"}}},
		{"response-before-outbreak", []moment{{outbreak, "2018-08-27 21:30"}, {response, "2018-08-27 20:30"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := &content.Case{}
			for _, m := range tt.moments {
				c.Timeline = append(c.Timeline, at(t, m.kind, m.when))
			}
			for name, width := range map[string]float64{"wide": 648, "narrow": 352} {
				f := figure.NewTimeline(c, rules, width, china, words)
				sane(t, c, f)
				golden(t, tt.name+"-"+name, f)
			}
		})
	}
	if f := figure.NewTimeline(&content.Case{}, rules, 648, china, words); f != nil {
		t.Errorf("nothing is drawn as %v", f)
	}
}

func golden(t *testing.T, name string, got any) {
	t.Helper()
	data, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(data)); diff != "" {
		t.Errorf("%s has changed (-want +got). Look at it, then write it anew with -update:\n%s", name, diff)
	}
}

// sane checks what holds for every picture of a case: all is inside, later stands further right,
// marks do not cover one another, and nothing stands in a break.
func sane(t *testing.T, c *content.Case, f *figure.Timeline) {
	t.Helper()
	type place struct{ from, to, y float64 }
	var taken []place
	count := 0
	for _, m := range f.More {
		count += m.Count
	}
	count += len(f.Marks)
	if count != len(c.Timeline) {
		t.Errorf("%d of %d moments are drawn or counted", count, len(c.Timeline))
	}
	for _, k := range f.Marks {
		p := place{k.X - 8, k.X + 8, k.Y}
		if k.Extent != nil {
			p.from, p.to = min(p.from, k.Extent.From), max(p.to, k.Extent.To)
		}
		if p.from < 0 || p.to > f.Width || p.y < 8 || p.y > f.Height-8 {
			t.Errorf("mark %d is outside: %v in %v × %v", k.Number, p, f.Width, f.Height)
		}
		for _, q := range taken {
			if p.y == q.y && p.from < q.to && q.from < p.to {
				t.Errorf("mark %d covers another: %v and %v", k.Number, p, q)
			}
		}
		taken = append(taken, p)
		for _, b := range f.Breaks {
			if k.Precision != content.PrecisionUnknown && p.from < b.To && b.From < p.to {
				t.Errorf("mark %d stands in a break", k.Number)
			}
		}
		for _, other := range f.Marks {
			a, b := c.Timeline[k.Number-1], c.Timeline[other.Number-1]
			if a.Precision == content.PrecisionExact && b.Precision == content.PrecisionExact && a.At.Before(b.At) && k.X > other.X {
				t.Errorf("mark %d stands right of %d, which is later", k.Number, other.Number)
			}
		}
	}
	for i, a := range f.Axis {
		if a.From < 0 || a.To > f.Width || a.To <= a.From || i > 0 && a.From < f.Axis[i-1].To {
			t.Errorf("axis: %v", f.Axis)
		}
	}
}

// A rule for major events draws no line in a case that is none.
func TestMarksOfMajorEvents(t *testing.T) {
	scoped := content.ClockRules{Response: rules.Response, Marks: []content.Window{{Within: 5 * time.Hour, Major: true}, {Within: 6 * time.Hour}}}
	for severity, want := range map[content.Severity]int{content.SeverityMajor: 3, content.SeverityOrdinary: 2, "": 3} {
		c := &content.Case{Severity: severity, Timeline: []content.Moment{at(t, outbreak, "2018-08-27 21:30"), at(t, ended, "2018-09-01")}}
		if got := len(figure.NewTimeline(c, scoped, 648, china, words).Rules); got != want {
			t.Errorf("severity %q: %d lines, want %d", severity, got, want)
		}
	}
}

// Any timeline gives a sane picture.
func TestRandomTimelines(t *testing.T) {
	for seed := range uint64(400) {
		random := rand.New(rand.NewPCG(seed, 1))
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			drawSane(t, readCase(randomBytes(random)), readCase(randomBytes(random)))
		})
	}
}

func randomBytes(random *rand.Rand) []byte {
	data := make([]byte, 3*(1+random.IntN(40)))
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return data
}

// FuzzTimelines reads two cases from bytes.
func FuzzTimelines(f *testing.F) {
	f.Add([]byte("000"), []byte(""))
	f.Add([]byte("0@01A12B23C3"), []byte("@00@00@00@00"))
	f.Add([]byte("\x00\x01\xff\x05\x04\xff"), []byte("\x02\x02\x00\x03\x02\x01"))
	f.Fuzz(func(t *testing.T, a, b []byte) { drawSane(t, readCase(a), readCase(b)) })
}

// drawSane looks at the pictures of two cases on a desk and on a phone.
func drawSane(t *testing.T, a, b *content.Case) {
	t.Helper()
	for _, width := range []float64{648, 352} {
		if f := figure.NewTimeline(a, rules, width, china, words); f != nil {
			sane(t, a, f)
		}
		if f := figure.NewComparison([]figure.Compared{{Case: a, Title: "甲"}, {Case: b, Title: "乙"}}, rules, width, words); f != nil {
			for _, k := range f.Marks {
				if k.X < 8 || k.X > width-8 || k.Y > f.Bottom {
					t.Errorf("mark %d of a comparison is outside: %v %v", k.Number, k.X, k.Y)
				}
			}
		}
	}
}

// readCase makes a moment of three bytes: its type, its precision, and how much later it is than the one before, or
// a little earlier. At most 60 are read.
func readCase(data []byte) *content.Case {
	kinds := []content.MomentType{outbreak, response, fact, worse, ended, content.MomentCorrection, ""}
	precisions := []content.Precision{content.PrecisionExact, content.PrecisionExact, content.PrecisionDay, content.PrecisionApproximate, content.PrecisionUnknown}
	scales := []time.Duration{time.Minute, time.Hour, 24 * time.Hour, 9000 * time.Hour}
	now := time.Date(2018, 8, 27, 21, 30, 0, 0, china)
	c := &content.Case{}
	for data = data[:min(len(data), 180)]; len(data) >= 3; data = data[3:] {
		now = now.Add(time.Duration(int(data[2]>>2)%20-2) * scales[data[2]&3])
		m := content.Moment{Type: kinds[int(data[0])%len(kinds)], Precision: precisions[int(data[1])%len(precisions)], At: now}
		switch m.Precision {
		case content.PrecisionDay:
			y, month, d := now.Date()
			m.At = time.Date(y, month, d, 0, 0, 0, 0, china)
		case content.PrecisionUnknown:
			m.At = time.Time{}
		}
		c.Timeline = append(c.Timeline, m)
	}
	return c
}

func TestOverview(t *testing.T) {
	label := func(grade string) string { return "级" + grade }
	draw := func(cases []figure.Plotted, width float64) *figure.Overview {
		return figure.NewOverview(cases, rules.Response, width, label, time.Duration.String, words)
	}
	if draw(nil, 900) != nil {
		t.Error("nothing is drawn")
	}
	grades := []string{"good", "mixed", "poor", ""}
	for _, n := range []int{1, 16, 500} {
		random := rand.New(rand.NewPCG(uint64(n), 2))
		var cases []figure.Plotted
		for i := range n {
			p := figure.Plotted{Short: "一个案例的名字", Grade: grades[random.IntN(4)], Number: i + 1}
			p.Response.Known = random.IntN(5) > 0
			p.Response.Min = time.Duration(random.IntN(100000)) * time.Minute
			p.Response.Max = p.Response.Min + time.Duration(random.IntN(2)*random.IntN(5000))*time.Minute
			cases = append(cases, p)
		}
		for _, width := range []float64{900, 352} {
			o := draw(cases, width)
			count := 0
			for _, m := range o.More {
				count += m.Count
			}
			if count+len(o.Points) != n || o.Dense != (n > 40) || o.Height > 900 {
				t.Errorf("%d cases: %d points, %d counted, dense: %v, %v high", n, len(o.Points), count, o.Dense, o.Height)
			}
			for _, p := range o.Points {
				if p.X < 0 || p.X > width || p.Y < o.Top || p.Y > o.Bottom || o.Dense && p.Label.Text != "" {
					t.Errorf("%d cases: a point at %v, %v", n, p.X, p.Y)
				}
			}
		}
	}
}
