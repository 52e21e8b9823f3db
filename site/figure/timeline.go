package figure

import (
	"cmp"
	"slices"
	"strconv"
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
		to = m.At.AddDate(0, 0, 1)
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

// marks are the further rules: those can be drawn only where the hour of the
// outbreak is known, of those that may hold for the case.
func (d *drawing) marks() []content.Window {
	if o := d.outbreak(); o == nil || o.Precision == content.PrecisionDay {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(d.rules.Marks), func(w content.Window) bool { return d.c.Binds(w) == content.No })
}

// ruleLabels draws window and rules, with their labels in rows from y down, and
// returns where these end.
func (d *drawing) ruleLabels(y float64) float64 {
	o := d.outbreak()
	if o == nil {
		return y
	}
	s := d.span(o)
	window := seconds(d.rules.Response.Within)
	from, sure, to := d.scale.at(s.from), d.scale.at(s.from+window), d.scale.at(s.to+window)
	d.Windows = []Shade{{From: round(from), Sure: round(sure), To: round(to)}}
	middle := (s.from+s.to)/2 + window
	if o.Precision == content.PrecisionDay {
		middle = s.to + window
	}
	d.Rules = append(d.Rules, d.rule(d.rules.Response, middle, true))
	end := d.scale.pieces[len(d.scale.pieces)-1].to
	for _, r := range d.marks() {
		if at := (s.from+s.to)/2 + seconds(r.Within); at <= end {
			d.Rules = append(d.Rules, d.rule(r, at, false))
		}
	}
	slices.SortStableFunc(d.Rules, func(a, b Rule) int { return cmp.Compare(a.X, b.X) })
	things := make([]*placed, len(d.Rules))
	for i := range d.Rules {
		label := d.Rules[i].Label.bar()
		things[i] = &placed{Bar: Bar{label.From - labelGap, label.To + labelGap}}
	}
	rows := stack(things, len(things))
	for i, p := range things {
		d.Rules[i].Label.Y = y + labelRow*float64(p.lane+1) - 4
	}
	return y + labelRow*float64(rows) + 2
}

func (d *drawing) rule(w content.Window, at int64, main bool) Rule {
	x := round(d.scale.at(at))
	text := d.words.Window(w, !main)
	if main && d.outbreak().Precision == content.PrecisionDay {
		text = d.words.Latest(w)
	}
	label := Text{X: x + 4, Anchor: "start", Text: text}
	if label.bar().To > d.Width {
		label.X, label.Anchor = x-4, "end"
	}
	return Rule{X: x, Main: main, Label: label}
}

// happened tells the two groups apart: what happened, and what was said.
func happened(t content.MomentType) bool {
	return t == content.MomentOutbreak || t == content.MomentEscalation
}

// lanes draws the marks from y down and returns where they end.
func (d *drawing) lanes(y float64) float64 {
	groups := [2][]Mark{}
	for i := range d.c.Timeline {
		m := &d.c.Timeline[i]
		if m.Precision == content.PrecisionUnknown {
			continue
		}
		g := 1
		if happened(m.Type) {
			g = 0
		}
		groups[g] = append(groups[g], d.mark(i+1, m, g))
	}
	for g, title := range []string{d.words.Happened, d.words.Said} {
		if g == 1 {
			y = d.reach(y)
		}
		if len(groups[g]) == 0 {
			continue
		}
		top := y
		y += titleRow
		y = d.group(groups[g], y)
		d.Groups = append(d.Groups, Group{Title: Text{X: edge / 2, Y: top + 14, Anchor: "start", Text: title}, Top: top, Bottom: y})
	}
	return y + 4
}

// mark is a moment with a time, before it has a lane.
func (d *drawing) mark(number int, m *content.Moment, group int) Mark {
	s := d.span(m)
	from, to := d.scale.at(s.from), d.scale.at(s.to)
	k := Mark{Number: number, Type: m.Type, Precision: m.Precision, X: round((from + to) / 2), Name: d.words.Name(number, *m), Page: d.page, group: group}
	if m.Precision != content.PrecisionExact {
		k.Extent = &Bar{round(from), round(to)}
	}
	return k
}

// label writes the number of a mark, and its type where there is room.
func (d *drawing) label(k *Mark, wordy bool) {
	text := strconv.Itoa(k.Number)
	if wordy && k.Type != "" {
		text += " " + d.words.Type(k.Type)
	}
	k.Label = Text{X: k.X + markSize/2 + 3, Anchor: "start", Text: text}
	if k.Label.bar().To > d.roomBefore(k.X) {
		k.Label.X, k.Label.Anchor = k.X-markSize/2-3, "end"
	}
	label := k.Label.bar()
	k.drawn = Bar{min(k.X-markSize/2, label.From), max(k.X+markSize/2, label.To)}
	if k.Extent != nil {
		k.drawn = Bar{min(k.drawn.From, k.Extent.From), max(k.drawn.To, k.Extent.To)}
	}
}

// roomBefore is how far right something that stands at x may go: to the next
// break, else to the side of the picture.
func (d *drawing) roomBefore(x float64) float64 {
	for _, b := range d.Breaks {
		if x < b.From {
			return b.From + pieceEdge
		}
	}
	return d.Width - 1
}

// group stacks marks into lanes from y down.
func (d *drawing) group(marks []Mark, y float64) float64 {
	things := make([]*placed, len(marks))
	lanes := manyLanes + 1
	for wordy := d.wordy; lanes > manyLanes; wordy = false {
		for i := range marks {
			d.label(&marks[i], wordy)
			things[i] = &placed{Bar: marks[i].drawn}
		}
		lanes = stack(things, mostLanes)
		if !wordy {
			break
		}
	}
	more := len(d.More)
	for i, p := range things {
		k := marks[i]
		if p.lane < 0 {
			d.more(more, k.X, y+laneHeight*(float64(lanes)+.5))
			continue
		}
		k.Y = y + laneHeight*(float64(p.lane)+.5)
		k.Label.Y = k.Y + textSize*.36
		k.Y, k.Label.Y, k.Label.X = round(k.Y), round(k.Label.Y), round(k.Label.X)
		d.Marks = append(d.Marks, k)
	}
	if len(d.More) > more {
		lanes++
	}
	return y + laneHeight*float64(lanes)
}

// moreRoom is how wide the number of further moments is.
const moreRoom = 40.0

// more counts a moment that has no lane, with those near it.
func (d *drawing) more(first int, x, y float64) {
	for i := range d.More[first:] {
		if m := &d.More[first+i]; x < m.X+moreRoom && x > m.X-moreRoom {
			m.Count++
			return
		}
	}
	d.More = append(d.More, More{X: round(max(moreRoom/2, min(x, d.Width-moreRoom/2))), Y: round(y), Count: 1})
}

// reach draws the way from the outbreak to the first response in a row of its own.
func (d *drawing) reach(y float64) float64 {
	o, first := d.outbreak(), d.clock.FirstResponse
	if o == nil || first == nil || !d.clock.Response.Known {
		return y
	}
	a, b := d.span(o), d.span(first)
	bar := Bar{round(d.scale.at((a.from + a.to) / 2)), round(d.scale.at((b.from + b.to) / 2))}
	if bar.To < bar.From {
		return y
	}
	r := &Reach{Bar: bar, Y: round(y + titleRow/2), Open: !d.clock.Response.Exact()}
	r.Label = Text{X: bar.To + 6, Y: r.Y + 4, Anchor: "start", Text: d.words.Elapsed(d.clock.Response)}
	if r.Label.bar().To > d.Width {
		r.Label.X, r.Label.Anchor = bar.From-6, "end"
		if r.Label.bar().From < 0 {
			r.Label = Text{X: d.Width - 2, Y: r.Y - 4, Anchor: "end", Text: r.Label.Text}
			r.Y, r.Label.Y = r.Y+8, r.Label.Y+4
			y += 8
		}
	}
	d.Reaches = append(d.Reaches, *r)
	return y + titleRow
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

// unknown puts what has no time below the axis.
func (d *drawing) unknown() {
	x := edge + textWidth(d.words.Unknown) + 20
	top := d.Height
	if top > 0 {
		top += 8
	}
	y := top + laneHeight/2 + 2
	for i := range d.c.Timeline {
		m := &d.c.Timeline[i]
		if m.Precision != content.PrecisionUnknown {
			continue
		}
		k := Mark{Number: i + 1, Type: m.Type, Precision: m.Precision, Name: d.words.Name(i+1, *m), group: 2}
		text := strconv.Itoa(k.Number)
		if d.wordy && m.Type != "" {
			text += " " + d.words.Type(m.Type)
		}
		if need := markSize + 3 + textWidth(text); x+need > d.Width-edge {
			x, y = edge+markSize, y+laneHeight
		}
		k.X, k.Y = round(x), round(y)
		k.Label = Text{X: round(x + markSize/2 + 3), Y: round(y + textSize*.36), Anchor: "start", Text: text}
		k.drawn = Bar{x - markSize/2, k.Label.bar().To}
		d.Marks = append(d.Marks, k)
		x = k.drawn.To + 12 + markSize/2
		d.Box = &Box{Y: round(top), Title: Text{X: edge, Y: round(top + laneHeight/2 + 2 + textSize*.36), Anchor: "start", Text: d.words.Unknown}}
	}
	if d.Box != nil {
		d.Box.Height = round(y + laneHeight/2 + 2 - top)
		d.Height = d.Box.Y + d.Box.Height + 1
	}
}
