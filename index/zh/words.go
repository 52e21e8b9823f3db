package zh

// Words appends the words of text to dst, in the order of the text: a main token after the other, and after
// each the parts of it that are words as well. Main tokens don't overlap. Text may be anything; bytes that are no UTF-8 separate words.
//
// The terms may share memory with text and with each other. When dst has room, hardly anything is allocated: some blocks
// for the terms that differ from the text.
func (d *Dictionary) Words(dst []Token, text []byte) []Token {
	return scan(dst, text, d)
}

// Bigrams appends to dst every two neighbouring Chinese characters of text, and those that
// stand alone. Words and numbers in other scripts are the same as by [Dictionary.Words].
// All tokens are main ones, with parts only in words like example.org and in dates.
func Bigrams(dst []Token, text []byte) []Token {
	return scan(dst, text, nil)
}

// chinese adds what is in the run of Chinese characters at start, and returns where that ends.
func (s *scanner) chinese(start int) int {
	end := s.gather(start, han)
	if s.dict == nil {
		s.bigrams()
		return end
	}
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

// syllables adds a run of kana or hangul: as a word, or as bigrams.
func (s *scanner) syllables(start int) int {
	end := s.gather(start, syllable)
	if s.dict == nil {
		s.bigrams()
	} else {
		s.add(s.run.term(0, s.run.n), start, end, Word)
	}
	return end
}

func (s *scanner) bigrams() {
	n := s.run.n
	if n == 1 {
		s.add(s.run.term(0, 1), s.run.place(0), s.run.place(1), Word)
	}
	for i := 0; i+1 < n; i++ {
		s.add(s.run.term(i, i+2), s.run.place(i), s.run.place(i+2), Word)
	}
}
