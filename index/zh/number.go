package zh

import "bytes"

// isNumber tells whether the compound is one number or time: 1,234.5, 3.14, 21:19:08. Three or more
// numbers with dots are a version.
func (s *scanner) isNumber() bool {
	dots, colons := 0, 0
	for i := range s.atoms {
		a := &s.atoms[i]
		if a.letters > 0 {
			return false
		}
		switch a.joint {
		case '.':
			dots++
		case ':':
			colons++
		case ',', 0:
		default:
			return false
		}
	}
	return dots+colons < 2 || dots == 0 && colons == 2
}

// number adds the compound as a number, without the commas between thousands.
func (s *scanner) number() {
	first, last := &s.atoms[0], &s.atoms[len(s.atoms)-1]
	term := s.buf
	if bytes.IndexByte(term, ',') >= 0 {
		plain := term[:0]
		for _, b := range term {
			if b != ',' {
				plain = append(plain, b)
			}
		}
		term = plain
	}
	s.add(s.keep(term, first.start), first.start, last.end, Number)
}

// isVersion tells whether the compound is numbers with dots between them, the first of which may follow a v. A
// decimal number has been recognised before.
func (s *scanner) isVersion() bool {
	for i := range s.atoms {
		a := &s.atoms[i]
		if i > 0 && (a.joint != '.' || a.letters > 0) {
			return false
		}
	}
	a := &s.atoms[0]
	return a.letters == 0 || a.letters == 1 && s.buf[0] == 'v'
}

// version adds the compound, and without its v when it has one.
func (s *scanner) version() {
	first, last := &s.atoms[0], &s.atoms[len(s.atoms)-1]
	s.add(s.keep(s.buf, first.start), first.start, last.end, Version)
	if first.letters > 0 {
		_, _, v := s.peek(first.start)
		s.addInner(s.keep(s.buf[1:], first.start+v), first.start+v, last.end, Version)
	}
}
