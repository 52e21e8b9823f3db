package zh

// Words appends the words of text to dst, in the order of the text: a main token after the other, and after
// each the parts of it that are words as well. Main tokens don't overlap. Text may be anything; bytes that are no UTF-8 separate words.
//
// The terms may share memory with text and with each other. When dst has room, hardly anything is allocated: some blocks
// for the terms that differ from the text.
func (d *Dictionary) Words(dst []Token, text []byte) []Token {
	return scan(dst, text, d)
}

// chinese adds what is in the run of Chinese characters at start, and returns where that ends.
func (s *scanner) chinese(start int) int {
	end := s.gather(start, han)
	from := 0
	if s.run.years && !s.within {
		from = s.numeralDates()
	}
	next, c, _ := s.peek(end)
	if c == bracket && !s.within {
		if e, ok := s.document(from, end); ok {
			return e
		}
	}
	if next != 0 && c != han && !s.within {
		if e, ok := s.mixedEnd(from, s.dict.code(next)); ok {
			return e
		}
	}
	s.split(from, s.run.n)
	return end
}

// syllables adds a run of kana or hangul as a word.
func (s *scanner) syllables(start int) int {
	end := s.gather(start, syllable)
	s.add(s.run.term(0, s.run.n), start, end, Word)
	return end
}
