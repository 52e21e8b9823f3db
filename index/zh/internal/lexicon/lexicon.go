// Package lexicon is the file of words that package zh embeds: an alphabet and a trie over it.
//
//	"yxzh" 1     what it is, and the version of the format
//	4 bytes      CRC-32 (Castagnoli) of all that follows, little-endian
//	uvarint      length of the alphabet in bytes
//	alphabet     UTF-8, folded characters, none twice; a character's code in the trie is its place, from 1
//	trie         see package trie
//
// A word's cost is -ln of its share of all words in steps of [CostUnit].
package lexicon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"unicode/utf8"

	"yanxi/index/zh/internal/trie"
)

// CostUnit is the step of the costs, about five percent of a probability. A word's first place among several readings of a text
// hardly ever hangs on less, and costs fit one byte each.
const CostUnit = 0.05

// ErrFormat is wrapped by the errors of [Decode].
var ErrFormat = errors.New("damaged word file")

const magic = "yxzh\x01"

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Append adds the file to dst.
func Append(dst []byte, alphabet []rune, t *trie.Trie) []byte {
	body := binary.AppendUvarint(nil, uint64(len(string(alphabet))))
	body = append(body, string(alphabet)...)
	body = t.Append(body)
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint32(dst, crc32.Checksum(body, castagnoli))
	return append(dst, body...)
}

// Decode reads a file. Whatever the data, it returns a usable lexicon or an error.
func Decode(data []byte) (alphabet []rune, t *trie.Trie, err error) {
	const head = len(magic) + 4
	if len(data) < head || string(data[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("%w: not a word file of this version", ErrFormat)
	}
	sum, body := binary.LittleEndian.Uint32(data[len(magic):]), data[head:]
	if crc32.Checksum(body, castagnoli) != sum {
		return nil, nil, fmt.Errorf("%w: wrong checksum", ErrFormat)
	}
	return decodeBody(body)
}

func decodeBody(body []byte) (alphabet []rune, t *trie.Trie, err error) {
	n, size := binary.Uvarint(body)
	if size <= 0 || n > uint64(len(body)-size) {
		return nil, nil, fmt.Errorf("%w: the alphabet is cut off", ErrFormat)
	}
	text := body[size : size+int(n)]
	if !utf8.Valid(text) || utf8.RuneCount(text) > trie.MaxCode {
		return nil, nil, fmt.Errorf("%w: bad alphabet", ErrFormat)
	}
	t, rest, err := trie.Decode(body[size+int(n):])
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if len(rest) != 0 {
		return nil, nil, fmt.Errorf("%w: %d bytes too many", ErrFormat, len(rest))
	}
	return []rune(string(text)), t, nil
}
