package rules

import (
	"bytes"
	"strings"
	"time"
)

// number looks at a run of digits and returns where it ends.
func (c *scan) number(b *block, i int) int {
	text := c.shadow[:b.end]
	j := i + 1
	for j < len(text) && digit(text[j]) {
		j++
	}
	if n := j - i; n <= 2 || n == 4 || n == 3 {
		c.afterNumber(b, i, j)
	}
	if i > b.start && (alnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '.' || text[i-1] == '-') {
		return j
	}
	if j-i == 17 && j < len(text) && (text[j] == 'X' || text[j] == 'x') {
		j++
	}
	end := c.grouped(i, j, b.end)
	if end < len(text) && (alnum(text[end]) || text[end] == '_' || text[end] == '.' && end+1 < len(text) && digit(text[end+1])) {
		return end
	}
	c.identify(b, i, end)
	return end
}

// grouped returns the end of groups of digits with single spaces or hyphens between: 3-4-4 or four and four.
func (c *scan) grouped(i, j, end int) int {
	if n := j - i; n != 3 && n != 4 {
		return j
	}
	text := c.shadow[:end]
	groups, at := 1, j
	for at+5 <= len(text) && groups < 5 && (text[at] == ' ' || text[at] == '-') && text[at] == text[j] {
		k := at + 1
		for k < len(text) && k-at <= 4 && digit(text[k]) {
			k++
		}
		if k-at-1 < 4 {
			break
		}
		at, groups = k, groups+1
	}
	if j-i == 4 && groups == 4 && at+4 <= len(text) && text[at] == text[j] && digit(text[at+1]) && digit(text[at+2]) && digit(text[at+3]) {
		return at + 4
	}
	if j-i == 3 && groups == 3 || j-i == 4 && groups >= 4 {
		return at
	}
	return j
}

func (c *scan) identify(b *block, start, end int) {
	var digits [20]byte
	n := 0
	for _, d := range c.shadow[start:end] {
		if d == ' ' || d == '-' {
			continue
		}
		if n == len(digits) {
			return
		}
		digits[n] = d
		n++
	}
	var check int
	switch {
	case n == 18 && residentID(digits[:n]):
		check = checkResidentID
	case n == 11 && digits[0] == '1' && digits[1] >= '3', n == 13 && digits[0] == '8' && digits[1] == '6' && digits[2] == '1' && digits[3] >= '3':
		check = checkMobile
	case n >= 16 && n <= 19 && cardPrefix(digits[:n]) && luhn(digits[:n]):
		check = checkBankCard
	default:
		return
	}
	if rule := c.on(check, b); rule != nil {
		c.report(rule, start, end, "", false)
	}
}

// residentID checks a number as GB 11643-1999 has it: six digits of a place, a date of birth, three digits, and a
// check character of ISO 7064 MOD 11-2.
func residentID(d []byte) bool {
	sum := 0
	for i := range 17 {
		if !digit(d[i]) {
			return false
		}
		weight := 1 << (17 - i) % 11
		sum += int(d[i]-'0') * weight
	}
	last := d[17]
	if last == 'x' {
		last = 'X'
	}
	if "10X98765432"[sum%11] != last || d[0] == '0' || d[0] == '9' {
		return false
	}
	born, err := time.Parse("20060102", string(d[6:14]))
	return err == nil && born.Year() >= 1880 && born.Year() < 2100
}

// cardPrefix reports whether a number begins as cards do that are in use: UnionPay, Visa, Mastercard, JCB.
func cardPrefix(d []byte) bool {
	switch {
	case d[0] == '6' && d[1] == '2', d[0] == '4', d[0] == '5' && '1' <= d[1] && d[1] <= '5', d[0] == '3' && d[1] == '5':
		return true
	}
	return false
}

// luhn checks the last digit of ISO/IEC 7812.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if v > 9 {
			return false
		}
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// afterNumber looks at what a short number counts: a room, or years of age.
func (c *scan) afterNumber(b *block, i, j int) {
	rest := c.shadow[j:b.end]
	switch {
	case bytes.HasPrefix(rest, []byte("室")):
		c.room(b, i, j+len("室"))
	case bytes.HasPrefix(rest, []byte("岁")) && j-i <= 2:
		c.age(b, i, j)
	case bytes.HasPrefix(rest, []byte("号")) && !bytes.HasPrefix(rest, []byte("号楼")) && !bytes.HasPrefix(rest, []byte("号线")):
		c.houseNumber(b, i, j+len("号"))
	case j-i >= 3 && bytes.HasSuffix(c.shadow[b.start:i], entrance):
		if next, _ := runeAt(c.shadow[:b.end], j); !han(next) || strings.ContainsRune("号房的", next) { // no 301种
			c.room(b, i, j)
		}
	}
}
