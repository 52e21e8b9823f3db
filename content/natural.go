package content

import (
	"strings"
	"unicode/utf8"
)

// compareNatural compares names the way that people number things: runs of
// digits by value, so that 2 comes before 10, and Chinese numerals too, so that
// 第二讲 comes before 第十讲. Letters count without case.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		m, restA, numberA := leadingNumber(a)
		n, restB, numberB := leadingNumber(b)
		switch {
		case numberA && numberB:
			if m != n {
				return compareInts(m, n)
			}
			a, b = restA, restB
		case numberA:
			return -1
		case numberB:
			return 1
		default:
			r, sizeA := utf8.DecodeRuneInString(a)
			s, sizeB := utf8.DecodeRuneInString(b)
			if c := strings.Compare(strings.ToLower(string(r)), strings.ToLower(string(s))); c != 0 {
				return c
			}
			a, b = a[sizeA:], b[sizeB:]
		}
	}
	return compareInts(uint64(len(a)), uint64(len(b)))
}

func compareInts(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// leadingNumber reads the number that s begins with.
func leadingNumber(s string) (n uint64, rest string, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		n = min(n*10+uint64(s[i]-'0'), 1<<60) // longer ones count as equal
		i++
	}
	if i > 0 {
		return n, s[i:], true
	}
	return leadingNumeral(s)
}

var numerals = map[rune]uint64{
	'〇': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5,
	'六': 6, '七': 7, '八': 8, '九': 9, '十': 10, '百': 100, '千': 1000,
}

// leadingNumeral reads a Chinese number below ten thousand: 十二, 二十, 一百零三,
// and digit by digit as in 二〇一九.
func leadingNumeral(s string) (n uint64, rest string, ok bool) {
	digit, pending := uint64(0), false
	for i, r := range s {
		v, numeral := numerals[r]
		if !numeral || i > 3*8 {
			rest = s[i:]
			break
		}
		ok = true
		switch {
		case v >= 10 && !pending:
			n += v
		case v >= 10:
			n, digit, pending = n+digit*v, 0, false
		case pending:
			digit = digit*10 + v
		default:
			digit, pending = v, true
		}
	}
	return n + digit, rest, ok
}
