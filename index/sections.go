package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/klauspost/compress/s2"

	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// Sections are stored with their entry, so that a snippet and the section
// that matched always belong to the text that was indexed. The encoding is,
// for each section: twice its level, plus 1 if it is plain (uvarint, see
// [zh.IsPlain]), then heading, anchor and text, each as its length in bytes
// (uvarint) and its UTF-8; all of it compressed by S2, which takes a tenth less
// than the engine's own Snappy and is read as fast. Zstandard would take a
// quarter less, and twice as long to read: a search reads a few dozen documents.

var errSections = errors.New("stored sections are damaged")

func encodeSections(sections []markdown.Section) []byte {
	n := 0
	for _, s := range sections {
		n += len(s.Heading) + len(s.Anchor) + len(s.Text) + 4*binary.MaxVarintLen32
	}
	b := make([]byte, 0, n)
	for _, s := range sections {
		first := 2 * uint64(s.Level)
		if zh.IsPlain(s.Heading) && zh.IsPlain(s.Text) {
			first++
		}
		b = binary.AppendUvarint(b, first)
		for _, text := range [...]string{s.Heading, s.Anchor, s.Text} {
			b = binary.AppendUvarint(b, uint64(len(text)))
			b = append(b, text...)
		}
	}
	return s2.EncodeBetter(nil, b)
}

// A storedSection is a section as it was indexed.
type storedSection struct {
	markdown.Section
	plain bool // see [zh.IsPlain]
}

// maxSections bounds the sections of one document, in bytes: more than any has.
const maxSections = 1 << 28

func decodeSections(stored []byte) ([]storedSection, error) {
	if len(stored) == 0 {
		return nil, nil
	}
	if n, err := s2.DecodedLen(stored); err != nil || n > maxSections {
		return nil, errSections
	}
	b, err := s2.Decode(nil, stored)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errSections, err)
	}
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
	var sections []storedSection
	for pos < len(b) {
		var s storedSection
		var ok [4]bool
		var first int
		first, ok[0] = number()
		s.Level, s.plain = first/2, first%2 == 1
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
