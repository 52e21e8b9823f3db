package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/index/zh"
)

// words cuts a text into words, marks and spaces, which together are the text.
func words(text string) []string {
	var out []string
	at := 0
	loose := func(end int) {
		for at < end {
			_, size := utf8.DecodeRuneInString(text[at:end])
			out = append(out, text[at:at+size])
			at += size
		}
	}
	for _, t := range zh.Default().Words(nil, []byte(text)) {
		if t.Inner || t.Start < at {
			continue
		}
		loose(t.Start)
		for at < t.End {
			end := at + alike(text[at:t.End])
			out = append(out, text[at:end])
			at = end
		}
	}
	loose(len(text))
	return out
}

// alike is how many bytes of a word are of one sort: the analysis takes dates, numbers of documents and addresses as a
// whole, of which a reader wants to see the part that changed. A number stays whole with its marks.
func alike(word string) int {
	first, size := utf8.DecodeRuneInString(word)
	is := sortOf(first)
	at := size
	for at < len(word) {
		r, size := utf8.DecodeRuneInString(word[at:])
		if sortOf(r) == is && is != markSort {
			at += size
			continue
		}
		if is == digitSort && strings.ContainsRune(",.:", r) && at+size < len(word) && sortOf(rune(word[at+size])) == digitSort {
			at += size
			continue
		}
		break
	}
	return at
}

const (
	markSort = iota
	digitSort
	hanSort
	letterSort
)

func sortOf(r rune) int {
	switch {
	case unicode.IsDigit(r):
		return digitSort
	case zh.IsHan(r):
		return hanSort
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letterSort
	}
	return markSort
}

// maxWholeWords is up to how many words of both texts the shortest script is looked for at once.
const maxWholeWords = 6000

// marks cuts a text into single characters.
func marks(text string) []string {
	out := make([]string, 0, len(text)/2)
	for text != "" {
		_, size := utf8.DecodeRuneInString(text)
		out = append(out, text[:size])
		text = text[size:]
	}
	return out
}

// alignWords matches what two texts were cut into, and tells which share of the longer one is kept, by characters.
func alignWords(a, b []string) (spans []Span, kept float64) {
	var n numbering
	m := &aligner{a: n.of(a), b: n.of(b), edits: maxWordEdits}
	m.plain = func(id int32) bool { return utf8.RuneCountInString(n.texts[id]) < 2 }
	depth := 0
	if len(a)+len(b) > maxWholeWords {
		depth = maxDepth
	}
	m.patience(0, len(a), 0, len(b), depth)
	runs := merge(runsOf(m.pairs, len(a), len(b)), a, b)
	for i := range runs {
		slide(runs, i, m.a, m.b, func(before, end int32) int { return wordRank(n.texts, before, end) })
	}
	return spansOf(runs, a, b)
}

// wordRank likes a change that begins after a mark and ends with one, the more it parts the better.
func wordRank(text []string, before, end int32) int {
	rank := 5 // the beginning of the text
	if before >= 0 {
		rank = parts(text[before])
	}
	return rank + parts(text[end])
}

// parts is how much a mark parts what is before it from what is after it.
func parts(word string) int {
	switch word {
	case "\n":
		return 5
	case "。", "！", "？", "!", "?":
		return 4
	case "；", ";", "：", ":":
		return 3
	case "，", ",":
		return 2
	case "、", " ", "　", "”", "》", "）", ")":
		return 1
	}
	return 0
}

// spaced reports whether words differ in their white space alone.
func spaced(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && withoutSpace(a) == withoutSpace(b)
}

// withoutSpace leaves every other byte as it is, also what is no UTF-8.
func withoutSpace(words []string) string {
	var out strings.Builder
	for _, mark := range marks(strings.Join(words, "")) {
		if !blank(mark) {
			out.WriteString(mark)
		}
	}
	return out.String()
}

// appendMarks adds what changed between words that differ in their white space alone, and adds to the characters kept.
func appendMarks(spans []Span, gone, come []string, same int) ([]Span, int) {
	old, new := marks(strings.Join(gone, "")), marks(strings.Join(come, ""))
	add := func(op Op, mark string) {
		if n := len(spans) - 1; n >= 0 && spans[n].Op == op {
			spans[n].Text += mark
		} else {
			spans = append(spans, Span{op, mark})
		}
	}
	for len(old) > 0 || len(new) > 0 {
		switch {
		case len(old) > 0 && len(new) > 0 && old[0] == new[0]:
			add(Keep, old[0])
			same += characters(old[0])
			old, new = old[1:], new[1:]
		case len(old) > 0 && blank(old[0]):
			add(Delete, old[0])
			old = old[1:]
		default: // the rest is the same but for white space, so this is some
			add(Insert, new[0])
			new = new[1:]
		}
	}
	return spans, same
}

func spansOf(runs []run, a, b []string) (spans []Span, kept float64) {
	same := 0
	add := func(op Op, words []string) {
		if s := strings.Join(words, ""); s != "" {
			if n := len(spans) - 1; n >= 0 && spans[n].Op == op {
				spans[n].Text += s
			} else {
				spans = append(spans, Span{op, s})
			}
			if op == Keep {
				same += characters(s)
			}
		}
	}
	for _, r := range runs {
		if r.same {
			add(Keep, a[r.a0:r.a1])
			continue
		}
		gone, come := a[r.a0:r.a1], b[r.b0:r.b1]
		if spaced(gone, come) { // a space within a word makes other words of it
			spans, same = appendMarks(spans, gone, come, same)
			continue
		}
		add(Delete, gone)
		add(Insert, come)
	}
	longer := max(characters(strings.Join(a, "")), characters(strings.Join(b, "")), 1)
	return spans, float64(same) / float64(longer)
}
