package index

import (
	"strings"
	"unicode/utf8"
)

// snippetSlack is how far an end of a snippet may move to reach the end of a
// sentence, in characters.
const snippetSlack = 40

// toSentences moves both ends to the ends of sentences where these are near.
func toSentences(text string, start, end int) (int, int) {
	low := back(text, start, snippetSlack)
	if i := lastSentenceEnd(text[low:start]); i >= 0 {
		start = low + i
	} else if low == 0 {
		start = 0
	}
	high := forward(text, end, snippetSlack)
	if i := firstSentenceEnd(text[end:high]); i >= 0 {
		end += i
	} else if high == len(text) {
		end = high
	}
	return start, end
}

const sentenceEnds = "。！？；…\n"

func isSentenceEnd(r rune) bool { return strings.ContainsRune(sentenceEnds, r) }

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " ”’」』）"))
	return isSentenceEnd(r) || strings.ContainsRune(".!?", r)
}

// lastSentenceEnd returns the offset just behind the last end of a sentence, or -1.
func lastSentenceEnd(s string) int {
	i := strings.LastIndexFunc(s, isSentenceEnd)
	if i < 0 {
		return -1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return skipClosing(s, i+n)
}

// firstSentenceEnd returns the offset just behind the first end of a sentence, or -1.
func firstSentenceEnd(s string) int {
	i := strings.IndexFunc(s, isSentenceEnd)
	if i < 0 {
		return -1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return skipClosing(s, i+n)
}

// skipClosing steps over closing marks that belong to the sentence before.
func skipClosing(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("”’」』）", r) {
			break
		}
		i += n
	}
	return i
}

// forward steps n characters on from byte i, back the other way.
func forward(s string, i, n int) int {
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

func back(s string, i, n int) int {
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}
