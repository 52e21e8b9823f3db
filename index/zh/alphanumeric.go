package zh

// alphanumeric adds the word, number, date or compound at start, and returns where it ends.
func (s *scanner) alphanumeric(start int) int {
	if end, ok := s.mixedAt(start); ok {
		return end
	}
	if end, ok := s.date(start); ok {
		return end
	}
	end := s.compound(start)
	switch {
	case len(s.atoms) == 1:
		s.single(&s.atoms[0])
	case s.isEmail():
		s.whole(Email)
	case s.isNumber():
		s.number()
	case s.isVersion():
		s.version()
	case s.isElision():
		s.add(s.keep(stem(s.buf), start), start, end, Latin)
	default:
		s.whole(Mixed)
	}
	return end
}

// single adds an atom that stands alone, and the parts of one like iPhone13 or 50cm.
func (s *scanner) single(a *atom) {
	s.add(s.term(a), a.start, a.end, a.kind())
	word := s.buf[a.from:a.to]
	if !a.ascii || len(word) != a.letters+a.digits {
		return
	}
	switch n := digitsBefore(word); {
	case n > 0 && a.letters > 1:
		s.numberAndUnit(0, a)
	case n == 0 && a.letters > 2 && digitsBefore(word[a.letters:]) == a.digits && a.digits > 0:
		middle := s.skip(a.start, a.letters)
		s.addInner(s.keep(stem(word[:a.letters]), a.start), a.start, middle, Latin)
		s.addInner(s.keep(word[a.letters:], middle), middle, a.end, Number)
	}
}

// numberAndUnit adds the parts of 50cm, or of 1.5cm, where a is the last atom of the compound; from is where the number begins
// in s.buf. Other things that begin with digits have no parts.
func (s *scanner) numberAndUnit(from int, a *atom) {
	unit := a.from + digitsBefore(s.buf[a.from:a.to])
	if unit == a.from || a.to-unit != a.letters {
		return
	}
	middle := s.skip(a.start, unit-a.from)
	start := s.atoms[0].start
	s.addInner(s.keep(s.buf[from:unit], start), start, middle, Number)
	if a.letters > 1 {
		s.addInner(s.keep(stem(s.buf[unit:a.to]), middle), middle, a.end, Latin)
	}
}

// digitsBefore counts the digits that word begins with.
func digitsBefore(word []byte) (n int) {
	for n < len(word) && '0' <= word[n] && word[n] <= '9' {
		n++
	}
	return n
}

// skip returns where the text goes on n visible characters behind i.
func (s *scanner) skip(i, n int) int {
	for n > 0 {
		_, c, size := s.peek(i)
		i += size
		if c != invisible {
			n--
		}
	}
	return i
}

// whole adds the compound, and its atoms as parts, single letters aside. Inside of another token the atoms are enough.
func (s *scanner) whole(kind Kind) {
	first, last := &s.atoms[0], &s.atoms[len(s.atoms)-1]
	if !s.within {
		s.add(s.keep(s.buf, first.start), first.start, last.end, kind)
	}
	if len(s.atoms) == 2 && first.letters == 0 && last.joint == '.' && last.ascii {
		s.numberAndUnit(first.from, last)
		return
	}
	for i := range s.atoms {
		if a := &s.atoms[i]; a.letters != 1 || a.digits > 0 {
			s.addInner(s.term(a), a.start, a.end, a.kind())
		}
	}
}

// term returns the searched form of an atom.
func (s *scanner) term(a *atom) []byte {
	term := s.buf[a.from:a.to]
	if a.ascii && a.digits == 0 {
		term = stem(term)
	}
	return s.keep(term, a.start)
}

// isEmail tells whether the compound has one @ and a dot behind it.
func (s *scanner) isEmail() bool {
	at, dot := 0, false
	for i := range s.atoms {
		switch s.atoms[i].joint {
		case '@':
			at++
		case '.':
			dot = dot || at > 0
		}
	}
	return at == 1 && dot
}

// isElision tells whether the compound is an English word such as don't or office's.
func (s *scanner) isElision() bool {
	if len(s.atoms) != 2 || s.atoms[1].joint != '\'' {
		return false
	}
	a, b := &s.atoms[0], &s.atoms[1]
	if !a.ascii || !b.ascii || a.digits+b.digits > 0 {
		return false
	}
	switch string(s.buf[b.from:b.to]) {
	case "s", "t", "d", "m", "ll", "re", "ve":
		return true
	}
	return false
}
