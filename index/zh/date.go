package zh

import "strconv"

// A date is a day, a month, a year, or a day or month of no year: what is not said is 0.
//
// It is searched by one spelling, however it is written: 2019-06-03, 2019-06, 2019, 6月3日, 6月. A longer one has the shorter ones as its
// parts, so that 2019年6月 finds 2019-06-03 and 六月三日 is found by 6月.
type date struct {
	year, month, day int
	yearEnd          int // in the text
	monthStart       int
	monthEnd         int
}

// date adds the date at start, which is a digit or letter, and returns where it ends.
func (s *scanner) date(start int) (end int, ok bool) {
	n, digits, next := s.digits(start, 5)
	if digits == 0 || digits > 4 || s.within {
		return 0, false
	}
	d := date{monthStart: start}
	switch {
	case digits == 4 && n >= 1000 && n < 3000:
		d.year = n
		if end, ok = s.westernDate(&d, next); !ok {
			end, ok = s.chineseDate(&d, next)
		}
	case digits <= 2:
		end, ok = s.monthAndDay(&d, start)
	}
	if ok {
		s.addDate(&d, start, end)
	}
	return end, ok
}

// digits reads up to limit digits at i.
func (s *scanner) digits(i, limit int) (value, count, next int) {
	for count < limit {
		r, c, size := s.peek(i)
		if c != digit {
			break
		}
		value = value*10 + int(r-'0')
		count++
		i += size
	}
	return value, count, i
}

// westernDate reads the rest of 2019-06-03, 2019/6/3, 2019.6.3 or 2019-06 behind the year. Parts of a version or of
// a longer number are no date.
func (s *scanner) westernDate(d *date, i int) (end int, ok bool) {
	sep, _, size := s.peek(i)
	if sep != '-' && sep != '/' && sep != '.' {
		return 0, false
	}
	d.yearEnd, d.monthStart = i, i+size
	month, count, next := s.digits(d.monthStart, 3)
	if count == 0 || count > 2 || month < 1 || month > 12 {
		return 0, false
	}
	d.month, d.monthEnd = month, next
	again, _, size := s.peek(next)
	day, dayCount, end := s.digits(next+size, 3)
	if again != sep || dayCount == 0 {
		return next, sep == '-' && count == 2 && !s.continues(next)
	}
	if dayCount > 2 || day < 1 || day > 31 || s.continues(end) {
		return 0, false
	}
	d.day = day
	return end, true
}

// continues tells whether what ends at i goes on there with a letter, or with a sign and a digit.
func (s *scanner) continues(i int) bool {
	r, c, size := s.peek(i)
	if r == '.' || r == '-' || r == '/' {
		_, c, _ = s.peek(i + size)
		return c == digit
	}
	return c == letter && r != 't' // 2019-06-03T21:19
}

// chineseDate reads the rest of 2019年, 2019年6月 or 2019年6月3日 behind the year. Spaces may stand between the parts.
func (s *scanner) chineseDate(d *date, i int) (end int, ok bool) {
	end, ok = s.unit(i, '年', '年')
	if !ok {
		return 0, false
	}
	d.yearEnd = end
	if e, ok := s.monthAndDay(d, s.space(end)); ok {
		return e, true
	}
	return end, true
}

// monthAndDay reads 6月3日 or 6月 at i.
func (s *scanner) monthAndDay(d *date, i int) (end int, ok bool) {
	month, count, next := s.digits(i, 3)
	end, ok = s.unit(next, '月', '月')
	if !ok || count == 0 || count > 2 || month < 1 || month > 12 {
		return 0, false
	}
	d.month, d.monthStart, d.monthEnd = month, i, end
	day, count, next := s.digits(s.space(end), 3)
	if e, ok := s.unit(next, '日', '号'); ok && count > 0 && count < 3 && day >= 1 && day <= 31 {
		d.day = day
		return e, true
	}
	return end, true
}

// unit steps over a or b at i, with a space before it or not.
func (s *scanner) unit(i int, a, b rune) (end int, ok bool) {
	i = s.space(i)
	r, _, size := s.peek(i)
	return i + size, r == a || r == b
}

func (s *scanner) space(i int) int {
	if r, _, size := s.peek(i); r == ' ' {
		return i + size
	}
	return i
}

// addDate adds a date from start to end, and the shorter ones in it.
func (s *scanner) addDate(d *date, start, end int) {
	s.add(s.spell(d.year, d.month, d.day, start), start, end, Date)
	if d.year > 0 && d.month > 0 {
		if d.day > 0 {
			s.addInner(s.spell(d.year, d.month, 0, start), start, d.monthEnd, Date)
		}
		s.addInner(s.spell(d.year, 0, 0, start), start, d.yearEnd, Date)
		s.addInner(s.spell(0, d.month, d.day, d.monthStart), d.monthStart, end, Date)
	}
	if d.month > 0 && d.day > 0 {
		s.addInner(s.spell(0, d.month, 0, d.monthStart), d.monthStart, d.monthEnd, Date)
	}
}

// spell writes a date in its searched form; start is where it begins in the text.
func (s *scanner) spell(year, month, day, start int) []byte {
	b := s.buf[:0]
	if year > 0 {
		b = strconv.AppendInt(b, int64(year), 10)
		for _, n := range [...]int{month, day} {
			if n > 0 {
				b = append(b, '-', byte('0'+n/10), byte('0'+n%10))
			}
		}
	} else {
		b = append(strconv.AppendInt(b, int64(month), 10), "月"...)
		if day > 0 {
			b = append(strconv.AppendInt(b, int64(day), 10), "日"...)
		}
	}
	s.buf = b
	return s.keep(b, start)
}
