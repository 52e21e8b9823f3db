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

// maxPrefixed bounds the terms that begin with one character.
const maxPrefixed = 4000

// maxPostings bounds the postings that a query reads, about 20 ms of processor.
const maxPostings = 600_000

// term lists the documents that hold a word or a pair of characters anywhere.
func (l *lists) term(term string) (list, error) {
	if known, ok := l.byTerm[term]; ok {
		return known, nil
	}
	pair := isPair(term)
	if !pair || l.dict.Has(term) {
		for f := range l.rank.fields {
			if err := l.read(l.rank.fields[f].name, term, f, 1); err != nil {
				return list{}, err
			}
		}
	}
	l.words[term] = len(l.sum.docs) > 0
	for f := range l.rank.fields {
		if pairs := l.rank.fields[f].pairs; pair && pairs != "" {
			if err := l.read(pairs, term, f, 1); err != nil {
				return list{}, err
			}
		}
	}
	out := l.sum.take()
	l.byTerm[term] = out
	return out, nil
}

// count tells in about how many documents a word or pair stands.
func (l *lists) count(term string) (n uint64, err error) {
	err = store.Guard(func() error {
		for _, field := range [...]string{fieldAll, fieldAll2} {
			found, err := l.reader.TermFieldReader(l.ctx, []byte(term), field, false, false, false)
			if err != nil {
				return err
			}
			n += found.Count()
			if err := found.Close(); err != nil {
				return err
			}
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
			if err := l.read(field, term, number, share); err != nil {
				return list{}, err
			}
		}
	}
	return l.sum.take(), nil
}

// prefixed lists the terms of a field that begin with prefix, up to [maxPrefixed].
func prefixed(reader index.IndexReader, field, prefix string) ([]string, error) {
	var out []string
	err := store.Guard(func() error {
		terms, err := reader.FieldDictPrefix(field, []byte(prefix))
		if err != nil {
			return err
		}
		defer terms.Close()
		for len(out) < maxPrefixed {
			entry, err := terms.Next()
			if err != nil || entry == nil {
				return err
			}
			out = append(out, entry.Term)
		}
		return nil
	})
	return out, err
}

// read adds the postings of a term in a field to the sum.
func (l *lists) read(field, term string, number int, weight float32) error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	if l.visited > maxPostings {
		return nil
	}
	found, err := readPostings(l.ctx, l.reader, field, term, l.room[:0])
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

// A posting is a document, by the engine's number, that holds a term, and how often.
type posting struct{ doc, freq uint64 }

// readPostings appends the postings of a term in a field to dst, in the order of documents.
func readPostings(ctx context.Context, reader index.IndexReader, field, term string, dst []posting) ([]posting, error) {
	err := store.Guard(func() error {
		found, err := reader.TermFieldReader(ctx, []byte(term), field, true, false, false)
		if err != nil {
			return err
		}
		defer found.Close()
		var room index.TermFieldDoc
		for {
			p, err := found.Next(room.Reset())
			if err != nil || p == nil {
				return err
			}
			dst = append(dst, posting{engineNumber(p.ID), p.Freq})
		}
	})
	return dst, err
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

// isPair reports two Chinese characters, kana or hangul: a pair, and perhaps a word as well.
func isPair(term string) bool {
	first, n := utf8.DecodeRuneInString(term)
	second, m := utf8.DecodeRuneInString(term[n:])
	return n+m == len(term) && m > 0 && !isSpaced(first) && !isSpaced(second) && isWordRune(first) && isWordRune(second)
}

// A sparse vector over the engine's numbers.
type sparse struct {
	values []float32
	docs   []uint32 // where values is not zero
}

func newSparse(n int) *sparse { return &sparse{values: make([]float32, n)} }

func (s *sparse) add(doc uint32, value float32) {
	if s.values[doc] == 0 {
		s.docs = append(s.docs, doc)
	}
	s.values[doc] += value
}

// take returns what was added and begins anew.
func (s *sparse) take() list {
	out := list{docs: make([]uint32, len(s.docs)), freqs: make([]float32, len(s.docs))}
	copy(out.docs, s.docs)
	for i, doc := range s.docs {
		out.freqs[i] = s.values[doc]
		s.values[doc] = 0
	}
	s.docs = s.docs[:0]
	return out
}

// intersect lists the documents of both lists with the smaller frequency. s is empty before and after.
func (s *sparse) intersect(a, b list) list {
	if len(a.docs) > len(b.docs) {
		a, b = b, a
	}
	for i, doc := range a.docs {
		s.values[doc] = a.freqs[i]
	}
	var out list
	for i, doc := range b.docs {
		if v := s.values[doc]; v != 0 {
			out.add(doc, min(v, b.freqs[i]))
		}
	}
	for _, doc := range a.docs {
		s.values[doc] = 0
	}
	return out
}
