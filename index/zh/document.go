package zh

import "strings"

// Numbers of official documents name an agency, a year in brackets and a number: 国办发〔2018〕123号; those of
// court cases the year first: （2018）京01民终123号. The brackets vary, and so may a 第 before the number; all are searched as
// 国办发〔2018〕123号. Parts are the words before the year, what follows from the bracket on, and the numbers.

const (
	maxAgency = 8  // characters before the year
	maxBody   = 24 // characters behind it
)

// notAgency are characters that no abbreviation of an agency or a court has, but the words around one: 根据国办发….
const notAgency = "据照依按见以和及与的为由在从自将把被因于是其该或如像等文号年月日了对向"

// document adds the words of the run from character from on, and the document number that goes on with the bracket at i. It
// returns where that ends.
func (s *scanner) document(from, i int) (end int, ok bool) {
	_, _, size := s.peek(i)
	n, ok := s.numberOf(i, size)
	if !ok {
		return 0, false
	}
	agency := s.run.n
	for agency > from && !strings.ContainsRune(notAgency, s.run.char(agency-1)) {
		agency--
	}
	if s.run.n-agency > maxAgency || n.court {
		agency = s.run.n
	}
	if agency > from {
		s.split(from, agency)
	}
	s.addDocument(s.run.place(agency), i, n)
	return n.end, true
}

// bracketed adds a document number that begins with the bracket at i, if there is one, and returns where the text goes on.
func (s *scanner) bracketed(i, size int) int {
	if s.within {
		return i + size
	}
	n, ok := s.numberOf(i, size)
	if !ok {
		return i + size
	}
	s.addDocument(i, i, n)
	return n.end
}

// A docNumber is where the parts of a document's number are in the text.
type docNumber struct {
	year, yearEnd int
	body, end     int
	court         bool // the body names a court; what is before the year doesn't belong to it
}

// numberOf reads "〔2018〕123号" at i, where a bracket of that size stands.
func (s *scanner) numberOf(i, size int) (n docNumber, ok bool) {
	open, _, _ := s.peek(i)
	n.year = i + size
	year, count, next := s.digits(n.year, 5)
	closing, _, size := s.peek(next)
	if count != 4 || year < 1900 || year >= 2100 || closing != closes(open) {
		return n, false
	}
	n.yearEnd, n.body = next, next+size
	if r, _, size := s.peek(n.body); r == '第' {
		if _, c, _ := s.peek(n.body + size); c == digit {
			n.body += size
		}
	}
	_, last, _ := s.peek(n.body)
	n.court = last == han
	for i, count := n.body, 0; count < maxBody; count++ {
		r, c, size := s.peek(i)
		if i += size; r == '号' && last == digit {
			n.end = i
			return n, true
		}
		if c != han && c != digit || strings.ContainsRune(notAgency, r) {
			return n, false
		}
		last = c
	}
	return n, false
}

func closes(open rune) rune {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	case '【':
		return '】'
	}
	return '〕'
}

// addDocument adds the number n that begins at start, and its parts; bracket is where the year's bracket stands.
func (s *scanner) addDocument(start, bracket int, n docNumber) {
	b := s.folded(start, bracket)
	agency := len(b)
	b = append(b, "〔"...)
	for i := n.year; i < n.yearEnd; {
		r, _, size := s.peek(i)
		b, i = append(b, byte(r)), i+size
	}
	b = append(b, "〕"...)
	for i := n.body; i < n.end; {
		r, _, size := s.peek(i)
		b, i = append(b, string(r)...), i+size
	}
	s.buf = b
	term := s.keep(b, start)
	s.add(term, start, n.end, Document)
	if agency > 0 {
		s.parts(start, bracket)
		s.addInner(term[agency:], bracket, n.end, Document)
	}
	s.parts(n.year, n.yearEnd)
	s.parts(n.body, n.end-len("号"))
}
