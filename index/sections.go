package index

import (
	"encoding/binary"
	"errors"
	"math"

	"yanxi/content/markdown"
)

// Sections are stored with their entry, so that a snippet and the section
// that matched always belong to the text that was indexed. The encoding is,
// for each section: level (uvarint), then heading, anchor and text, each as
// its length in bytes (uvarint) and its UTF-8.

var errSections = errors.New("stored sections are damaged")

func encodeSections(sections []markdown.Section) []byte {
	n := 0
	for _, s := range sections {
		n += len(s.Heading) + len(s.Anchor) + len(s.Text) + 4*binary.MaxVarintLen32
	}
	b := make([]byte, 0, n)
	for _, s := range sections {
		b = binary.AppendUvarint(b, uint64(s.Level))
		for _, text := range [...]string{s.Heading, s.Anchor, s.Text} {
			b = binary.AppendUvarint(b, uint64(len(text)))
			b = append(b, text...)
		}
	}
	return b
}

func decodeSections(b []byte) ([]markdown.Section, error) {
	all := string(b) // one allocation: sections share it
	pos := 0
	number := func() (int, bool) {
		v, n := binary.Uvarint(b[pos:])
		if n <= 0 || v > math.MaxInt32 {
			return 0, false
		}
		pos += n
		return int(v), true
	}
	text := func() (string, bool) {
		n, ok := number()
		if !ok || n > len(b)-pos {
			return "", false
		}
		s := all[pos : pos+n]
		pos += n
		return s, true
	}
	var sections []markdown.Section
	for pos < len(b) {
		var s markdown.Section
		var ok [4]bool
		s.Level, ok[0] = number()
		s.Heading, ok[1] = text()
		s.Anchor, ok[2] = text()
		s.Text, ok[3] = text()
		if ok != [4]bool{true, true, true, true} {
			return sections, errSections
		}
		sections = append(sections, s)
	}
	return sections, nil
}
