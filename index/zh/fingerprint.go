package zh

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"sync"
)

// rules is the version of the code that makes terms. Raise it with any change by which a text gives other
// terms, so that indexes made before are renewed.
const rules = 1

// Fingerprint names what terms depend on besides a library's own words: the rules of this package and its
// data. An index made under another one has to be made again.
func Fingerprint() string { return fingerprint() }

var fingerprint = sync.OnceValue(func() string {
	h := sha256.New()
	h.Write(wordData)
	h.Write([]byte(foldData))
	return strconv.Itoa(rules) + "." + hex.EncodeToString(h.Sum(nil)[:4])
})
