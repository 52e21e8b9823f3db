package export

import "slices"

// The fields of the exported index, in the order of their numbers.
const (
	fieldTitle = iota
	fieldHead
	fieldBody
	fieldCount
)

// postings is an inverted index in memory: for each term the documents that
// hold it. A posting is 8 bytes, so that 60 MB of Chinese text fit into about 100 MB.
type postings struct {
	ids     map[string]uint32 // of terms
	terms   []string
	lists   [][]posting          // by term
	lengths [][fieldCount]uint32 // terms in each document's fields

	counts  []uint16 // by term, of the field being added
	touched []uint32
	buf     []byte
}

type posting struct {
	doc   uint32
	field uint16
	count uint16
}

func newPostings() *postings { return &postings{ids: map[string]uint32{}} }

// add adds the next document with the texts of its fields.
func (p *postings) add(texts [fieldCount]string) {
	doc := uint32(len(p.lengths))
	var lengths [fieldCount]uint32
	for field, text := range texts {
		p.touched = p.touched[:0]
		p.buf = tokens(text, p.buf, func(term []byte) {
			p.count(term)
			lengths[field]++
		})
		for _, id := range p.touched {
			p.lists[id] = append(p.lists[id], posting{doc, uint16(field), p.counts[id]})
			p.counts[id] = 0
		}
	}
	p.lengths = append(p.lengths, lengths)
}

func (p *postings) count(term []byte) {
	id, ok := p.ids[string(term)]
	if !ok {
		id = uint32(len(p.terms))
		text := string(term)
		p.ids[text] = id
		p.terms = append(p.terms, text)
		p.lists = append(p.lists, nil)
		p.counts = append(p.counts, 0)
	}
	if p.counts[id] == 0 {
		p.touched = append(p.touched, id)
	}
	if p.counts[id] < 1<<16-1 {
		p.counts[id]++
	}
}

// sorted lists the terms' numbers in the order of the terms, so that the same
// library always gives the same file.
func (p *postings) sorted() []uint32 {
	order := make([]uint32, len(p.terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		if p.terms[a] < p.terms[b] {
			return -1
		}
		return 1
	})
	return order
}
