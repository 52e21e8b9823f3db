package figure

import (
	"math"
	"slices"
	"strconv"
	"time"

	"yanxi/content"
)

// A Plotted is a case in an overview.
type Plotted struct {
	Title, Short string // Short is for a label beside the point
	Page         string
	Grade        string // good, mixed, poor or empty
	Response     content.Elapsed
	Number       int // in the table
	Name         string
}

// An Overview plots cases: how long it took to answer against how it ended.
type Overview struct {
	Width, Height float64
	Top, Bottom   float64
	Split         float64 // what is right of it has no time
	Rows          []Row
	Ticks         []Step
	Window        Rule
	Points        []Point
	More          []More
	Dense         bool // points are small and have no labels
}

// A Row is one outcome.
type Row struct {
	Grade       string
	Title       Text
	Top, Bottom float64
}

// A Step is a line of the axis of times.
type Step struct {
	X     float64
	Label Text
}

// A Point is a case.
type Point struct {
	X, Y   float64
	Extent *Bar // of a time that is not known to the minute
	Open   bool
	Label  Text
	Name   string
	Page   string
	Grade  string
}

// The scale of times is logarithmic, from ten minutes on, in steps that people count in.
var overviewSteps = []time.Duration{
	10 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour, 72 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 365 * 24 * time.Hour,
}

// Limits of an overview.
const (
	labelled    = 40 // with more points none has a label
	dotSize     = 7.0
	dotLane     = 9.0
	unknownRoom = 96.0
	mostPile    = 14
)

// NewOverview draws cases in a width. label names a row's grade; step a time of
// the axis. It is nil without cases.
func NewOverview(cases []Plotted, window content.Window, width float64, label func(grade string) string, step func(time.Duration) string, words Words) *Overview {
	if len(cases) == 0 {
		return nil
	}
	o := &overview{Overview: &Overview{Width: width, Dense: len(cases) > labelled}, words: words}
	o.numbers = width < 500
	unknown := slices.ContainsFunc(cases, func(p Plotted) bool { return !p.Response.Known })
	o.from, o.to = edge+4, width-edge-4
	if unknown {
		o.Split = width - unknownRoom
		if o.numbers {
			o.Split = width - unknownRoom*.66
		}
		o.to = o.Split - 14
	}
	o.most = overviewSteps[6]
	for _, c := range cases {
		if c.Response.Known {
			o.most = max(o.most, c.Response.Max)
		}
	}
	o.Top = labelRow + 2
	y := o.Top
	for _, grade := range []string{"good", "mixed", "poor", ""} {
		if row := of(cases, grade); len(row) > 0 || grade != "" {
			y = o.row(row, grade, label(grade), y)
		}
	}
	o.Bottom = y
	o.axis(step)
	o.rule(window)
	o.Height = round(y + labelRow + 8)
	return o.Overview
}

type overview struct {
	*Overview
	words    Words
	from, to float64
	most     time.Duration
	numbers  bool
}

func of(cases []Plotted, grade string) []Plotted {
	var out []Plotted
	for _, c := range cases {
		if c.Grade == grade {
			out = append(out, c)
		}
	}
	return out
}

// at is where a length of time stands: at most ten minutes at the left end.
func (o *overview) at(d time.Duration) float64 {
	low, high := math.Log(overviewSteps[0].Minutes()), math.Log(o.most.Minutes())
	share := (math.Log(max(d.Minutes(), 1)) - low) / (high - low)
	return o.from + (o.to-o.from)*max(0, min(1, share))
}

