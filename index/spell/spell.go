// Package spell finds out what was probably meant by a query: characters of the same sound (政物新媒体 for 政务新媒体), pinyin
// that was never turned into characters (zhengwu xinmeiti), first letters (yqhy), and slips of the fingers: a character too
// many, missing, wrong or swapped (新闻发不会, 新闻布发会, wiebo). It is given the words of an index with their counts, and knows nothing
// of the index itself.
//
// It is a noisy channel: of all ways to read a query as a row of words the one that costs least is taken. A word
// costs the less the more documents have it; reading it although something else stands there costs besides, by the kind of
// mistake. What was typed can also be read as it stands, each character by itself at a high price. The query is put right only if
// that pays clearly. So a word that the index knows well is left alone, and so are the words of the general dictionary,
// unless they are nearly the same as a word of the index.
//
// What is found stands in the index, word by word. Whether all of it finds a document together is for the caller to see.
package spell

import (
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// A Word is a word of the index.
type Word struct {
	Text  string // folded, see [zh.Fold]
	Count int    // of the documents that hold it
	Known bool   // it is only known, and never proposed: the stem of an English word
}

// Bounds of what is looked at.
const (
	MaxQuery = 48 // letters and characters of a query that is put right; a longer one is no slip
	maxWord  = 8  // characters of a word
	maxLatin = 24 // letters of a word
)

// A Speller knows the words of an index. It never changes, so that any number of goroutines may use it.
//
// It takes about a microsecond a word to build, and a hundred bytes to keep; a query costs less than 5 ms.
type Speller struct {
	dict   *zh.Dictionary
	reader *pinyin.Reader
	sounds []sound // by syllable
	total  float64 // documents

	words    []Word
	readings []pinyin.Syllable // of all words, side by side; of those of other alphabets none
	from     []int32           // where a word's readings begin

	exact    table // by the text
	bySound  table // by the sound, see soundKey
	byLetter table // by the first letters of the pinyin
	byGap    table // by the text without one of its characters
}

// New returns a speller for the words of an index of so many documents. Words of one character are passed over, and those of more
// than 8 characters or 24 letters. Chinese is divided by dict where the words don't, and read by reader.
func New(dict *zh.Dictionary, reader *pinyin.Reader, documents int, words []Word) *Speller {
	s := &Speller{dict: dict, reader: reader, sounds: theSounds(), total: float64(max(documents, 1))}
	gaps := 0
	for _, w := range words {
		n := utf8.RuneCountInString(w.Text)
		if n < 2 || n > maxLatin || n > maxWord && !latin(w.Text) {
			continue
		}
		s.words = append(s.words, w)
		gaps += n
	}
	s.exact = newTable(len(s.words))
	s.bySound = newTable(len(s.words))
	s.byLetter = newTable(len(s.words) / 2)
	s.byGap = newTable(gaps)
	for i := range s.words {
		s.enter(int32(i))
	}
	s.from = append(s.from, int32(len(s.readings)))
	return s
}

// enter puts a word into the tables.
func (s *Speller) enter(id int32) {
	w := s.words[id]
	s.from = append(s.from, int32(len(s.readings)))
	s.exact.add(hashText(w.Text), id)
	if w.Known || zh.StopWord(w.Text) {
		return
	}
	if !latin(w.Text) && !s.listen(id) {
		return
	}
	if n := utf8.RuneCountInString(w.Text); n >= minGap {
		eachGap(w.Text, func(key uint32) { s.byGap.add(key, id) })
	}
}

// listen enters a Chinese word by its sound. It returns false when a character has none.
func (s *Speller) listen(id int32) bool {
	key, letters := soundKey(0), uint32(hashBasis)
	for _, readings := range s.reader.Of(s.words[id].Text) {
		if len(readings) == 0 {
			s.readings = s.readings[:s.from[id]]
			return false
		}
		s.readings = append(s.readings, readings[0])
		key = key.add(s.sounds[readings[0]])
		letters = hashByte(letters, s.sounds[readings[0]].letter)
	}
	s.bySound.add(uint32(key), id)
	if len(s.readings)-int(s.from[id]) >= minInitials {
		s.byLetter.add(letters, id)
	}
	return true
}

func (s *Speller) readingsOf(id int32) []pinyin.Syllable { return s.readings[s.from[id]:s.from[id+1]] }

// find returns the word with that text.
func (s *Speller) find(text string) (id int32, ok bool) {
	for id := range s.exact.all(hashText(text)) {
		if s.words[id].Text == text {
			return id, true
		}
	}
	return 0, false
}

// latin tells whether a word is one of an alphabet, without digits or signs.
func latin(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// Correct returns what was probably meant by a query, folded where it was changed, and false if that is the query itself
// or cannot be told. Query is plain text, without operators.
//
// Seen tells how many documents hold two characters next to each other; the more do, the more it is believed that
// they were meant. It is asked for the pairs of the query that no known word covers. With nil none
// counts as seen.
func (s *Speller) Correct(query string, seen func(pair string) int) (string, bool) {
	units, ok := read(query)
	if !ok {
		return "", false
	}
	var out strings.Builder
	at, changed := 0, false // at is up to where the query has been written
	for len(units) > 0 {
		n := 1
		for n < len(units) && units[n].gap != apart {
			n++
		}
		l := s.newLattice(units[:n], seen)
		for _, e := range l.meant() {
			if e.word < 0 {
				continue
			}
			first, last := units[e.from], units[e.to-1]
			out.WriteString(query[at:first.start])
			out.WriteString(s.words[e.word].Text)
			at, changed = last.end, true
		}
		units = units[n:]
	}
	out.WriteString(query[at:])
	return out.String(), changed
}

// Len returns how many words are known.
func (s *Speller) Len() int { return len(s.words) }
