package index

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"unicode/utf8"

	"yanxi/index/zh"
)

// A signature is the words that a document is about: those that it says more often
// than Chinese texts do. It is made when the document is indexed and stored
// with its entry, so that related documents can be found without reading the texts again.
type signature []signatureWord

type signatureWord struct {
	Word   string  `json:"w"`
	Weight float32 `json:"n"` // 1 for the word that says most
}

const (
	maxSignature = 24
	minSignature = 2 // characters of a word
)

// newSignature weighs the main words of a text, which are counted in tokens.
func newSignature(dict *zh.Dictionary, tokens []zh.Token) signature {
	counts := make(map[string]int, len(tokens)/4)
	for i := range tokens {
		if t := &tokens[i]; !t.Inner && (t.Kind == zh.Word || t.Kind == zh.Latin || t.Kind == zh.Mixed) {
			counts[string(t.Term)]++
		}
	}
	all := make(signature, 0, len(counts))
	for word, n := range counts {
		if utf8.RuneCountInString(word) < minSignature || zh.StopWord(word) {
			continue
		}
		all = append(all, signatureWord{word, float32(math.Log1p(float64(n)) * dict.Rarity(word))})
	}
	slices.SortFunc(all, func(a, b signatureWord) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Word, b.Word))
	})
	all = slices.Clone(all[:min(len(all), maxSignature)])
	if len(all) == 0 || all[0].Weight == 0 {
		return nil
	}
	most := all[0].Weight
	for i := range all {
		all[i].Weight /= most
	}
	return all
}

func (s signature) encode() []byte {
	b, _ := json.Marshal(s) // strings and finite numbers: it cannot fail
	return b
}

func decodeSignature(b []byte) (s signature, err error) {
	if len(b) > 0 {
		err = json.Unmarshal(b, &s)
	}
	return s[:min(len(s), maxSignature)], err
}
