package figure_test

import (
	"fmt"
	"testing"

	"yanxi/site/figure"
)

// Whatever the counts, columns stand on the zero line, within the picture, as high as they are many.
func TestColumns(t *testing.T) {
	for _, width := range []float64{640, 352} {
		for _, counts := range [][]int{{1}, {0, 0, 3}, {5, 10, 1_000_000, 2}, make([]int, 62), {1, 2, 3, 4, 5, 6, 7}} {
			if len(counts) == 62 {
				for i := range counts {
					counts[i] = i * i
				}
			}
			var columns []figure.Column
			for i, n := range counts {
				columns = append(columns, figure.Column{Label: fmt.Sprintf("11月%d日", i), Count: n})
			}
			p := figure.NewColumns(columns, width, 2.5)
			if len(p.Bars) != len(counts) || p.Usual == nil || p.Usual.Y > p.Bottom || p.Usual.Y < p.Top-1 {
				t.Fatalf("%v: %+v", counts, p)
			}
			for i, b := range p.Bars {
				if b.X < 0 || b.X+b.Width > width+.1 || b.Y < p.Top-1 || b.Y+b.Height > p.Bottom+.1 || (b.Height == 0) != (counts[i] == 0) && counts[i] > 100 {
					t.Errorf("%v: column %d: %+v", counts, i, b)
				}
				if i > 0 && (counts[i] > counts[i-1]) && b.Y > p.Bars[i-1].Y {
					t.Errorf("%v: column %d is lower than the one before", counts, i)
				}
			}
			for i, l := range p.Labels {
				if l.X < 0 || l.X > width || i > 0 && l.X <= p.Labels[i-1].X {
					t.Errorf("%v: label %+v", counts, l)
				}
			}
		}
	}
	if p := figure.NewColumns([]figure.Column{{Label: "x"}}, 300, 4); p != nil {
		t.Errorf("a picture of nothing: %+v", p)
	}
}
