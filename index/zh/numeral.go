package zh

// Dates in Chinese numerals, 二〇一九年六月三日, stand inside of runs of Chinese characters: laws and official documents are dated so. They become
// the same terms as 2019年6月3日; the words in them, such as 六月, are kept as parts.

// numeralDates adds the words and dates of the run up to its last date, and returns the character behind that.
func (s *scanner) numeralDates() (from int) {
	n := s.run.n
	for i := 4; i < n; i++ {
		if s.run.char(i) != '年' || i-4 < from {
			continue
		}
		d, end := s.numeralDate(i)
		if end == 0 {
			continue
		}
		s.split(from, i-4)
		s.addDate(&d, s.run.place(i-4), s.run.place(end))
		s.splitInner(i-4, end)
		from, i = end, end
	}
	return from
}

// numeralDate reads the date whose 年 is character year of the run; end is 0 when there is none.
func (s *scanner) numeralDate(year int) (d date, end int) {
	for i := year - 4; i < year; i++ {
		n := numeral(s.run.char(i))
		if n < 0 {
			return d, 0
		}
		d.year = d.year*10 + n
	}
	if d.year < 1000 || d.year >= 3000 {
		return d, 0
	}
	end = year + 1
	d.yearEnd, d.monthStart = s.run.place(end), s.run.place(end)
	month, next := s.numeralBefore(end, '月', '月')
	if month < 1 || month > 12 {
		return d, end
	}
	d.month, d.monthEnd, end = month, s.run.place(next), next
	if day, next := s.numeralBefore(end, '日', '号'); day >= 1 && day <= 31 {
		d.day, end = day, next
	}
	return d, end
}

// numeralBefore reads a numeral up to 三十九 at character i of the run, with the sign a or b behind it. It returns 0
// when there is none.
func (s *scanner) numeralBefore(i int, a, b rune) (value, next int) {
	tens := false
	for end := min(i+4, s.run.n); i < end; i++ {
		r := s.run.char(i)
		n := numeral(r)
		switch {
		case r == a || r == b:
			return value, i + 1
		case r == '十' && !tens && value < 10:
			value, tens = max(value, 1)*10, true
		case n >= 0 && (value == 0 || tens && value%10 == 0):
			value += n
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// numeral returns the value of a Chinese digit, or -1.
func numeral(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}
