package figure

import (
	"math"
	"strconv"
)

// A Column is one bar of a [Columns]: a count in a stretch of time.
type Column struct {
	Label string // below it, as far as there is room
	Count int
}

// A Columns is a picture of counts in the order of time, from a zero line up.
type Columns struct {
	Width, Height float64
	Top, Bottom   float64 // of the drawing; Bottom is the zero line
	Bars          []ColumnBar
	Steps         []CountStep // lines to read heights by, above zero
	Labels        []Text      // of the axis of time
	Usual         *UsualLine  // what was usual before; nil: nothing was
}

// A ColumnBar is a drawn column.
type ColumnBar struct {
	X, Y, Width, Height float64
	Value               *Text // of the highest and of the last one
}

// A CountStep is a line at a round count.
type CountStep struct {
	Y     float64
	Label Text
}

// A UsualLine is the mean of the period before, across the picture from X on.
type UsualLine struct{ X, Y float64 }

// Sizes of columns, in units.
const (
	columnsHeight = 132.0 // from the zero line to the top
	widestColumn  = 44.0
)

// NewColumns draws columns in a width. usual is the mean before; at 0 it is not drawn. It is nil if every count is 0.
func NewColumns(columns []Column, width float64, usual float64) *Columns {
	most, at := 0, -1
	for i, c := range columns {
		if c.Count > most {
			most, at = c.Count, i
		}
	}
	if most == 0 {
		return nil
	}
	p := &Columns{Width: width, Top: labelRow + 6}
	p.Bottom = p.Top + columnsHeight
	p.Height = p.Bottom + labelRow + 4
	step := roundStep(max(float64(most), usual) / 3)
	ceiling := math.Ceil(max(float64(most), usual)/step) * step
	high := func(n float64) float64 { return round(p.Bottom - columnsHeight*n/ceiling) }
	left := textWidth(strconv.Itoa(int(ceiling))) + 8
	for n := step; n <= ceiling+step/2; n += step {
		p.Steps = append(p.Steps, CountStep{high(n), Text{X: left - 6, Y: round(high(n) + textSize*.36), Anchor: "end", Text: strconv.Itoa(int(n))}})
	}
	slot := (width - left) / float64(len(columns))
	wide := min(widestColumn, slot*.72)
	for i, c := range columns {
		x := left + slot*float64(i) + (slot-wide)/2
		bar := ColumnBar{X: round(x), Y: high(float64(c.Count)), Width: round(wide)}
		bar.Height = round(p.Bottom - bar.Y)
		if c.Count > 0 && (i == at || i == len(columns)-1 && far(i, at, slot)) {
			bar.Value = &Text{X: round(x + wide/2), Y: bar.Y - 4, Anchor: "middle", Text: strconv.Itoa(c.Count)}
			if half := textWidth(bar.Value.Text) / 2; bar.Value.X+half > width {
				bar.Value.X, bar.Value.Anchor = width, "end"
			}
		}
		p.Bars = append(p.Bars, bar)
	}
	p.label(columns, left, slot)
	if usual > 0 {
		p.Usual = &UsualLine{round(left), high(usual)}
	}
	return p
}

// far reports whether two columns' values do not touch.
func far(i, at int, slot float64) bool { return float64(i-at)*slot > 40 }

// roundStep is the least of 1, 2, 5, 10, 20 … that is not below a number.
func roundStep(x float64) float64 {
	for power := 1.0; ; power *= 10 {
		for _, n := range []float64{1, 2, 5} {
			if n*power >= x {
				return n * power
			}
		}
	}
}

// label writes below the columns as many of their labels as there is room for, the first among them.
func (p *Columns) label(columns []Column, left, slot float64) {
	every := 1
	widest := 0.0
	for _, c := range columns {
		widest = max(widest, textWidth(c.Label)+labelGap)
	}
	for slot*float64(every) < widest {
		every++
	}
	for i := 0; i < len(columns); i += every {
		t := Text{X: round(left + slot*(float64(i)+.5)), Y: p.Bottom + labelRow - 2, Anchor: "middle", Text: columns[i].Label}
		if t.bar().From < 0 {
			t.X, t.Anchor = 0, "start"
		}
		if t.bar().To > p.Width {
			t.X, t.Anchor = p.Width, "end"
		}
		p.Labels = append(p.Labels, t)
	}
}
