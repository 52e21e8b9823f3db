package diff

import "strings"

// minKept is the share of a line's characters that must be kept for its change to be shown word by word.
const minKept = 0.3

// A writer turns runs of lines into blocks.
type writer struct {
	diff     *Diff
	a, b     []string
	to, from map[int]int // moved lines
}

func (w *writer) write(runs []run) {
	w.to, w.from = movedLines(runs, w.a, w.b)
	for _, r := range runs {
		if r.same {
			w.block(Same, r.a0, r.a1, r.b0, r.b1)
			continue
		}
		w.change(r)
	}
	w.gather()
}

// change writes a run of changed lines. Moved ones stand where they stood and stand, and part the others.
func (w *writer) change(r run) {
	for r.a0 < r.a1 || r.b0 < r.b1 {
		i, j := r.a0, r.b0
		for i < r.a1 && !w.moves(w.to, i) {
			i++
		}
		for j < r.b1 && !w.moves(w.from, j) {
			j++
		}
		w.pairs(r.a0, i, r.b0, j)
		if i < r.a1 {
			w.block(MovedFrom, i, i+1, j, j)
			i++
		}
		if j < r.b1 {
			w.block(MovedTo, i, i, j, j+1)
			j++
		}
		r.a0, r.b0 = i, j
	}
}

func (w *writer) moves(lines map[int]int, i int) bool {
	_, ok := lines[i]
	return ok
}

// pairs writes changed lines of which none moved.
func (w *writer) pairs(a0, a1, b0, b1 int) {
	for _, m := range pairLines(sketches(w.a[a0:a1]), sketches(w.b[b0:b1])) {
		i, j := a0+m.a, b0+m.b
		switch {
		case m.b == 0:
			w.block(Removed, a0, i, b0, b0)
		case m.a == 0:
			w.block(Added, a0, a0, b0, j)
		default:
			w.changed(a0, i, b0, j)
		}
		a0, b0 = i, j
	}
}

func sketches(lines []string) []sketch {
	out := make([]sketch, len(lines))
	for i, line := range lines {
		out[i] = sketchOf(line)
	}
	return out
}

// changed writes lines that became others: word by word where enough is kept.
func (w *writer) changed(a0, a1, b0, b1 int) {
	old, new := strings.Join(w.a[a0:a1], ""), strings.Join(w.b[b0:b1], "")
	if old == new {
		w.block(Same, a0, a1, b0, b1)
		return
	}
	spans, kept := alignWords(words(old), words(new))
	if kept < minKept && !blank(old) {
		w.block(Removed, a0, a1, b0, b0)
		w.block(Added, a1, a1, b0, b1)
		return
	}
	w.diff.Blocks = append(w.diff.Blocks, Block{Kind: Changed, Old: a0 + 1, New: b0 + 1, Spans: spans})
}

// block adds whole lines.
func (w *writer) block(kind Kind, a0, a1, b0, b1 int) {
	b := Block{Kind: kind, Old: a0 + 1, New: b0 + 1}
	lines, op := w.a[a0:a1], Keep
	switch kind {
	case Removed, MovedFrom:
		b.New, op = 0, Delete
	case Added, MovedTo:
		b.Old, op, lines = 0, Insert, w.b[b0:b1]
	}
	if kind == MovedFrom {
		b.Other = w.to[a0] + 1
	}
	if kind == MovedTo {
		b.Other = w.from[b0] + 1
	}
	if len(lines) == 0 {
		return
	}
	b.Spans = []Span{{op, strings.Join(lines, "")}}
	w.diff.Blocks = append(w.diff.Blocks, b)
}

// gather puts blocks together that a reader takes as one: the same, and blank lines with the lines of their kind that they follow or lead.
// Of removed and added lines side by side, what was removed comes first.
func (w *writer) gather() {
	w.order()
	var out []Block
	for _, b := range w.diff.Blocks {
		if n := len(out) - 1; n >= 0 && together(&out[n], &b) {
			out[n].Spans[0].Text += b.Spans[0].Text
			continue
		}
		out = append(out, b)
	}
	w.diff.Blocks = withBlanks(out)
}

// withBlanks gives blank lines to the moved ones that follow them.
func withBlanks(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		if n := len(out) - 1; n >= 0 && (out[n].Kind == Removed && b.Kind == MovedFrom || out[n].Kind == Added && b.Kind == MovedTo) && blank(out[n].Spans[0].Text) {
			out[n].Spans[0].Text += b.Spans[0].Text
			out[n].Kind, out[n].Other = b.Kind, b.Other
			continue
		}
		out = append(out, b)
	}
	return out
}

// together reports whether two neighbouring blocks are one.
func together(x, y *Block) bool {
	if len(x.Spans) != 1 || len(y.Spans) != 1 {
		return false
	}
	text, next := x.Spans[0].Text, y.Spans[0].Text
	switch {
	case x.Kind == MovedFrom && y.Kind == Removed || x.Kind == MovedTo && y.Kind == Added:
		return blank(next)
	case x.Kind != y.Kind:
		return false
	case x.Kind == Same:
		return true
	case x.Kind == Removed || x.Kind == Added:
		return blank(next) || blank(text)
	case x.Kind == MovedFrom || x.Kind == MovedTo: // lines that moved one after the other
		return x.Other+strings.Count(text, "\n") == y.Other
	}
	return false
}

// order puts the removed lines of a stretch of removed and added ones before the added.
func (w *writer) order() {
	blocks := w.diff.Blocks
	for from := 0; from < len(blocks); from++ {
		to := from
		for to < len(blocks) && (blocks[to].Kind == Removed || blocks[to].Kind == Added) {
			to++
		}
		if to-from < 2 {
			continue
		}
		sorted := make([]Block, 0, to-from)
		for _, kind := range []Kind{Removed, Added} {
			for _, b := range blocks[from:to] {
				if b.Kind == kind {
					sorted = append(sorted, b)
				}
			}
		}
		copy(blocks[from:to], sorted)
		from = to
	}
}
