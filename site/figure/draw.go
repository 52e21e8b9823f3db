package figure

import (
	"fmt"

	"yanxi/content"
)

// What templates ask for, so that they need no arithmetic.

// PlotHeight is how high the part above the axis is.
func (f *Timeline) PlotHeight() float64 { return round(f.Bottom - f.Top) }

// TickEnd is how far down a tick goes: a day's beside its date.
func (f *Timeline) TickEnd(t Tick) float64 {
	if t.Major {
		return round(f.Bottom + 7)
	}
	return round(f.Bottom + 4)
}

// WordsY is where a line of a break's words stands.
func (f *Timeline) WordsY(line int) float64 { return round(f.Bottom + labelRow*float64(line+1) + 1) }

// BoxWidth is the width of a frame around all.
func (f *Timeline) BoxWidth() float64 { return f.Width - 1 }

// SureWidth is how wide the certain part of the window is.
func (s Shade) SureWidth() float64 { return round(s.Sure - s.From) }

// MayWidth is how wide the part is that may be in the window.
func (s Shade) MayWidth() float64 { return round(s.To - s.Sure) }

// Height of the window.
func (s Shade) Height() float64 { return round(s.Bottom - s.Top) }

// Width of the stretch.
func (b Bar) Width() float64 { return round(b.To - b.From) }

// Height of the lanes.
func (g Group) Height() float64 { return round(g.Bottom - g.Top) }

// dayHeight is how high the bar of a day is: its label stands within.
const dayHeight = 18.0

// A Box4 is a place and a size.
type Box4 struct{ From, Y, Width float64 }

// Day is the bar of a mark that is only known by its day.
func (k Mark) Day() *Box4 {
	if k.Precision != content.PrecisionDay || k.Extent == nil {
		return nil
	}
	return &Box4{k.Extent.From, round(k.Y - dayHeight/2), k.Extent.Width()}
}

// Whisker is the path that an approximate time reaches over.
func (k Mark) Whisker() string {
	if k.Precision != content.PrecisionApproximate || k.Extent == nil {
		return ""
	}
	return fmt.Sprintf("M%g %gH%gM%g %gv8M%g %gv8", k.Extent.From, k.Y, k.Extent.To, k.Extent.From, k.Y-4, k.Extent.To, k.Y-4)
}

// Hit is where a finger finds the mark.
func (k Mark) Hit() Box4 {
	return Box4{round(k.X - markSize/2 - 3), round(k.Y - laneHeight/2), round(markSize + 6)}
}

// Corner is the upper left corner of the mark's shape.
func (k Mark) Corner() Text { return Text{X: round(k.X - markSize/2), Y: round(k.Y - markSize/2)} }

// Sign names the mark's shape.
func (k Mark) Sign() string { return string(k.Type) }

// Ends are the strokes at the two ends of the way.
func (r Reach) Ends() string {
	return fmt.Sprintf("M%g %gv8M%g %gv8", r.From, r.Y-4, r.To, r.Y-4)
}
