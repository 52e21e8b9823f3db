package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"yanxi/content"
)

// normal is a text of the library as signatures see it: UTF-8, \n at the end of every line, and one at
// the end of the text.
func normal(src []byte) string {
	text, _, _ := content.Decode(src)
	return strings.TrimRight(string(text), "\n") + "\n"
}

// digest names a text of the library by what it says, however it is encoded.
func digest(src []byte) string {
	sum := sha256.Sum256([]byte(normal(src)))
	return hex.EncodeToString(sum[:])
}
