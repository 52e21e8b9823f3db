package index

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/index/suggest"
	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// A Suggestion completes what a reader is typing. It is one of
//
//   - a document, by its title: Document;
//   - a section of one, by its heading: Document and Anchor;
//   - a term of a facet, by its label: Facet and Term;
//   - a word to search for: none of them.
type Suggestion struct {
	Text     string
	Facet    string // such as [FacetTag] or [FacetPerson]
	Term     string
	Document *content.Document
	Anchor   string
}

// MaxSuggestions bounds one answer.
const MaxSuggestions = 10

// The importance of what is suggested, as [suggest.Entry] has it.
const (
	rankTitle = iota
	rankTerm
	rankWord
	rankSection
)

// A suggester completes from one list of suggestions.
type suggester struct {
	view      *view // that the list was made for
	list      []Suggestion
	completer *suggest.Completer
}

// A suggestionList collects suggestions with their importance.
type suggestionList struct {
	list    []Suggestion
	entries []suggest.Entry
}

func (l *suggestionList) add(s Suggestion, rank uint8) {
	l.list = append(l.list, s)
	l.entries = append(l.entries, suggest.Entry{Text: s.Text, Rank: rank})
}

func (l *suggestionList) suggester(v *view) *suggester {
	return &suggester{v, l.list, suggest.New(v.dict, readerOf(v.lib), l.entries)}
}

// readerOf reads Chinese with the library's own readings, from yanxi/pinyin.txt.
func readerOf(lib *content.Library) *pinyin.Reader {
	own, _ := pinyin.ParseWords(bytes.NewReader(lib.ConfigFile("pinyin.txt"))) // bad lines are passed over
	return pinyin.Default().With(own)
}

// suggestions are made in two parts. The names, which need no more than the library, are made at the first question
// after a change. Sections and the library's own words are read from the index in the background, and until
// that is done the answers have the sections of before the change.
type suggestions struct {
	mu       sync.Mutex
	names    *suggester // nil before the first question
	sections *suggester // nil until they have been read once
	reading  *view      // that sections are being read for, or have been
	headings map[string]headings
}

// Suggest completes the beginning of a query: by characters, by pinyin or by first letters, see package suggest, n
// suggestions at most ([MaxSuggestions] if n is larger), the best first. It returns nothing before the index is ready.
func (x *Index) Suggest(typed string, n int) []Suggestion {
	v := x.latest()
	n = min(n, MaxSuggestions)
	typed = cleanQuery(typed)
	if v == nil || typed == "" || n <= 0 {
		return nil
	}
	names, sections := x.suggestions.of(x, v)
	found := names.complete(nil, typed, n)
	if sections != nil {
		found = sections.complete(found, typed, n)
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(a.score, b.score) })
	return distinct(v.lib, found, n)
}

type scored struct {
	*Suggestion
	score uint32
}

func (s *suggester) complete(found []scored, typed string, n int) []scored {
	for _, c := range s.completer.Complete(typed, n) {
		found = append(found, scored{&s.list[c.Entry], c.Score})
	}
	return found
}

// distinct gives the first n suggestions that differ to a reader. Those of documents that the library does not have any more
// are left out.
func distinct(lib *content.Library, found []scored, n int) []Suggestion {
	out := make([]Suggestion, 0, n)
	seen := make(map[string]bool, n)
	for _, f := range found {
		s := *f.Suggestion
		if s.Document != nil {
			if s.Document = lib.Document(s.Document.ID); s.Document == nil {
				continue
			}
		}
		if key := suggest.Key(s.Text); len(out) < n && !seen[key] {
			seen[key] = true
			out = append(out, s)
		}
	}
	return out
}

// of returns the suggesters for a view, and sees to it that the sections are read.
func (c *suggestions) of(x *Index, v *view) (names, sections *suggester) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names == nil || c.names.view != v {
		c.names = suggestNames(v)
	}
	if c.reading != v {
		c.reading = v
		go c.renewSections(x, v)
	}
	return c.names, c.sections
}

// suggestNames makes the suggestions of titles, terms of facets and frequent words of titles.
func suggestNames(v *view) *suggester {
	var l suggestionList
	for _, n := range v.table.newest {
		d := v.table.docs[n]
		l.add(Suggestion{Text: d.Title, Document: d}, rankTitle)
	}
	for _, f := range v.table.facets {
		if f.name == FacetKind || f.name == FacetCourse || f.name == FacetClock || f.name == FacetYear {
			continue // a course is there by its title, and nobody types the others
		}
		for _, term := range f.terms {
			l.add(Suggestion{Text: termLabel(v.lib, f.name, term), Facet: f.name, Term: term}, rankTerm)
		}
	}
	for _, word := range frequentWords(v) {
		l.add(Suggestion{Text: word}, rankWord)
	}
	return l.suggester(v)
}

func termLabel(lib *content.Library, facet, term string) string {
	if facet == FacetTag || facet == FacetPerson {
		return term
	}
	return lib.TermLabel(facet, term)
}

// Words of titles are suggested when so many titles have them; the most frequent ones.
const (
	minTitles     = 3
	maxTitleWords = 500
)

// frequentWords lists the words that many titles have, as the newest one writes them.
func frequentWords(v *view) []string {
	count := make(map[string]int)
	written := make(map[string]string)
	var tokens []zh.Token
	for _, n := range v.table.newest {
		title := v.table.docs[n].Title
		seen := make(map[string]bool)
		tokens = v.dict.Words(tokens[:0], []byte(title))
		for _, t := range tokens {
			word := string(t.Term)
			if t.Kind == zh.Word && !t.Inner && utf8.RuneCountInString(word) > 1 && !seen[word] && !zh.StopWord(word) {
				seen[word] = true
				if count[word]++; count[word] == 1 {
					written[word] = title[t.Start:t.End]
				}
			}
		}
	}
	var words []string
	for word, n := range count {
		if n >= minTitles {
			words = append(words, word)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	words = words[:min(len(words), maxTitleWords)]
	for i, word := range words {
		words[i] = written[word]
	}
	return words
}
