package zh

import "unicode/utf8"

// maxAtom is the length in characters at which a run of letters and digits is cut, maxAtoms the number of such runs
// in a compound: no word is longer, but what a damaged file holds is.
const (
	maxAtom  = 64
	maxAtoms = 8
)

// An atom is letters and digits with nothing between them.
type atom struct {
	start, end int // in the text
	from, to   int // in the scanner's buf, folded
	letters    int // characters that are no digits
	digits     int
	ascii      bool
	joint      rune // the sign before it, 0 for the first
}

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

// compound collects the atoms at start that hang together, and returns where they end.
func (s *scanner) compound(start int) int {
	s.buf, s.atoms = s.buf[:0], s.atoms[:0]
	end, joint := start, rune(0)
	for {
		a := s.atom(end, joint)
		s.atoms = append(s.atoms, a)
		end = a.end
		r, _, size := s.peek(end)
		if len(s.atoms) == maxAtoms || !s.joins(r, end+size) {
			return end
		}
		joint = r
		s.buf = utf8.AppendRune(s.buf, r)
		end += size
	}
}

// atom reads the atom at start.
func (s *scanner) atom(start int, joint rune) atom {
	a := atom{start: start, end: start, from: len(s.buf), joint: joint, ascii: true}
	for i := start; a.letters+a.digits < maxAtom; {
		r, c, size := s.peek(i)
		i += size
		switch {
		case c == invisible:
			continue
		case c == digit:
			a.digits++
		case c != letter && c != mark:
			a.to = len(s.buf)
			return a
		default:
			a.letters++
			a.ascii = a.ascii && r < utf8.RuneSelf
		}
		a.end = i
		if r >= 'ⅰ' && r <= 'ⅻ' {
			s.buf = append(s.buf, roman[r-'ⅰ']...)
		} else {
			s.buf = utf8.AppendRune(s.buf, r)
		}
	}
	a.to = len(s.buf)
	return a
}

// roman spells the Roman numerals that are one character each: Ⅳ级 is searched as IV级.
var roman = [...]string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"}

// atomEnd returns how many characters the atom at start has and where it ends.
func (s *scanner) atomEnd(start int) (n, end int) {
	for end = start; n < maxAtom; n++ {
		_, c, size := s.peek(end)
		if c != digit && c != letter && c != mark {
			break
		}
		end += size
	}
	return n, end
}

// joins tells whether the sign joint connects the atom read last with what begins at next.
func (s *scanner) joins(joint rune, next int) bool {
	_, c, _ := s.peek(next)
	if c != letter && c != digit {
		return false
	}
	last := &s.atoms[len(s.atoms)-1]
	number := last.letters == 0
	switch joint {
	case '-', '_', '@':
		return true
	case '.': // 2.6, example.org and v1.2, but not the 1.Name of a list
		return !number || c == digit
	case '\'', '&': // don't, R&D
		return !number && c == letter
	case ':': // 21:19
		return number && c == digit
	case ',': // 1,234,567
		size, _ := s.atomEnd(next)
		return number && c == digit && size == 3 &&
			(last.digits <= 3 && last.joint == 0 || last.digits == 3 && last.joint == ',')
	}
	return false
}

// single adds an atom that stands alone, and the parts of one like iPhone13.
func (s *scanner) single(a *atom) {
	s.add(s.term(a), a.start, a.end, a.kind())
	if a.kind() != Mixed || a.letters < 3 || !a.ascii {
		return
	}
	word := s.buf[a.from:a.to]
	cut, middle := 0, a.start
	for cut < len(word) && (word[cut] < '0' || word[cut] > '9') {
		_, _, size := s.peek(middle)
		cut, middle = cut+1, middle+size
	}
	if cut == a.letters { // all digits are at the end
		s.addInner(s.keep(stem(word[:cut]), a.start), a.start, middle, Latin)
		s.addInner(s.keep(word[cut:], middle), middle, a.end, Number)
	}
}

// whole adds the compound, and its atoms as parts, single letters aside. Inside of another token the atoms are enough.
func (s *scanner) whole(kind Kind) {
	first, last := &s.atoms[0], &s.atoms[len(s.atoms)-1]
	if !s.within {
		s.add(s.keep(s.buf, first.start), first.start, last.end, kind)
	}
	for i := range s.atoms {
		if a := &s.atoms[i]; a.letters != 1 || a.digits > 0 {
			s.addInner(s.term(a), a.start, a.end, a.kind())
		}
	}
}

func (a *atom) kind() Kind {
	switch {
	case a.letters == 0:
		return Number
	case a.digits == 0:
		return Latin
	}
	return Mixed
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
