package review

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"

	"yanxi/content"
)

// Normal is a text as signatures see it: UTF-8 without byte order mark, \n at the end of every line, exactly one at the
// end. It is at most as long as content reads of a file.
func Normal(src []byte) []byte {
	text, _, _ := content.Decode(src)
	for bytes.HasPrefix(text, []byte("\uFEFF")) {
		text = text[len("\uFEFF"):]
	}
	text = bytes.TrimRight(text, "\n")
	return append(text[:len(text):len(text)], '\n')
}

// Digest names a text by what it says, however it is encoded: the SHA-256 of [Normal], in hex.
func Digest(src []byte) string { return sum(Normal(src)) }

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// sumFile is the SHA-256 of a file's bytes, and their number.
func sumFile(open func() (fs.File, error)) (digest string, size int64, err error) {
	f, err := open()
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}

// isDigest reports whether s is a SHA-256 in small hex.
func isDigest(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