// row draws the cases of one outcome from y down.
func (o *overview) row(cases []Plotted, grade, title string, y float64) float64 {
	top := y
	y += titleRow
	size, lane := markSize-3, laneHeight-2
	if o.Dense {
		size, lane = dotSize, dotLane
	}
	points := make([]Point, len(cases))
	things := make([]*placed, len(cases))
	unknown := 0
	for i, c := range cases {
		p := Point{Name: c.Name, Page: c.Page, Grade: grade, Open: !c.Response.Exact()}
		switch {
		case !c.Response.Known:
			p.X = o.Split + 14
			if o.Dense {
				p.X += float64(unknown%5) * (dotSize + laneGap)
			}
			unknown++
		case p.Open:
			bar := Bar{round(o.at(c.Response.Min)), round(o.at(c.Response.Max))}
			p.X = round((bar.From + bar.To) / 2)
			p.Extent = &bar
		default:
			p.X = round(o.at(c.Response.Min))
		}
		drawn := Bar{p.X - size/2, p.X + size/2}
		if !o.Dense {
			text := c.Short
			if o.numbers {
				text = strconv.Itoa(c.Number)
			}
			p.Label = Text{X: round(p.X + size/2 + 3), Anchor: "start", Text: text}
			limit := o.Width
			if c.Response.Known && o.Split > 0 {
				limit = o.Split
			}
			if p.Label.bar().To > limit {
				p.Label.X, p.Label.Anchor = round(p.X-size/2-3), "end"
			}
			label := p.Label.bar()
			drawn = Bar{min(drawn.From, label.From), max(drawn.To, label.To)}
			if p.Extent != nil {
				drawn = Bar{min(drawn.From, p.Extent.From), max(drawn.To, p.Extent.To)}
			}
		} else {
			p.Extent = nil
		}
		points[i], things[i] = p, &placed{Bar: drawn}
	}
	lanes := stack(things, mostPile)
	over := 0
	for i, t := range things {
		if t.lane < 0 {
			over++
			continue
		}
		p := points[i]
		p.Y = round(y + lane*(float64(t.lane)+.5))
		p.Label.Y = round(p.Y + textSize*.36)
		o.Points = append(o.Points, p)
	}
	y += lane*float64(max(1, lanes)) + 4
	if over > 0 {
		o.More = append(o.More, More{X: round(o.Width - edge), Y: round(top + 14), Count: over})
	}
	o.Rows = append(o.Rows, Row{Grade: grade, Title: Text{X: edge/2 + 18, Y: top + 14, Anchor: "start", Text: title}, Top: top, Bottom: round(y)})
	return round(y)
}

func (o *overview) axis(step func(time.Duration) string) {
	last := -100.0
	for _, d := range overviewSteps {
		if d > o.most {
			break
		}
		x := round(o.at(d))
		label := Text{X: x, Y: round(o.Bottom + labelRow), Anchor: "middle", Text: step(d)}
		if bar := label.bar(); bar.From < 0 {
			label.X = round(x - bar.From)
		}
		s := Step{X: x}
		if label.bar().From > last+labelGap {
			s.Label, last = label, label.bar().To
		}
		o.Ticks = append(o.Ticks, s)
	}
}

func (o *overview) rule(w content.Window) {
	x := round(o.at(w.Within))
	label := Text{X: x + 4, Y: labelRow - 4, Anchor: "start", Text: o.words.Window(w, false)}
	if label.bar().To > o.Width {
		label.X, label.Anchor = x-4, "end"
	}
	o.Window = Rule{X: x, Main: true, Label: label}
}

// PlotHeight is how high the part above the axis is.
func (o *Overview) PlotHeight() float64 { return round(o.Bottom - o.Top) }

// Height of the row.
func (r Row) Height() float64 { return round(r.Bottom - r.Top) }

// LabelY is where the labels of the axis stand.
func (o *Overview) LabelY() float64 { return round(o.Bottom + labelRow) }

// SplitX is where the title of what has no time begins.
func (o *Overview) SplitX() float64 { return round(o.Split + 8) }

// Radius of a point.
func (o *Overview) Radius() float64 {
	if o.Dense {
		return dotSize / 2
	}
	return 6
}

// Sign names the shape of the row's grade.
func (r Row) Sign() string { return r.Grade }

// BarY is the upper edge of the bar of a time that is not exact.
func (p Point) BarY() float64 { return round(p.Y - 8) }

// Corner is the upper left corner of the title's shape.
func (r Row) Corner() Text { return Text{X: edge / 2, Y: r.Title.Y - 11} }
