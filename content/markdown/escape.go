package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/util"
)

// unescape resolves the backslash escapes and character references of
// Markdown source.
func unescape(src []byte) string {
	return string(appendUnescaped(nil, src))
}

// appendUnescaped appends what unescape returns.
func appendUnescaped(dst, src []byte) []byte {
	for {
		i := bytes.IndexAny(src, "\\&")
		if i < 0 {
			return append(dst, src...)
		}
		dst = append(dst, src[:i]...)
		var n int
		dst, n = appendReference(dst, src[i:])
		src = src[i+n:]
	}
}

// appendEscaped appends what unescape returns as HTML text.
func appendEscaped(dst, src []byte) []byte {
	if !bytes.ContainsAny(src, "\\&") {
		return appendHTML(dst, src)
	}
	return appendHTML(dst, appendUnescaped(nil, src))
}

// appendReference appends the meaning of the backslash or ampersand that src
// begins with, and returns how many bytes it took.
func appendReference(dst, src []byte) ([]byte, int) {
	if src[0] == '\\' {
		if len(src) > 1 && util.IsPunct(src[1]) {
			return append(dst, src[1]), 2
		}
	} else if out, n := appendEntity(dst, src); n > 0 {
		return out, n
	}
	return append(dst, src[0]), 1
}

// appendEntity appends the character that a reference such as &copy; or
// &#xA9; at the start of src stands for; it returns 0 if there is none.
func appendEntity(dst, src []byte) ([]byte, int) {
	const longest = 33 // &CounterClockwiseContourIntegral;
	end := bytes.IndexByte(src[:min(len(src), longest)], ';')
	if end < 2 {
		return dst, 0
	}
	name := string(src[1:end])
	if name[0] != '#' {
		entity, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return dst, 0
		}
		return append(dst, entity.Characters...), end + 1
	}
	digits, base, most := name[1:], 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, most = digits[1:], 16, 6
	}
	code, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return dst, 0
	}
	return append(dst, string(util.ToValidRune(rune(code)))...), end + 1
}

// appendHTML appends plain text as HTML, fit for content and quoted attributes.
func appendHTML[T string | []byte](dst []byte, s T) []byte {
	start := 0
	for i := range len(s) {
		var with string
		switch s[i] {
		case '&':
			with = "&amp;"
		case '<':
			with = "&lt;"
		case '>':
			with = "&gt;"
		case '"':
			with = "&quot;"
		default:
			continue
		}
		dst = append(append(dst, s[start:i]...), with...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}
