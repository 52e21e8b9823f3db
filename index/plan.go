package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index/zh"
)

// Bounds of a plan: what a query looks for costs a few posting lists each. A
// pasted paragraph is found by its first words.
const (
	maxTerms = 48 // concepts; at most 64, see [scorer]
	maxPairs = 64
	// Every word and pair that begins with it is looked up for a single character.
	maxAnywhere = 4
)

// A plan is a query as it is looked for.
type plan struct {
	concepts []concept
	pairs    []pair
	not      []alternative
	exact    string // the whole query, folded as titles are
}

// A pair of characters that stand side by side in the query tells of closeness,
// and of words that the dictionary doesn't know.
type pair struct {
	term    string
	plain   bool    // of no word that says nothing
	value   float32 // what it adds to a score at most; known once documents are scored
	dropped bool    // left out, see [scorer.choose]
}

// A concept is something that a document should hold: a word or what stands for it.
type concept struct {
	alternatives []alternative
	weight       float32
	value        float32 // what it adds to a score at most; known once documents are scored
	required     bool    // nothing is shown without it
	dropped      bool    // left out, see [scorer.choose]
}

// An alternative holds if all its terms do and, if there is a phrase, the text literally holds that. A phrase of signs
// alone has no terms: “①”, “½”.
type alternative struct {
	terms     []string
	phrase    *phrase
	weight    float32
	character bool // the one term is a single character, looked for anywhere
}

// word is the first of the terms, empty if there is none.
func (a *alternative) word() string {
	if len(a.terms) == 0 {
		return ""
	}
	return a.terms[0]
}

// planner makes a plan.
type planner struct {
	dict     *zh.Dictionary
	synonyms *zh.Synonyms
	rank     *ranking
	plan     plan
	anywhere int // how many single characters may yet be looked for wherever they stand
	seen     map[string]bool
}

func newPlan(v *view, rank *ranking, q Query) *plan {
	p := &planner{dict: v.dict, synonyms: v.synonyms, rank: rank, seen: map[string]bool{}, anywhere: maxAnywhere}
	p.plan.exact = exactTerm(q.Text)
	// Neighbouring words are looked at as one text: a synonym or a name may have a space in it.
	var plain []string
	flush := func() {
		p.text(strings.Join(plain, " "))
		plain = plain[:0]
	}
	for _, group := range q.Groups {
		if len(group) == 1 && !group[0].Phrase {
			plain = append(plain, group[0].Text)
			continue
		}
		flush()
		p.group(group)
	}
	flush()
	for _, item := range q.Without {
		p.plan.not = append(p.plan.not, p.literal(item))
	}
	p.dropStopWords()
	return &p.plan
}

// text plans what was typed plainly.
func (p *planner) text(text string) {
	if text == "" {
		return
	}
	tokens := p.dict.Words(nil, []byte(text))
	tokens = slices.DeleteFunc(tokens, func(t zh.Token) bool { return t.Inner })
	pairs := zh.Pairs(nil, tokens, []byte(text))
	p.words(text, tokens)
	for i := range pairs {
		term := string(pairs[i].Term)
		if isPair(term) && !p.seen[term] && len(p.plan.pairs) < maxPairs {
			p.seen[term] = true
			p.plan.pairs = append(p.plan.pairs, pair{term: term, plain: !touchesStopWord(pairs[i], tokens)})
		}
	}
}

// words adds a concept for each word, and for each of several words that have synonyms together.
func (p *planner) words(text string, tokens []zh.Token) {
	matches := p.synonyms.Find(p.dict, text)
	for len(tokens) > 0 {
		n := 1
		var others []string
		if len(matches) > 0 && tokens[0].Start == matches[0].Start {
			for n < len(tokens) && tokens[n].Start < matches[0].End {
				n++
			}
			others, matches = matches[0].Alternatives, matches[1:]
		}
		c := p.concept(text, tokens[:n])
		for _, other := range others {
			if terms := words(p.dict, other); len(terms) > 0 {
				c.alternatives = append(c.alternatives, alternative{terms: terms, weight: p.rank.synonym})
			}
		}
		p.add(c)
		tokens = tokens[n:]
	}
}

func touchesStopWord(pair zh.Token, tokens []zh.Token) bool {
	return slices.ContainsFunc(tokens, func(t zh.Token) bool {
		return t.Start < pair.End && pair.Start < t.End && zh.StopWord(string(t.Term))
	})
}

