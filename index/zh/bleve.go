package zh

import (
	"encoding/json"
	"fmt"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// The names under which bleve knows the tokenizers and analyzers of this package. A mapping uses them as they are, with the
// built-in dictionary, or as the type of an analyzer of its own, see [Config].
const (
	WordsName   = "yanxi_words"
	BigramsName = "yanxi_bigrams"
)

func init() {
	for name, build := range map[string]func(config map[string]any) (*analyzer, error){
		WordsName:   wordsFromConfig,
		BigramsName: func(map[string]any) (*analyzer, error) { return &analyzer{}, nil },
	} {
		// The names are ours, and registered once.
		_ = registry.RegisterTokenizer(name, func(config map[string]any, _ *registry.Cache) (analysis.Tokenizer, error) {
			return build(config)
		})
		_ = registry.RegisterAnalyzer(name, func(config map[string]any, _ *registry.Cache) (analysis.Analyzer, error) {
			return build(config)
		})
	}
}

// An analyzer is both of what bleve asks for, as nothing is left for token filters to do.
type analyzer struct {
	dict *Dictionary // nil for bigrams
}

// NewAnalyzer returns an analyzer that splits into words by d.
func NewAnalyzer(d *Dictionary) analysis.Analyzer { return &analyzer{dict: d} }

// NewBigramAnalyzer returns an analyzer that splits into bigrams.
func NewBigramAnalyzer() analysis.Analyzer { return &analyzer{} }

// Config describes an analyzer by d for a mapping:
//
//	err := indexMapping.AddCustomAnalyzer("words", zh.Config(d))
//
// bleve stores the mapping in the index, and with it d's own words, but not the built-in ones: an index
// that is opened later splits queries as it split its documents.
func Config(d *Dictionary) map[string]any {
	return map[string]any{"type": WordsName, "dictionary": d}
}

// MarshalJSON writes d's own words, for [Config].
func (d *Dictionary) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]string{}, d.words...))
}

func wordsFromConfig(config map[string]any) (*analyzer, error) {
	switch given := config["dictionary"].(type) {
	case nil:
		d, err := loadDefault()
		return &analyzer{dict: d}, err
	case *Dictionary:
		return &analyzer{dict: given}, nil
	case []any: // from a stored mapping
		d, err := loadDefault()
		if err != nil {
			return nil, err
		}
		words := make([]string, len(given))
		for i, w := range given {
			var ok bool
			if words[i], ok = w.(string); !ok {
				return nil, fmt.Errorf("zh: dictionary: word %d is %T, not a string", i, w)
			}
		}
		return &analyzer{dict: d.With(words)}, nil
	default:
		return nil, fmt.Errorf("zh: dictionary: %T is neither a *zh.Dictionary nor a list of words", given)
	}
}

// Analyze implements analysis.Analyzer.
func (a *analyzer) Analyze(text []byte) analysis.TokenStream { return a.Tokenize(text) }

// maxKept is how many tokens a scanner keeps room for, 4 MB, so that one huge document doesn't hold memory for ever.
const maxKept = 1 << 16

// Tokenize implements analysis.Tokenizer. The tokens of one call share one allocation.
func (a *analyzer) Tokenize(text []byte) analysis.TokenStream {
	s := scanners.Get().(*scanner)
	defer scanners.Put(s)
	s.own = s.scan(s.own[:0], text, a.dict)
	tokens := make([]analysis.Token, len(s.own))
	stream := make(analysis.TokenStream, len(s.own))
	for i := range s.own {
		from, to := &s.own[i], &tokens[i]
		to.Start, to.End, to.Term, to.Position = from.Start, from.End, from.Term, from.Pos
		to.Type = from.Kind.bleve()
		stream[i] = to
	}
	clear(s.own) // it must not keep the text alive
	if cap(s.own) > maxKept {
		s.own = nil
	}
	return stream
}

func (k Kind) bleve() analysis.TokenType {
	switch k {
	case Word:
		return analysis.Ideographic
	case Number:
		return analysis.Numeric
	case Date:
		return analysis.DateTime
	}
	return analysis.AlphaNumeric
}
