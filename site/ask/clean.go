package ask

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean is a text as it is kept: without control characters other than line ends,
// without characters that turn the direction of writing, of valid UTF-8, with no
// more than one empty line together and none around it.
func Clean(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ").Replace(text)
	text = strings.Map(visible, strings.ToValidUTF8(text, "\uFFFD"))
	lines := strings.Split(text, "\n")
	kept := lines[:0]
	for _, line := range lines {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		if line != "" || len(kept) > 0 && kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// visible drops what is not to be kept of a text.
func visible(r rune) rune {
	switch {
	case r == '\n':
		return r
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\uFEFF':
		return -1
	}
	return r
}

// CleanLine is [Clean] for a text of one line.
func CleanLine(text string) string { return strings.Join(strings.Fields(Clean(text)), " ") }

// length of a text in characters.
func length(text string) int { return utf8.RuneCountInString(text) }

// fingerprint is the same for questions that say the same of one document.
func fingerprint(document, text string) string {
	sum := sha256.Sum256([]byte(document + "\n" + strings.Join(strings.Fields(text), " ")))
	return hex.EncodeToString(sum[:16])
}
