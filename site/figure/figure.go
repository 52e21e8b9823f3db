// Package figure lays out the pictures of cases: it takes what package content
// knows and gives coordinates, in units of which one is meant to be a CSS pixel. It
// writes no markup; templates of package ui do.
//
// A [Timeline] is one case. Its scale is linear within a piece; a quiet gap that
// would leave no room for what happened is cut out, drawn as a break, and said in words.
// What is known to the minute stands at a point, an approximate time has
// whiskers, a day is a bar over that day, and what has no time is off the axis.
package figure

import (
	"math"
	"unicode"
)

// Sizes of what is drawn, in units.
const (
	markSize   = 16.0 // of a mark, high and wide
	laneHeight = 24.0
	titleRow   = 20.0 // the title of a group of lanes
	labelRow   = 16.0 // a row of labels
	textSize   = 12.0
	edge       = 12.0 // between the axis and the sides of the picture
)

// A Bar is a stretch of the axis.
type Bar struct{ From, To float64 }

// A Text is a label. Anchor is where X is: start, middle or end.
type Text struct {
	X, Y   float64
	Anchor string
	Text   string
}

func (t Text) bar() Bar {
	w := textWidth(t.Text)
	switch t.Anchor {
	case "middle":
		return Bar{t.X - w/2, t.X + w/2}
	case "end":
		return Bar{t.X - w, t.X}
	}
	return Bar{t.X, t.X + w}
}

// textWidth is about how wide a text is in [textSize]: rather more than less.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2E80, r >= 0x2014 && r <= 0x2026, r == '·': // quotation marks are wide in Chinese fonts
			w += textSize
		case unicode.IsUpper(r):
			w += textSize * .7
		default:
			w += textSize * .58
		}
	}
	return w
}

// round keeps a tenth of a unit, so that pictures are small and goldens are stable.
func round(x float64) float64 { return math.Round(x*10) / 10 }
