package zh

import "fmt"

// A LineError says what is wrong with a line of a file, counted from 1. Err is a [BadLine], or the
// error of reading.
type LineError struct {
	Line int
	Err  error
}

func (e LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns the cause.
func (e LineError) Unwrap() error { return e.Err }

// A BadLine says why a line is of no use, in parts that can be said in any language.
type BadLine struct {
	Reason Reason
	Text   string // the word that it is about, if it is about one
	Limit  int    // the bound that was passed, if it is about one
}

// A Reason is why a line is of no use.
type Reason string

// Why a line is of no use.
const (
	NotUTF8    Reason = "not-utf8"
	LongLine   Reason = "long-line"   // more than Limit bytes
	ShortWord  Reason = "short-word"  // one character
	LongWord   Reason = "long-word"   // more than Limit characters
	Invisible  Reason = "invisible"   // a character in the word that is not seen
	FirstSign  Reason = "first-sign"  // the word begins with a sign
	ManyWords  Reason = "many-words"  // more than Limit: the rest was not read
	ManyBad    Reason = "many-bad"    // bad lines: the rest was not read
	NoRelation Reason = "no-relation" // neither = nor =>
	Relations  Reason = "relations"   // => twice, or with =
	OneTerm    Reason = "one-term"    // or none, or the same again
	ManyTerms  Reason = "many-terms"  // more than Limit in the line
	Crowded    Reason = "crowded"     // the word has Limit synonyms already; others of the line may count
	Uneven     Reason = "uneven"      // the word has not as many characters as syllables stand behind it
	NotChinese Reason = "not-chinese" // the word holds other than Chinese characters
	NoSyllable Reason = "no-syllable" // the text is none of pinyin
)

// Error says it in English.
func (e *BadLine) Error() string {
	switch e.Reason {
	case NotUTF8:
		return "not UTF-8"
	case LongLine:
		return fmt.Sprintf("longer than %d bytes", e.Limit)
	case ShortWord:
		return fmt.Sprintf("%q: one character is no word to add", e.Text)
	case LongWord:
		return fmt.Sprintf("%q: longer than %d characters", e.Text, e.Limit)
	case Invisible:
		return fmt.Sprintf("%q: an invisible character", e.Text)
	case FirstSign:
		return fmt.Sprintf("%q: begins with a sign; a word begins with a character, letter or digit", e.Text)
	case ManyWords:
		return fmt.Sprintf("more than %d words, the rest was not read", e.Limit)
	case ManyBad:
		return "too many bad lines, the rest was not read"
	case NoRelation:
		return "no = or => between terms"
	case Relations:
		return "more than one =>, or = beside =>"
	case OneTerm:
		return "no two different terms"
	case ManyTerms:
		return fmt.Sprintf("more than %d terms in a line", e.Limit)
	case Crowded:
		return fmt.Sprintf("%q has more than %d synonyms", e.Text, e.Limit)
	case Uneven:
		return fmt.Sprintf("%q: not one syllable for each character", e.Text)
	case NotChinese:
		return fmt.Sprintf("%q: not only Chinese characters", e.Text)
	case NoSyllable:
		return fmt.Sprintf("%q: no syllable of pinyin", e.Text)
	}
	return string(e.Reason)
}
