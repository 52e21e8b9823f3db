package zh

import (
	"sync/atomic"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// stems remembers what words were stemmed to. The stemmer works on strings and takes a
// microsecond and several allocations a word, and few words make up most of a text. A place holds one word and the next that
// falls on it replaces it, so that the size is bounded and nothing has to be locked.
var stems [1 << 13]atomic.Pointer[stemmed]

type stemmed struct {
	word string
	stem []byte
}

// maxStem is the length in bytes of the longest word that is stemmed.
const maxStem = 32

// stem returns the English stem of a folded word of ASCII letters (Snowball's Porter2). The result is shared: it must not be
// changed.
func stem(word []byte) []byte {
	if len(word) < 3 || len(word) > maxStem {
		return word
	}
	h := uint32(2166136261) // FNV-1a
	for _, b := range word {
		h = (h ^ uint32(b)) * 16777619
	}
	place := &stems[(h^h>>13)%uint32(len(stems))]
	if s := place.Load(); s != nil && s.word == string(word) {
		return s.stem
	}
	s := &stemmed{word: string(word)}
	env := snowballstem.NewEnv(s.word)
	english.Stem(env)
	s.stem = []byte(env.Current())
	place.Store(s)
	return s.stem
}
