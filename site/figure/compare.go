package figure

import "yanxi/content"

// A Compared is a case in a comparison.
type Compared struct {
	Case  *content.Case
	Title string
	Page  string // its address
}

// NewComparison draws cases below one another on one axis that begins at the
// outbreak of each; where only its day is known, at the beginning of that day. A
// case without a timed outbreak has a title and no marks. Times are those after the
// outbreak, so that no zone is needed. It is nil if no case can be drawn.
func NewComparison(cases []Compared, rules content.ClockRules, width float64, words Words) *Timeline {
	f := &Timeline{Width: width}
	var rows []*drawing
	var spans []span
	for _, c := range cases {
		d := &drawing{Timeline: f, c: c.Case, clock: c.Case.Clock(), rules: rules, words: words, page: c.Page}
		d.wordy = width > 500 && len(c.Case.Timeline) <= wordyMarks
		if d.outbreak() != nil {
			d.zero = d.origin()
			spans = append(spans, d.spans()...)
		}
		rows = append(rows, d)
	}
	if spans == nil {
		return nil
	}
	s := newScale(spans, Bar{edge + markSize/2, width - edge - markSize}, mostBreaks(width))
	f.setScale(s, words)
	y := f.offsetRules(s, rules, words)
	f.Top = y
	for i, d := range rows {
		d.scale = s
		y = d.row(y, cases[i].Title)
	}
	f.Bottom = y
	f.offsets(s, words)
	f.Height = round(y + 2*labelRow + 8)
	return f
}

// spans are those of a case's timed moments, and of its window.
func (d *drawing) spans() []span {
	var out []span
	for i := range d.c.Timeline {
		if m := &d.c.Timeline[i]; m.Precision != content.PrecisionUnknown {
			out = append(out, d.span(m))
		}
	}
	o, window := d.span(d.outbreak()), seconds(d.rules.Response.Within)
	return append(out, span{o.from + window, o.from + window}, span{o.to + window, o.to + window}, span{0, 0}, span{window, window})
}

// offsetRules draws the end of the window for a known outbreak, and returns
// where its label ends.
func (f *Timeline) offsetRules(s scale, rules content.ClockRules, words Words) float64 {
	x := round(s.at(seconds(rules.Response.Within)))
	label := Text{X: x + 4, Y: labelRow - 4, Anchor: "start", Text: words.Window(rules.Response, false)}
	if label.bar().To > f.Width {
		label.X, label.Anchor = x-4, "end"
	}
	f.Rules = []Rule{{X: x, Main: true, Label: label}}
	return labelRow + 2
}

// row draws one case from y down.
func (d *drawing) row(y float64, title string) float64 {
	top := y
	o := d.outbreak()
	switch {
	case o == nil:
		title = d.words.NoOutbreak(title)
	case o.Precision == content.PrecisionDay:
		title = d.words.DayOnly(title)
	}
	for textWidth(title) > d.Width-edge {
		runes := []rune(title)
		title = string(runes[:len(runes)-2]) + "…"
	}
	y += titleRow
	if o != nil {
		s, window := d.span(o), seconds(d.rules.Response.Within)
		shade := Shade{From: round(d.scale.at(s.from)), Sure: round(d.scale.at(s.from + window)), To: round(d.scale.at(s.to + window)), Top: top}
		var marks []Mark
		for i := range d.c.Timeline {
			if m := &d.c.Timeline[i]; m.Precision != content.PrecisionUnknown {
				marks = append(marks, d.mark(i+1, m, 0))
			}
		}
		y = d.group(marks, d.reach(y)) + 4
		shade.Bottom = y
		d.Windows = append(d.Windows, shade)
	}
	d.Groups = append(d.Groups, Group{Title: Text{X: edge / 2, Y: top + 14, Anchor: "start", Text: title}, Top: top, Bottom: y - 2})
	return y
}

// offsetSteps are those of an axis that counts from the outbreak, in seconds.
var offsetSteps = []int64{
	600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, daySeconds, 2 * daySeconds, 7 * daySeconds, 14 * daySeconds, 30 * daySeconds,
	90 * daySeconds, 365 * daySeconds, 3650 * daySeconds, 36500 * daySeconds, 365000 * daySeconds,
}

// offsets writes the axis: how long after the outbreak.
func (f *Timeline) offsets(s scale, words Words) {
	last := 0.0
	write := func(t int64, room Bar) {
		said := words.Offset(t)
		if said == "" {
			return
		}
		x := round(s.at(t))
		f.Ticks = append(f.Ticks, Tick{X: x, Major: t%daySeconds == 0})
		text := Text{X: x, Y: round(f.Bottom + labelRow + 1), Anchor: "middle", Text: said}
		if over := text.bar().To - room.To; over > 0 {
			text.X = round(x - over)
		}
		if under := room.From - text.bar().From; under > 0 {
			text.X = round(x + under)
		}
		if bar := text.bar(); bar.From >= last && bar.To <= room.To+1 {
			f.Labels = append(f.Labels, text)
			last = bar.To + labelGap
		}
	}
	for _, p := range s.pieces {
		room := Bar{max(2, p.bar.From-pieceEdge), min(f.Width, p.bar.To+pieceEdge)}
		if p.from == p.to {
			write(p.from, room)
			continue
		}
		written := false
		for _, step := range offsetSteps {
			if float64(step)*p.perSecond() < dateRoom {
				continue
			}
			t := p.from / step * step
			if t < p.from {
				t += step
			}
			for ; t <= p.to; t += step {
				write(t, room)
				written = true
			}
			break
		}
		if !written {
			write(p.from, room)
		}
	}
}

func mostBreaks(width float64) int {
	if width < 500 {
		return 3
	}
	return 4
}

// setScale draws the pieces of a scale and the breaks between them.
func (f *Timeline) setScale(s scale, words Words) {
	f.Breaks = s.breaks(words.Skipped)
	for _, p := range s.pieces {
		f.Axis = append(f.Axis, Bar{round(p.bar.From - pieceEdge), round(p.bar.To + pieceEdge)})
	}
}
