package index

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// The fields of an entry. Words are what the dictionary makes of a text,
// bigrams are pairs of Han characters and find what it cut differently.
const (
	fieldTitle   = "title"   // words
	fieldTitle2  = "title2"  // bigrams
	fieldExact   = "exact"   // the folded title as one term
	fieldHeading = "heading" // words of all section headings
	fieldMeta    = "meta"    // words of tags, people, places, labels, summary, course
	fieldBody    = "body"    // words of the sections' text
	fieldText    = "text"    // the sections themselves, stored and not indexed; see encodeSections
)

// analyzers are what entries are made with: they hold the library's own words.
type analyzers struct {
	words, bigrams, exact analysis.Analyzer
}

func newAnalyzers(d *zh.Dictionary) analyzers {
	return analyzers{words: zh.NewAnalyzer(d), bigrams: zh.NewBigramAnalyzer(), exact: exactAnalyzer{}}
}

// exactAnalyzer makes one term of the whole value, folded as queries are.
type exactAnalyzer struct{}

func (exactAnalyzer) Analyze(value []byte) analysis.TokenStream {
	term := exactTerm(string(value))
	if term == "" {
		return nil
	}
	return analysis.TokenStream{{Term: []byte(term), Start: 0, End: len(value), Position: 1}}
}

// exactTerm folds a title so that one typed from memory matches: no case, width,
// script, white space or punctuation.
func exactTerm(title string) string {
	return strings.Map(func(r rune) rune {
		if !isWordRune(r) {
			return -1
		}
		return zh.Fold(r)
	}, title)
}

// newEntry makes the index entry of a document from its sections.
func (a analyzers) newEntry(lib *content.Library, d *content.Document, sections []markdown.Section) *document.Document {
	entry := document.NewDocument(d.ID)
	add := func(field, text string, analyzer analysis.Analyzer) {
		if text != "" {
			entry.AddField(document.NewTextFieldCustom(field, nil, []byte(text), index.IndexField, analyzer))
		}
	}
	add(fieldTitle, d.Title, a.words)
	add(fieldTitle2, d.Title, a.bigrams)
	add(fieldExact, d.Title, a.exact)
	add(fieldMeta, metaText(lib, d), a.words)

	var headings, body strings.Builder
	for _, s := range sections {
		headings.WriteString(s.Heading)
		headings.WriteByte('\n')
		body.WriteString(s.Text)
		body.WriteByte('\n')
	}
	add(fieldHeading, headings.String(), a.words)
	add(fieldBody, body.String(), a.words)
	entry.AddField(document.NewTextFieldWithIndexingOptions(fieldText, nil, encodeSections(sections), index.StoreField))
	return entry
}

// metaText is what the page says about the document outside its body.
func metaText(lib *content.Library, d *content.Document) string {
	return strings.Join(metaParts(lib, d), "\n")
}

func metaParts(lib *content.Library, d *content.Document) []string {
	parts := []string{d.Summary, d.Unit, d.Owner}
	parts = append(parts, d.Tags...)
	parts = append(parts, d.People...)
	for vocabulary, terms := range d.Terms {
		for _, id := range terms {
			parts = append(parts, lib.TermLabel(vocabulary, id))
		}
	}
	if d.Course != nil {
		parts = append(parts, d.Course.Place, d.Course.Host)
	}
	if d.Case != nil {
		parts = append(parts, d.Case.Place)
	}
	if course := lib.Document(d.CourseID); course != nil {
		parts = append(parts, course.Title)
	}
	return parts
}
