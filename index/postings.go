package index

import (
	"context"
	"encoding/binary"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/store"
)

// A posting is a document, by the engine's number, that holds a term, and how often.
type posting struct{ doc, freq uint64 }

// readPostings appends the postings of a term in a field to dst, in the order of documents. Without
// freqs each has the frequency 1, which is read in half the time.
func readPostings(ctx context.Context, reader index.IndexReader, field, term string, freqs bool, dst []posting) ([]posting, error) {
	err := store.Guard(func() error {
		found, err := reader.TermFieldReader(ctx, []byte(term), field, freqs, false, false)
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
			dst = append(dst, posting{engineNumber(p.ID), max(1, p.Freq)})
		}
	})
	return dst, err
}

// hasTerm tells whether a field holds a term.
func hasTerm(r index.IndexReader, field, term string) (bool, error) {
	n, err := documentsWith(r, field, term)
	return n > 0, err
}

// documentsWith counts the documents whose field holds a term.
func documentsWith(r index.IndexReader, field, term string) (int, error) {
	postings, err := r.TermFieldReader(context.Background(), []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	return int(postings.Count()), postings.Close()
}

// maxPrefixed bounds the terms that begin with one character.
const maxPrefixed = 4000

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

// engineNumber decodes the engine's document number (scorch: 8 bytes, big endian).
func engineNumber(id index.IndexInternalID) uint64 {
	if len(id) != 8 {
		return ^uint64(0)
	}
	return binary.BigEndian.Uint64(id)
}
