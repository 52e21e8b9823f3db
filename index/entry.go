package index

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// The fields of an entry. Words are what the dictionary makes of a text; pairs
// are the pairs of characters that it made no word of, see [zh.Pairs].
const (
	fieldAll     = "all"     // words of all that follows and of the sections' text
	fieldAll2    = "all2"    // pairs of the same
	fieldTitle   = "title"   // words
	fieldTitle2  = "title2"  // pairs
	fieldHeading = "heading" // words of all section headings
	fieldMeta    = "meta"    // words of tags, people, places, labels, summary, course
	fieldExact   = "exact"   // the folded title as one term
	fieldLength  = "length"  // how many words the fields have: terms are names of fields, their frequency is the length
	fieldAbout   = "about"   // the document's signature, stored and not indexed
	fieldText    = "text"    // the sections themselves, stored and not indexed; see encodeSections
)

// newEntry makes the index entry of a document from its sections.
func newEntry(dict *zh.Dictionary, lib *content.Library, d *content.Document, sections []markdown.Section) *document.Document {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	e := entry{dict: dict, scratch: s, lengths: newCounter(4), doc: document.NewDocument(d.ID)}

	var headings strings.Builder
	for _, section := range sections {
		headings.WriteString(section.Heading + "\n")
	}
	e.add(fieldAll, fieldAll2, allText(lib, d, sections))
	about := newSignature(dict, e.words).encode()
	e.add(fieldTitle, fieldTitle2, d.Title)
	e.add(fieldHeading, "", headings.String())
	e.add(fieldMeta, "", metaText(lib, d)+"\n"+addressWords(d.ID))
	if title := exactTerm(d.Title); title != "" {
		exact := newCounter(1)
		exact.add([]byte(title), 1)
		e.doc.AddField(exact.field(fieldExact))
	}
	e.doc.AddField(e.lengths.field(fieldLength))
	e.doc.AddField(stored(fieldAbout, about))
	e.doc.AddField(stored(fieldText, encodeSections(sections)))
	e.release()
	return e.doc
}

// An entry is one in the making.
type entry struct {
	dict    *zh.Dictionary
	lengths *counter
	doc     *document.Document
	*scratch
}

// scratch is working space that is used again.
type scratch struct{ words, pairs []zh.Token }

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// add adds the words of a text as a field and, if pairs names one, its pairs
// as another. The tokens stay in e.words until the next text.
func (e *entry) add(words, pairs, text string) {
	if text == "" {
		return
	}
	b := []byte(text)
	e.words = e.dict.Words(e.words[:0], b)
	length := 0
	c := newCounter(len(e.words) / 4)
	for i := range e.words {
		c.add(e.words[i].Term, 1)
		if !e.words[i].Inner {
			length++
		}
	}
	e.doc.AddField(c.field(words))
	e.lengths.add([]byte(words), max(1, length))
	if pairs != "" {
		e.pairs = zh.Pairs(e.pairs[:0], e.words, b)
		c := newCounter(len(e.pairs) / 2)
		c.addAll(e.pairs)
		e.doc.AddField(c.field(pairs))
	}
}

func stored(name string, value []byte) document.Field {
	return document.NewTextFieldWithIndexingOptions(name, nil, value, index.StoreField)
}

// maxScratch is how many tokens room is kept for, so that one huge document
// does not hold memory for ever.
const maxScratch = 1 << 16

// release lets go of the text that the tokens point into.
func (s *scratch) release() {
	for _, tokens := range []*[]zh.Token{&s.words, &s.pairs} {
		clear((*tokens)[:cap(*tokens)])
		if cap(*tokens) > maxScratch {
			*tokens = nil
		}
	}
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

// allText is all that a page says.
func allText(lib *content.Library, d *content.Document, sections []markdown.Section) string {
	var text strings.Builder
	text.WriteString(d.Title + "\n" + metaText(lib, d) + "\n")
	for _, section := range sections {
		text.WriteString(section.Heading + "\n" + section.Text + "\n")
	}
	return text.String()
}

// metaText is what the page says about the document outside its body.
func metaText(lib *content.Library, d *content.Document) string {
	return strings.Join(metaParts(lib, d), "\n")
}

func metaParts(lib *content.Library, d *content.Document) []string {
	parts := []string{d.Summary, d.Unit, d.Owner}
	parts = append(parts, kindNames[d.Kind]...)
	parts = append(parts, d.Tags...)
	parts = append(parts, d.People...)
	for _, vocabulary := range slices.Sorted(maps.Keys(d.Terms)) {
		for _, id := range d.Terms[vocabulary] {
			parts = append(parts, termWords(lib, vocabulary, id)...)
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

// termWords lists all that a term of a vocabulary is called.
func termWords(lib *content.Library, vocabulary, id string) []string {
	v := lib.Vocabulary(vocabulary)
	if v == nil || v.Term(id) == nil {
		return []string{id}
	}
	t := v.Term(id)
	return append([]string{t.Label, t.LabelEN, id}, t.Aliases...)
}

// addressWords are the words of an id that is written in Latin letters, as many are
// that stand for a Chinese title: cases/2017-jiuzhaigou-earthquake.
func addressWords(id string) string {
	for _, r := range id {
		if r >= utf8.RuneSelf {
			return ""
		}
	}
	return strings.NewReplacer("/", " ", "-", " ", "_", " ").Replace(id)
}
