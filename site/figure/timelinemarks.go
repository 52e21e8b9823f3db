package figure

import (
	"strconv"

	"yanxi/content"
)

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

// markText is the number of a mark, in a wordy picture with its type.
func (d *drawing) markText(k *Mark, wordy bool) string {
	text := strconv.Itoa(k.Number)
	if wordy && k.Type != "" {
		text += " " + d.words.Type(k.Type)
	}
	return text
}

// label places what is written of a mark: after it, or before it where there is no room.
func (d *drawing) label(k *Mark, wordy bool) {
	k.Label = Text{X: k.X + markSize/2 + 3, Anchor: "start", Text: d.markText(k, wordy)}
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
		text := d.markText(&k, d.wordy)
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