// concept makes a concept of neighbouring words, of one word mostly.
func (p *planner) concept(text string, tokens []zh.Token) concept {
	terms := make([]string, len(tokens))
	for i, t := range tokens {
		terms[i] = string(t.Term)
	}
	c := concept{weight: 1, alternatives: []alternative{{terms: terms, weight: 1}}}
	if len(terms) > 1 {
		return c
	}
	switch term := terms[0]; {
	case isPair(term): // its pair is itself
		c.weight += p.rank.pair
	case isCharacter(term):
		c.alternatives = p.character(text, tokens[0])
	default:
		if inner := pairsOf(term); len(inner) > 1 {
			c.alternatives = append(c.alternatives, alternative{terms: inner, weight: p.rank.inner})
		}
	}
	return c
}

// add adds a concept, unless its words are there already or there are too many.
func (p *planner) add(c concept) {
	key := strings.Join(c.alternatives[0].terms, " ")
	if !p.seen[key] && len(p.plan.concepts) < maxTerms {
		p.seen[key] = true
		p.plan.concepts = append(p.plan.concepts, c)
	}
}

// group adds a concept for a phrase or for several things of which one will do.
func (p *planner) group(g Group) {
	if len(p.plan.concepts) == maxTerms {
		return
	}
	c := concept{weight: 1, required: true}
	for _, item := range g {
		if item.Phrase {
			c.alternatives = append(c.alternatives, p.literal(item))
			continue
		}
		if terms := p.significant(item.Text); len(terms) > 0 {
			c.alternatives = append(c.alternatives, alternative{terms: terms, weight: 1})
		}
	}
	if len(c.alternatives) > 0 {
		p.plan.concepts = append(p.plan.concepts, c)
	}
}

// literal finds an item as it was typed: by its pairs and words, and a look at the text
// unless these say it all.
func (p *planner) literal(item Item) alternative {
	a := alternative{weight: 1}
	if a.terms = pairsOf(item.Text); len(a.terms) == 0 {
		a.terms = words(p.dict, item.Text)
	}
	folded := zh.FoldString(item.Text)
	switch {
	case isCharacter(folded) && len(a.terms) > 0:
		a.character = p.anywhere > 0
		p.anywhere--
	case isPair(folded) && len(a.terms) == 1: // its postings say it all; 茶の, of two scripts, has none of its own
	default:
		a.phrase = newPhrase(p.dict, item.Text)
	}
	return a
}

func (p *planner) significant(text string) []string {
	all := words(p.dict, text)
	if kept := slices.DeleteFunc(slices.Clone(all), zh.StopWord); len(kept) > 0 {
		return kept
	}
	return all
}

// dropStopWords leaves out the words that say nothing, unless there are no others.
func (p *planner) dropStopWords() {
	kept := slices.DeleteFunc(slices.Clone(p.plan.concepts), func(c concept) bool {
		return !c.required && zh.StopWord(c.alternatives[0].terms[0])
	})
	if len(kept) > 0 {
		p.plan.concepts = kept
	}
}

// pairsOf lists the distinct pairs of characters of a text, in order.
func pairsOf(text string) []string {
	var out []string
	for _, t := range zh.Pairs(nil, nil, []byte(text)) {
		if term := string(t.Term); isPair(term) && len(out) < maxPairs && !slices.Contains(out, term) {
			out = append(out, term)
		}
	}
	return out
}

func isCharacter(term string) bool {
	r, n := utf8.DecodeRuneInString(term)
	return n == len(term) && isWordRune(r) && !isSpaced(r)
}

// character finds a single character. One that the dictionary left over between others is there as well if it stands beside one
// of its neighbours: it is likely to be of a name.
func (p *planner) character(text string, t zh.Token) []alternative {
	term := string(t.Term)
	before, _ := utf8.DecodeLastRuneInString(text[:t.Start])
	after, _ := utf8.DecodeRuneInString(text[t.End:])
	var out []alternative
	for _, pair := range []string{string(zh.Fold(before)) + term, term + string(zh.Fold(after))} {
		if isPair(pair) {
			out = append(out, alternative{terms: []string{pair}, weight: p.rank.inner})
		}
	}
	anywhere := len(out) == 0 && p.anywhere > 0
	if anywhere {
		p.anywhere--
	}
	return append([]alternative{{terms: []string{term}, weight: 1, character: anywhere}}, out...)
}

// empty reports a plan that looks for nothing.
func (p *plan) empty() bool { return len(p.concepts)+len(p.not) == 0 }
