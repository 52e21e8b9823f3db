package figure

import (
	"cmp"
	"slices"

	"yanxi/content"
)

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
