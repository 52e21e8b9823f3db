package zh

import "fmt"

// A Token is a term of a text and where it stands.
type Token struct {
	// Term is the form to be searched: folded, English stemmed, dates and numbers in one spelling. It
	// may share memory with the text that was split and must not be changed.
	Term []byte
	// Start and End are the place in the original text, in bytes; the place of a normalised term may
	// be longer or shorter than the term.
	Start, End int
	// Pos counts the tokens from 1. An inner token has the position of the one it is part of.
	Pos  int
	Kind Kind
	// Inner marks a part of the token before it that isn't marked: 长江 in 长江大桥.
	Inner bool
}

// A Kind says what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Word     Kind = iota + 1 // Chinese word, or a pair of characters; kana and hangul as well
	Latin                    // word of an alphabet
	Number                   // 42, 1,234.5 as 1234.5
	Version                  // 2.6.3, v1.2
	Date                     // 2019年6月3日 as 2019-06-03
	Document                 // number of an official document: 国办发〔2018〕123号
	Email                    // name@example.org
	Mixed                    // B站, 5G, COVID-19, example.org
)

// String names the kind in English.
func (k Kind) String() string {
	names := [...]string{"", "word", "latin", "number", "version", "date", "document", "email", "mixed"}
	if k == 0 || int(k) >= len(names) {
		return fmt.Sprintf("Kind(%d)", uint8(k))
	}
	return names[k]
}
