package figure

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A span is the time in which something was, in seconds since a moment that
// all spans of a picture have in common.
type span struct{ from, to int64 }

// A piece is a stretch of time without a break and where it stands.
type piece struct {
	span
	bar    Bar
	things int
}

// A scale leads from times to places. Its pieces are in order and do not touch.
type scale struct{ pieces []piece }

// Room around pieces, in units.
const (
	breakWidth = 46.0 // of a break with its words
	pieceEdge  = 10.0 // between a break and a piece: half a mark and a bit
	pointPiece = 40.0 // of a piece that is one moment
	leastPiece = 58.0 // of others: a date fits below
)

// tooLong reports whether a gap takes the room that moments need: hours do when
// they are longer than all the rest of the time, days when they are half of it. Less than half an
// hour is never worth a break, and two lone moments have no rest.
func tooLong(gap, rest int64) bool {
	switch {
	case rest <= 0 || gap < 30*60:
		return false
	case gap >= daySeconds:
		return gap >= rest/2
	}
	return gap >= rest
}

// newScale arranges times between two places with so many breaks at most.
func newScale(spans []span, room Bar, breaks int) scale {
	blocks := union(spans)
	for ; ; breaks-- {
		pieces := cut(slices.Clone(blocks), breaks)
		if breaks == 0 || taken(pieces) <= room.To-room.From {
			return scale{arrange(pieces, room)}
		}
	}
}

// taken is the room that pieces and the breaks between them need at least.
func taken(pieces []piece) float64 {
	sum := float64(len(pieces)-1) * (breakWidth + 2*pieceEdge)
	for _, p := range pieces {
		sum += p.least()
	}
	return sum
}

// union merges spans that touch, in order.
func union(spans []span) []piece {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var out []piece
	for _, s := range spans {
		if n := len(out); n > 0 && s.from <= out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			out[n-1].things++
			continue
		}
		out = append(out, piece{span: s, things: 1})
	}
	if out == nil {
		out = []piece{{}}
	}
	return out
}

// cut joins blocks into pieces, between which the broken gaps are.
func cut(blocks []piece, breaks int) []piece {
	type gap struct {
		after int
		long  int64
	}
	var gaps []gap
	for i := range len(blocks) - 1 {
		gaps = append(gaps, gap{i, blocks[i+1].from - blocks[i].to})
	}
	slices.SortStableFunc(gaps, func(a, b gap) int { return cmp.Compare(b.long, a.long) })
	left := blocks[len(blocks)-1].to - blocks[0].from
	broken := map[int]bool{}
	for _, g := range gaps {
		rest := left - g.long
		if len(broken) == breaks || !tooLong(g.long, rest) {
			break
		}
		broken[g.after] = true
		left = rest
	}
	pieces := blocks[:1:1]
	for i, b := range blocks[1:] {
		last := &pieces[len(pieces)-1]
		if broken[i] {
			pieces = append(pieces, b)
			continue
		}
		last.to = b.to
		last.things += b.things
	}
	return pieces
}

// arrange gives each piece room by how much is in it.
func arrange(pieces []piece, room Bar) []piece {
	free := room.To - room.From - taken(pieces)
	total := 0.0
	for _, p := range pieces {
		total += p.weight()
	}
	x := room.From
	for i := range pieces {
		p := &pieces[i]
		width := p.least()
		if total > 0 {
			width += free * p.weight() / total
		}
		p.bar = Bar{x, x + width}
		x += width + breakWidth + 2*pieceEdge
	}
	return pieces
}

func (p piece) least() float64 {
	if p.from == p.to {
		return pointPiece
	}
	return leastPiece
}

// weight is the piece's share of the room that nobody needs. Moments at one
// time have no use for it.
func (p piece) weight() float64 {
	if p.from == p.to {
		return 0
	}
	return float64(p.things)
}

// at is where a time stands; a time within a break is where the break begins.
func (s scale) at(t int64) float64 {
	x := s.pieces[0].bar.From
	for _, p := range s.pieces {
		switch {
		case t < p.from:
			return x
		case t > p.to:
			x = p.bar.To
			continue
		case p.from == p.to:
			return (p.bar.From + p.bar.To) / 2
		}
		return p.bar.From + (p.bar.To-p.bar.From)*float64(t-p.from)/float64(p.to-p.from)
	}
	return x
}

// perSecond is how many units a second of a piece has; 0 if it has none.
func (p piece) perSecond() float64 {
	if p.from == p.to {
		return 0
	}
	return (p.bar.To - p.bar.From) / float64(p.to-p.from)
}

// A Break is a quiet gap that is left out.
type Break struct {
	Bar
	Mid   float64
	Words [2]string // how long it is, in two lines

	skipped span
}

// Tear is the path of the two torn edges of a break.
func (b Break) Tear(top, bottom float64) string {
	var path strings.Builder
	for _, x := range []float64{b.From + tooth, b.To - tooth} {
		fmt.Fprintf(&path, "M%g %g", round(x), top)
		side := tooth
		for y := top + 2*tooth; y < bottom+2*tooth; y += 2 * tooth {
			fmt.Fprintf(&path, "L%g %g", round(x+side), round(min(y, bottom)))
			side = -side
		}
	}
	return path.String()
}

// tooth is how far a torn edge goes either way.
const tooth = 3.0

func (s scale) breaks(words func(seconds int64) [2]string) []Break {
	var out []Break
	for i := range len(s.pieces) - 1 {
		a, b := s.pieces[i], s.pieces[i+1]
		from, to := a.bar.To+pieceEdge, b.bar.From-pieceEdge
		out = append(out, Break{
			Bar: Bar{round(from), round(to)}, Mid: round((from + to) / 2),
			Words: words(b.from - a.to), skipped: span{a.to, b.from},
		})
	}
	return out
}
