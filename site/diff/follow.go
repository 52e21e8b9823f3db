package diff

import (
	"slices"
	"strings"
)

// Follow says where a line of the old text stands in the new one, both counted from 1, and what
// became of it: [Same], [MovedFrom], [Changed] or [Removed]. A changed line stands where the first of its words that
// was kept stands; one of which no word was kept was removed. Of a removed line, and of one that the old text
// does not have, the place is 0; of the latter the kind is 0 as well.
func (d *Diff) Follow(line int) (place int, kind Kind) {
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Old == 0 || line < b.Old || line >= b.Old+b.oldLines() {
			continue
		}
		switch b.Kind {
		case Same:
			return b.New + line - b.Old, Same
		case MovedFrom:
			if place := d.moved(b, line); place > 0 {
				return place, MovedFrom
			}
		case Changed:
			if place := b.follow(line); place > 0 {
				return place, Changed
			}
		}
		return 0, Removed
	}
	return 0, 0
}

// moved finds a line of a moved block among those that came: the same text, nearest to where the block went. The place
// alone does not tell, because blank lines go with either block that are not with the other.
func (d *Diff) moved(from *Block, line int) int {
	text := slices.Collect(strings.Lines(from.Spans[0].Text))[line-from.Old]
	wanted, best := from.Other+line-from.Old, 0
	for i := range d.Blocks {
		to := &d.Blocks[i]
		if to.Kind != MovedTo {
			continue
		}
		at := to.New
		for other := range strings.Lines(to.Spans[0].Text) {
			if other == text && (best == 0 || abs(at-wanted) < abs(best-wanted)) {
				best = at
			}
			at++
		}
	}
	return best
}

func abs(n int) int { return max(n, -n) }

// oldLines counts the lines of a block in the old text.
func (b *Block) oldLines() int {
	n, open := 0, false
	for _, s := range b.Spans {
		if s.Op == Insert {
			continue
		}
		for i := range len(s.Text) {
			if open = s.Text[i] != '\n'; !open {
				n++
			}
		}
	}
	if open {
		n++
	}
	return n
}

// follow finds a line of a changed block in the new text; 0: nothing of it was kept.
func (b *Block) follow(line int) int {
	old, new := b.Old, b.New
	words, space := false, 0
	for _, s := range b.Spans {
		for _, r := range s.Text {
			if s.Op != Insert && old == line {
				switch kept := s.Op == Keep; {
				case kept && !isSpace(r):
					return new
				case !isSpace(r):
					words = true
				case kept && space == 0:
					space = new
				}
			}
			if r != '\n' {
				continue
			}
			if s.Op != Insert {
				old++
			}
			if s.Op != Delete {
				new++
			}
		}
	}
	if words {
		return 0
	}
	return space
}
