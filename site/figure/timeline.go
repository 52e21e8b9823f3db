package figure

import (
	"time"

	"yanxi/content"
)

// A Timeline is the picture of one case.
type Timeline struct {
	Width, Height float64
	Top, Bottom   float64 // of what stands above the axis
	Axis          []Bar   // where it is unbroken
	Breaks        []Break
	Ticks         []Tick
	Labels        []Text  // of the axis
	Windows       []Shade // none if the outbreak has no time
	Rules         []Rule
	Groups        []Group
	Reaches       []Reach
	Marks         []Mark
	More          []More
	Box           *Box // what has no time; nil if everything has one
}

// A Shade is the time in which the first response should come. Up to Sure it is
// within it whenever the outbreak was; up to To it may be.
type Shade struct {
	From, Sure, To float64
	Top, Bottom    float64
}

// A Rule is a line that a rule draws.
type Rule struct {
	X     float64
	Main  bool // the end of the window
	Label Text
}

// A Group is the lanes of one sort of moments.
type Group struct {
	Title       Text
	Top, Bottom float64
}

// A Reach is the way from the outbreak to the first response.
type Reach struct {
	Bar
	Y     float64
	Open  bool // one of its ends is not known to the minute
	Label Text
}

// A Mark is a moment.
type Mark struct {
	Number    int // in the list, from 1
	Type      content.MomentType
	Precision content.Precision
	X, Y      float64
	Extent    *Bar // of a time that is not exact
	Label     Text
	Name      string
	Page      string // the address of the case, if the picture is not on its page

	group int
	drawn Bar
}

// More says how many further moments a pile has.
type More struct {
	X, Y  float64
	Count int
}

// A Box holds the moments without a time.
type Box struct {
	Y, Height float64
	Title     Text
}

// Limits of a timeline.
const (
	mostLanes  = 8 // of a group
	manyLanes  = 4 // with more, marks have numbers only
	wordyMarks = 14
)

// NewTimeline draws a case in a width, in the words of a zone. It never fails;
// a case without moments gives nil.
func NewTimeline(c *content.Case, rules content.ClockRules, width float64, zone *time.Location, words Words) *Timeline {
	if len(c.Timeline) == 0 {
		return nil
	}
	d := &drawing{Timeline: &Timeline{Width: width}, c: c, clock: c.Clock(), rules: rules, zone: zone, words: words}
	d.wordy = width > 500 && len(c.Timeline) <= wordyMarks
	d.zero = d.origin()
	d.measure()
	if d.known == 0 {
		d.unknown()
		return d.Timeline
	}
	y := d.ruleLabels(0)
	d.Top = y
	y = d.lanes(y)
	d.Bottom = y
	for i := range d.Windows {
		d.Windows[i].Top, d.Windows[i].Bottom = d.Top, d.Bottom
	}
	d.axis(y)
	d.unknown()
	return d.Timeline
}

type drawing struct {
	*Timeline
	c     *content.Case
	clock content.Clock
	rules content.ClockRules
	zone  *time.Location
	words Words
	page  string
	zero  time.Time
	scale scale
	known int // moments with a time
	wordy bool
}

// origin is what seconds are counted from: the outbreak, else the first time there is.
func (d *drawing) origin() time.Time {
	if o := d.clock.Outbreak; o != nil && o.Precision != content.PrecisionUnknown {
		return o.At
	}
	for _, m := range d.c.Timeline {
		if m.Precision != content.PrecisionUnknown {
			return m.At
		}
	}
	return time.Time{}
}

// span is when a moment was.
func (d *drawing) span(m *content.Moment) span {
	from, to := m.Span()
	if m.Precision == content.PrecisionDay {
		to = m.NextDay()
	}
	return span{from.Unix() - d.zero.Unix(), to.Unix() - d.zero.Unix()}
}

// measure makes the scale of all that has a time: moments, the window, and the
// rules as long as something comes after them.
func (d *drawing) measure() {
	var spans []span
	last := int64(0)
	for i := range d.c.Timeline {
		m := &d.c.Timeline[i]
		if m.Precision == content.PrecisionUnknown {
			continue
		}
		s := d.span(m)
		spans = append(spans, s)
		last = max(last, s.to)
		d.known++
	}
	if o := d.outbreak(); o != nil {
		s := d.span(o)
		window := seconds(d.rules.Response.Within)
		spans = append(spans, span{s.from + window, s.from + window}, span{s.to + window, s.to + window})
		last = max(last, s.to+window)
		for _, r := range d.marks() {
			if at := s.from + seconds(r.Within); at <= last {
				spans = append(spans, span{at, at})
			}
		}
	}
	d.scale = newScale(spans, Bar{edge + markSize/2, d.Width - edge - markSize}, mostBreaks(d.Width))
	if d.known > 0 {
		d.setScale(d.scale, d.words)
	}
}

func seconds(d time.Duration) int64 { return int64(d / time.Second) }

// outbreak is the outbreak, if it has a time.
func (d *drawing) outbreak() *content.Moment {
	if o := d.clock.Outbreak; o != nil && o.Precision != content.PrecisionUnknown {
		return o
	}
	return nil
}

// axis draws the scale from y down.
func (d *drawing) axis(y float64) {
	c := &calendar{words: d.words, zone: d.zone, zero: d.zero, limit: d.Width}
	c.draw(d.scale)
	clocks, dates := y+labelRow+1, y+labelRow+1
	if len(c.clocks) > 0 {
		dates += labelRow
	}
	for _, t := range c.clocks {
		t.Y = round(clocks)
		d.Labels = append(d.Labels, t)
	}
	for _, t := range c.dates {
		t.Y = round(dates)
		d.Labels = append(d.Labels, t)
	}
	d.Ticks = c.ticks
	d.Height = round(y + 2*labelRow + 8)
}
