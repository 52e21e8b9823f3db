package rules

import (
	"bytes"
	"strings"
)

// quotedKeys are the keys of front matter whose values repeat what others said.
var quotedKeys = []string{"statement", "words", "quote"}

// addressKeys are the keys of front matter at the top whose values are addresses, not text.
var addressKeys = map[string]bool{"slug": true, "aliases": true, "alias": true, "id": true, "url": true, "permalink": true, "layout": true, "image": true, "cover": true}

// sharedKeys are those whose values are names that other texts have as well: to correct one alone would part them.
var sharedKeys = map[string]bool{"tags": true, "keywords": true, "categories": true, "people": true, "author": true, "authors": true, "lecturers": true, "terms": true, "roles": true, "course": true, "units": true, "related": true}

// front reads front matter line by line: what matters is where values stand, not what they mean.
func (l *layout) front(end int) {
	field := ""
	for at := 0; at < end; {
		stop := at + lineEnd(l.src[at:end])
		line := l.src[at:stop]
		indent := len(line) - len(bytes.TrimLeft(line, " \t"))
		l.run++
		rest := line[indent:]
		value := indent
		for bytes.HasPrefix(line[value:], []byte("- ")) {
			value += 2
		}
		value += len(line[value:]) - len(bytes.TrimLeft(line[value:], "{ "))
		key := keyOf(line[value:])
		switch {
		case bytes.HasPrefix(rest, []byte("#")), string(rest) == "---", string(rest) == "+++", string(rest) == "...":
			l.frontComment(at+indent, stop, true)
			l.mask(at, stop)
		default:
			if key > 0 && indent == 0 {
				field = strings.ToLower(string(line[:key-1]))
				field = strings.TrimRight(field, " =:")
			}
			name := ""
			if key > 0 {
				name = strings.TrimRight(string(line[value:value+key]), " =:")
			}
			if c := bytes.LastIndex(line, []byte(" #")); c >= 0 {
				l.frontComment(at+c+1, stop, false)
			}
			l.mask(at, at+value+key)
			if addressKeys[field] {
				l.mask(at, stop)
				break
			}
			b := block{start: at + value + key, end: stop, run: l.run, place: placeFront, field: field}
			for _, q := range quotedKeys {
				b.quoted = b.quoted || name == q
			}
			l.blocks = append(l.blocks, b)
			l.inline(b.start, b.end)
		}
		at = stop + 1
	}
}

// keyOf returns the length of "key: " or "key = " at the start of a line, 0 if there is none.
func keyOf(line []byte) int {
	i := 0
	for i < len(line) && i < 64 && (line[i] == '_' || line[i] == '-' || line[i] == '.' || alnum(line[i])) {
		i++
	}
	if i == 0 {
		return 0
	}
	j := i
	for j < len(line) && line[j] == ' ' {
		j++
	}
	if j < len(line) && (line[j] == '=' || line[j] == ':' && (j+1 == len(line) || line[j+1] == ' ')) {
		return min(j+2, len(line))
	}
	return 0
}
