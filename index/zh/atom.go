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

func (a *atom) kind() Kind {
	switch {
	case a.letters == 0:
		return Number
	case a.digits == 0:
		return Latin
	}
	return Mixed
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
