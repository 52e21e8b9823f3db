package convert

import (
	"strconv"
	"strings"
)

// writeNumber writes a number in one of Word's formats (ECMA-376 part 1, 17.18.59);
// one that is not known in digits.
func writeNumber(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if n < 10 && n >= 0 {
			return "0" + strconv.Itoa(n)
		}
	case "lowerLetter", "upperLetter":
		return cased(letters(n), format)
	case "lowerRoman", "upperRoman":
		return cased(roman(n), format)
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting":
		return chinese(n, "零一二三四五六七八九", "十百千")
	case "chineseLegalSimplified":
		return chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographLegalTraditional":
		return chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return digits(n, "〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return digits(n, "０１２３４５６７８９")
	case "ideographTraditional":
		return one(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return one(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return one(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedParen":
		return one(n, "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
	case "decimalEnclosedFullstop":
		return one(n, "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
	case "ideographEnclosedCircle":
		return one(n, "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
	case "numberInDash":
		return "- " + strconv.Itoa(n) + " -"
	}
	return strconv.Itoa(n)
}

func cased(s, format string) string {
	if strings.HasPrefix(format, "upper") {
		return strings.ToUpper(s)
	}
	return s
}

// letters counts a, b, … z, aa, bb as Word does.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 4999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, s := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for n >= s.value {
			b.WriteString(s.sign)
			n -= s.value
		}
	}
	return b.String()
}

// chinese counts 一, 十, 十一, 二十, 一百零一 up to 9,999.
func chinese(n int, digit, unit string) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	d, u := []rune(digit), []rune(unit)
	if n == 0 {
		return string(d[0])
	}
	var out []rune
	zero := false
	for i, value := 3, 1000; i >= 0; i, value = i-1, value/10 {
		k := n / value % 10
		if k == 0 {
			zero = len(out) > 0
			continue
		}
		if zero {
			out = append(out, d[0])
			zero = false
		}
		if i != 1 || k != 1 || len(out) > 0 { // 十一, not 一十一
			out = append(out, d[k])
		}
		if i > 0 {
			out = append(out, u[i-1])
		}
	}
	return string(out)
}

func digits(n int, of string) string {
	d := []rune(of)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return d[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

// one is the n-th sign of a row, digits beyond its end.
func one(n int, of string) string {
	signs := []rune(of)
	if n < 1 || n > len(signs) {
		return strconv.Itoa(n)
	}
	return string(signs[n-1])
}
