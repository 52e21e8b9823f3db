package convert

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxBoldLines is how many bold lines are named.
const maxBoldLines = 20

// numberedLine matches lines that are numbered as headings of official documents
// are (GB/T 9704, 7.3.3): 一、 first, （一） second; and chapters of rules.
var numberedLine = regexp.MustCompile(`^(?:第([一二三四五六七八九十百零\d]{1,5})([编章节篇])|第([一二三四五六七八九十]{1,3})(部分)|([一二三四五六七八九十百]{1,4})、|[（(]([一二三四五六七八九十百]{1,4})[）)])[\s\x{3000}]*\S`)

// A candidate is a line that may be a heading.
type candidate struct {
	*block
	class  string // 章, 节, 、, （
	number int
}

// numberedHeadings makes headings of numbered lines where no style names any. The
// lines of a class must count from one, so that a sentence which begins with a
// number by chance is none; those of chapters, which nothing else looks like, may leave some out.
func (c *converter) numberedHeadings(t *text) {
	byClass := map[string][]candidate{}
	for _, b := range t.blocks {
		if k, ok := candidateOf(b); ok {
			byClass[k.class] = append(byClass[k.class], k)
		}
	}
	level := 0
	for _, class := range []string{"编", "篇", "章", "节", "部分", "、", "（"} {
		found := byClass[class]
		again := class == "（" || class == "节" || level > 0 && (class == "章" || class == "、")
		if !counts(found, again, class != "（" && class != "、") {
			continue
		}
		level++
		for _, k := range found {
			k.kind, k.level = heading, level
			for i := range k.runs {
				k.runs[i].style &^= bold
			}
			k.notes = append(k.notes, c.notes.count("numbered-headings"))
		}
	}
}

func candidateOf(b *block) (candidate, bool) {
	s := oneLine(plain(b.runs))
	m := numberedLine.FindStringSubmatch(s)
	if b.kind != paragraph || m == nil || utf8.RuneCountInString(s) > 40 || sentenceEnd.MatchString(s) || strings.ContainsRune(s, '。') {
		return candidate{}, false
	}
	switch {
	case m[2] != "":
		return candidate{b, m[2], readChinese(m[1])}, true
	case m[4] != "":
		return candidate{b, m[4], readChinese(m[3])}, true
	case m[5] != "":
		return candidate{b, "、", readChinese(m[5])}, true
	}
	return candidate{b, "（", readChinese(m[6])}, true
}

// counts reports whether lines count 1, 2, 3; with again, from 1 once more below each heading above.
// With gaps, it is enough that they rise.
func counts(lines []candidate, again, gaps bool) bool {
	last := 0
	for _, k := range lines {
		next := k.number == last+1 || again && k.number == 1 || gaps && k.number > last
		if !next {
			return false
		}
		last = k.number
	}
	return len(lines) >= 2
}

// readChinese reads 一 to 九百九十九, and digits; 0 of what is no number.
func readChinese(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digit = digit*10 + int(r-'0')
		case r == '十':
			total += max(digit, 1) * 10
			digit = 0
		case r == '百':
			total += max(digit, 1) * 100
			digit = 0
		case r == '零':
		default:
			i := strings.IndexRune("一二三四五六七八九", r)
			if i < 0 {
				return 0
			}
			digit = i/3 + 1
		}
	}
	return total + digit
}

// boldLines says which lines look like headings and are none.
func (c *converter) boldLines(t *text) {
	n := 0
	for i, b := range t.blocks {
		s := oneLine(plain(b.runs))
		if b.kind != paragraph || !b.look.bold || s == "" || utf8.RuneCountInString(s) > 40 || sentenceEnd.MatchString(s) ||
			i+1 == len(t.blocks) || t.blocks[i+1].look.bold || b.look.spans || docNumber.MatchString(s) {
			continue
		}
		if n++; n > maxBoldLines {
			return
		}
		b.notes = append(b.notes, c.notes.add("bold-line", s))
	}
}
