package index

import (
	"github.com/blevesearch/bleve/v2/size"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/zh"
)

// A termField is an indexed field whose terms are counted already, before the
// engine asks: it then has nothing to analyse, and several fields can be made of one analysis.
type termField struct {
	name   string
	counts index.TokenFrequencies
}

// counter counts the terms of one field. Its terms are kept in a few large
// blocks, since an entry has thousands of them.
type counter struct {
	counts index.TokenFrequencies
	block  []index.TokenFreq
	bytes  []byte
}

func newCounter(terms int) *counter {
	return &counter{counts: make(index.TokenFrequencies, terms)}
}

func (c *counter) add(term []byte, n int) {
	if known, ok := c.counts[string(term)]; ok {
		known.SetFrequency(known.Frequency() + n)
		return
	}
	if len(c.block) == cap(c.block) {
		c.block = make([]index.TokenFreq, 0, 256)
	}
	if cap(c.bytes)-len(c.bytes) < len(term) {
		c.bytes = make([]byte, 0, max(2048, len(term)))
	}
	start := len(c.bytes)
	c.bytes = append(c.bytes, term...)
	own := c.bytes[start:len(c.bytes):len(c.bytes)] // the text is not to be kept alive
	c.block = append(c.block, index.TokenFreq{Term: own})
	freq := &c.block[len(c.block)-1]
	freq.SetFrequency(n)
	c.counts[string(own)] = freq
}

func (c *counter) addAll(tokens []zh.Token) {
	for i := range tokens {
		c.add(tokens[i].Term, 1)
	}
}

func (c *counter) field(name string) *termField { return &termField{name: name, counts: c.counts} }

func (f *termField) Name() string                        { return f.name }
func (f *termField) Value() []byte                       { return nil }
func (f *termField) ArrayPositions() []uint64            { return nil }
func (f *termField) EncodedFieldType() byte              { return 't' }
func (f *termField) Analyze()                            {}
func (f *termField) Options() index.FieldIndexingOptions { return index.IndexField }
func (f *termField) NumPlainTextBytes() uint64           { return 0 } // for statistics that nobody reads

// AnalyzedLength is what the engine keeps with every posting to score with. We
// keep lengths in a field of their own: one byte here.
func (f *termField) AnalyzedLength() int { return 1 }

func (f *termField) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.counts }

// Size is about what the field takes in memory, in bytes.
func (f *termField) Size() int { return len(f.counts) * (100 + size.SizeOfPtr) }
