package index

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
	"yanxi/index/zh"
)

// A list is the documents that hold something, by the engine's numbers, with
// its weighted frequency in each.
type list struct {
	docs  []uint32
	freqs []float32
}

func (l *list) add(doc uint32, freq float32) {
	l.docs = append(l.docs, doc)
	l.freqs = append(l.freqs, freq)
}

// byFrequency puts the documents first that hold it most often.
func (l list) byFrequency() list {
	order := make([]int, len(l.docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(l.freqs[b], l.freqs[a]) })
	var out list
	for _, i := range order {
		out.add(l.docs[i], l.freqs[i])
	}
	return out
}

// lists reads the engine's postings for one query and keeps what it has read,
// since a query asks for some terms more than once.
type lists struct {
	ctx     context.Context
	reader  index.IndexReader
	snap    *snapshot
	rank    *ranking
	dict    *zh.Dictionary
	byTerm  map[string]list
	words   map[string]bool // terms that are a word of some document, not only side by side
	sum     *sparse
	room    []posting
	visited int // postings so far
}

// maxPostings bounds the postings that a query reads, about 20 ms of processor.
const maxPostings = 600_000

// term lists the documents that hold a word or a pair of characters anywhere.
func (l *lists) term(term string) (list, error) {
	if known, ok := l.byTerm[term]; ok {
		return known, nil
	}
	pair := isPair(term)
	if !pair || l.dict.Has(term) || !onlyHan(term) { // two kana are a word wherever they stand alone
		for f := range l.rank.fields {
			if err := l.read(l.rank.fields[f].name, term, f, 1, true); err != nil {
				return list{}, err
			}
		}
	}
	l.words[term] = len(l.sum.docs) > 0
	for f := range l.rank.fields {
		if pairs := l.rank.fields[f].pairs; pair && pairs != "" {
			if err := l.read(pairs, term, f, 1, true); err != nil {
				return list{}, err
			}
		}
	}
	out := l.sum.take()
	l.byTerm[term] = out
	return out, nil
}

// count tells in about how many documents a word or pair stands.
func (l *lists) count(term string) (n int, err error) {
	err = store.Guard(func() error {
		for _, field := range [...]string{fieldAll, fieldAll2} {
			found, err := documentsWith(l.reader, field, term)
			if err != nil {
				return err
			}
			n += found
		}
		return nil
	})
	return n, err
}

// character lists the documents that hold one Chinese character anywhere: every
// term that begins with it tells of one, see [zh.Pairs].
func (l *lists) character(char string) (list, error) {
	for _, field := range [...]string{fieldAll, fieldAll2, fieldTitle, fieldTitle2} {
		number, weight := inAll, l.rank.inner
		if field == fieldTitle || field == fieldTitle2 {
			number, weight = inTitle, 1
		}
		terms, err := prefixed(l.reader, field, char)
		if err != nil {
			return list{}, err
		}
		for _, term := range terms {
			share := weight
			if term == char {
				share = 1
			}
			if err := l.read(field, term, number, share, term == char); err != nil {
				return list{}, err
			}
		}
	}
	return l.sum.take(), nil
}

// read adds the postings of a term in a field to the sum.
func (l *lists) read(field, term string, number int, weight float32, freqs bool) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	if l.visited > maxPostings {
		return nil
	}
	found, err := readPostings(l.ctx, l.reader, field, term, freqs, l.room[:0])
	if err != nil {
		return err
	}
	l.room = found
	l.visited += len(found)
	factors := l.snap.factors[number]
	for _, p := range found {
		if p.doc < uint64(len(factors)) {
			l.sum.add(uint32(p.doc), weight*float32(p.freq)*factors[p.doc])
		}
	}
	return nil
}

// together lists the documents that hold all terms, as often as the rarest of them.
func (l *lists) together(terms []string) (list, error) {
	var out list
	for i, term := range terms {
		next, err := l.term(term)
		if err != nil {
			return list{}, err
		}
		if i == 0 {
			out = next
		} else {
			out = l.sum.intersect(out, next)
		}
		if len(out.docs) == 0 {
			break
		}
	}
	return out, nil
}

// isPair reports two Chinese characters or kana: a pair, and perhaps a word as
// well. Hangul is written with spaces, and looked for by words.
func isPair(term string) bool {
	first, n := utf8.DecodeRuneInString(term)
	second, m := utf8.DecodeRuneInString(term[n:])
	return n+m == len(term) && m > 0 && !isSpaced(first) && !isSpaced(second) && isWordRune(first) && isWordRune(second)
}
