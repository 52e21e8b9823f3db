package figure

import "time"

// A Tick is a line of the axis. Major ones begin a day, a month or a year.
type Tick struct {
	X     float64
	Major bool
}

// Room that labels of the axis need, in units.
const (
	clockRoom = 44.0
	dateRoom  = 56.0
	labelGap  = 6.0
)

// Steps of the axis: of hours and minutes in seconds, of days and of months.
var (
	clockSteps = []int64{60, 120, 300, 600, 900, 1800, 3600, 2 * 3600, 3 * 3600, 6 * 3600}
	daySteps   = []int{1, 2, 7, 14}
	monthSteps = []int{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000}
)

const daySeconds = 24 * 3600

// calendar draws the axis of one case in the words of its zone: hours in
// the first row of labels, dates in the second.
type calendar struct {
	words  Words
	zone   *time.Location
	zero   time.Time
	limit  float64 // no label goes beyond
	clocks []Text
	dates  []Text
	ticks  []Tick
	room   Bar // of the piece with its edges
	year   int // that was last written
}

func (c *calendar) time(t int64) time.Time { return time.Unix(c.zero.Unix()+t, 0).In(c.zone) }

func (c *calendar) seconds(t time.Time) int64 { return t.Unix() - c.zero.Unix() }

func (c *calendar) draw(s scale) {
	for _, p := range s.pieces {
		c.days(s, p)
		c.hours(s, p)
	}
}

// days writes the date at the beginning of a piece and at the days, months or years within.
func (c *calendar) days(s scale, p piece) {
	c.room = Bar{max(2, p.bar.From-pieceEdge), min(c.limit, p.bar.To+pieceEdge)}
	begin := c.time(p.from)
	next, label, ok := c.dateStep(p)
	if p.from == p.to {
		c.date(s.at(p.from), begin, label, "middle")
		return
	}
	first := next(midnight(begin), 0)
	if first.Before(begin) {
		first = next(midnight(begin), 1)
	}
	x := s.at(p.from)
	short := textWidth(label(begin, false)) + labelGap
	if crowded := c.seconds(first) < p.to && s.at(c.seconds(first)) < x+short; !crowded {
		c.date(x, begin, label, "start")
	}
	for t := first; ok && c.seconds(t) <= p.to; t = next(t, 1) {
		x := s.at(c.seconds(t))
		c.ticks = append(c.ticks, Tick{round(x), true})
		if c.seconds(t) < p.to {
			c.date(x, t, label, "start")
		}
	}
}

// date writes a date if there is room for it, with the year where that is new,
// unless there is room only without it.
func (c *calendar) date(x float64, t time.Time, label func(time.Time, bool) string, anchor string) {
	left := c.room.From
	if n := len(c.dates); n > 0 {
		left = max(left, c.dates[n-1].bar().To+labelGap)
	}
	for _, year := range []bool{true, false} {
		if year && t.Year() == c.year {
			continue
		}
		text := Text{X: x, Anchor: anchor, Text: label(t, year)}
		text.X -= max(0, text.bar().To-c.room.To)
		if text.bar().From < min(left, x) || text.bar().From < left {
			continue
		}
		if year {
			c.year = t.Year()
		}
		text.X = round(text.X)
		c.dates = append(c.dates, text)
		return
	}
}

// dateStep is the shortest step for which there is room: how to go on from a
// day, and how it is written. There is none in a piece without length.
func (c *calendar) dateStep(p piece) (next func(time.Time, int) time.Time, label func(time.Time, bool) string, ok bool) {
	day := p.perSecond() * daySeconds
	for _, n := range daySteps {
		if day*float64(n) >= dateRoom || day == 0 {
			return func(t time.Time, i int) time.Time { return t.AddDate(0, 0, n*i) }, c.words.day, day > 0
		}
	}
	for _, n := range monthSteps {
		if day*28*float64(n) < dateRoom && n < monthSteps[len(monthSteps)-1] {
			continue
		}
		label = c.words.month
		if n >= 12 {
			label = c.words.year
		}
		return func(t time.Time, i int) time.Time { return monthBegin(t, n).AddDate(0, n*i, 0) }, label, true
	}
	panic("unreachable")
}

// monthBegin is the beginning of a month that a step of so many months falls on.
func monthBegin(t time.Time, n int) time.Time {
	months := t.Year()*12 + int(t.Month()) - 1
	months -= months % n
	return time.Date(months/12, time.Month(months%12+1), 1, 0, 0, 0, 0, t.Location())
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// hours writes hours and minutes where there is room for them.
func (c *calendar) hours(s scale, p piece) {
	if p.from == p.to {
		if t := c.time(p.from); !t.Equal(midnight(t)) {
			c.clock(s, p.from, t)
		}
		return
	}
	for _, step := range clockSteps {
		if float64(step)*p.perSecond() < clockRoom {
			continue
		}
		begin := c.time(p.from)
		t := c.seconds(midnight(begin))
		for t += (p.from - t + step - 1) / step * step; t <= p.to; t += step {
			if at := c.time(t); !at.Equal(midnight(at)) {
				c.clock(s, t, at)
			}
		}
		return
	}
}

func (c *calendar) clock(s scale, t int64, at time.Time) {
	x := round(s.at(t))
	c.ticks = append(c.ticks, Tick{X: x})
	text := Text{X: x, Anchor: "middle", Text: at.Format("15:04")}
	if n := len(c.clocks); n > 0 && text.bar().From < c.clocks[n-1].bar().To+labelGap {
		return
	}
	c.clocks = append(c.clocks, text)
}
