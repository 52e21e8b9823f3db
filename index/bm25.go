package index

import "math"

// Ranking is BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework,
// 2009): the frequencies of a term in the fields of a document, each divided by how long the field
// is against the average and multiplied by the field's weight, are added up and saturated
// once. The engine's own "bm25" differs from the textbook's in every part (root
// of the frequency, distinct terms for length, a coordination factor).

// A ranking is the numbers that results are ranked with.
type ranking struct {
	k1     float32 // where the frequency of a term saturates
	fields [numFields]fieldRank

	// Weights against that of a word.
	pair    float32 // of two characters that stand side by side
	inner   float32 // of a long word that may be there only as its pairs
	synonym float32 // of a synonym

	leads float64 // of a page that leads to others, against one that says something

	enough int     // results with all words that make those with some unnecessary: a page full
	share  float32 // of a query's weight that a result with some of its words must hold

	// The second stage, of the best results only.
	title     float64 // of a title that the query covers wholly, against the best score
	closeness float64 // of a stretch of text that holds the whole query, against the score
}

type fieldRank struct {
	name   string
	pairs  string // the field of its pairs, if it has one
	weight float32
	b      float32 // how much length counts: 0 not at all, 1 fully
}

// The fields that count, by number.
const (
	inAll = iota
	inTitle
	inHeading
	inMeta
	numFields
)

var defaultRanking = ranking{
	k1: 0.9,
	fields: [numFields]fieldRank{
		inAll:     {fieldAll, fieldAll2, 1, 0.75},
		inTitle:   {fieldTitle, fieldTitle2, 5, 0.5},
		inHeading: {fieldHeading, "", 1, 0.5},
		inMeta:    {fieldMeta, "", 2, 0.5},
	},
	pair:      0.4,
	inner:     0.6,
	synonym:   0.5,
	leads:     0.7,
	enough:    10,
	share:     0.15,
	title:     3,
	closeness: 1,
}

// idf weighs a term that df of n documents hold.
func idf(n, df int) float32 {
	return float32(math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5)))
}

// saturate is what a weighted frequency adds to a score, of 1 at most.
func (r *ranking) saturate(tf float32) float32 { return tf / (tf + r.k1) }
