package convert

// maxListDepth is how deep lists go. Markdown shows deeper ones, people cannot
// read them.
const maxListDepth = 9

// A shelf puts paragraphs in their order and makes lists of those that have marks.
type shelf struct {
	blocks  []*block
	open    []openList
	pending []*note // for the next block
}

// An openList is a list that the next paragraph may go on with.
type openList struct {
	*block
	level  int
	indent int
}

// note says something at the next block.
func (s *shelf) note(n *note) { s.pending = append(s.pending, n) }

// add puts a block below the others, as an item of a list if it has a mark.
func (s *shelf) add(b *block, mark *listMark) {
	b.notes = append(b.notes, s.pending...)
	s.pending = nil
	if !b.shows() && len(b.notes) == 0 {
		return
	}
	if !b.shows() { // keeps its notes, ends no list
		if top := s.last(); top != nil {
			top.notes = append(top.notes, b.notes...)
			return
		}
	}
	if mark == nil {
		s.open = nil
		s.blocks = append(s.blocks, b)
		return
	}
	s.item(b, mark)
}

func (s *shelf) last() *block {
	if len(s.blocks) == 0 {
		return nil
	}
	return s.blocks[len(s.blocks)-1]
}

// item puts a block into the list that its mark goes on with, or a new one.
func (s *shelf) item(b *block, mark *listMark) {
	for len(s.open) > 0 && s.open[len(s.open)-1].level > mark.level {
		s.open = s.open[:len(s.open)-1]
	}
	if n := len(s.open); n > 0 && s.open[n-1].level == mark.level {
		top := s.open[n-1]
		if top.start == 0 && mark.value == 0 || top.start > 0 && mark.value == top.start+len(top.items) {
			top.items = append(top.items, []*block{b})
			s.open[n-1].indent = mark.indent
			return
		}
		s.open = s.open[:n-1]
	}
	l := &block{kind: list, start: mark.value, items: [][]*block{{b}}}
	if n := len(s.open); n == 0 {
		s.blocks = append(s.blocks, l)
	} else {
		parent := s.open[n-1].block
		at := len(parent.items) - 1
		parent.items[at] = append(parent.items[at], l)
	}
	if len(s.open) < maxListDepth {
		s.open = append(s.open, openList{l, mark.level, mark.indent})
	}
}

// goOn puts a paragraph that is indented like an item into that item.
func (s *shelf) goOn(b *block, indent int) {
	for n := len(s.open) - 1; n >= 0; n-- {
		if l := s.open[n]; indent >= l.indent && l.indent > 0 {
			s.open = s.open[:n+1]
			b.notes = append(b.notes, s.pending...)
			s.pending = nil
			at := len(l.items) - 1
			l.items[at] = append(l.items[at], b)
			return
		}
	}
	s.add(b, nil)
}

// code joins lines of code.
func (s *shelf) code(b *block) {
	if last := s.last(); last != nil && last.kind == code && len(s.pending) == 0 {
		last.runs = append(last.runs, run{kind: lineBreak})
		last.runs = append(last.runs, b.runs...)
		last.notes = append(last.notes, b.notes...)
		return
	}
	b.kind = code
	s.add(b, nil)
}

// end gives all blocks.
func (s *shelf) end() []*block {
	if len(s.pending) > 0 {
		if last := s.last(); last != nil {
			last.notes = append(last.notes, s.pending...)
		}
	}
	return s.blocks
}
