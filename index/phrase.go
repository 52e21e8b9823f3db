package index

import (
	"strings"
	"unicode"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// A reading is the texts of documents that were looked into for phrases: words
// and pairs alone say nothing about their order.
type reading struct{ session *session }

// holds reports whether a document literally holds a folded phrase.
func (r *reading) holds(doc uint32, phrase string) (bool, error) {
	n := r.session.snap.of[doc]
	if n < 0 {
		return false, nil
	}
	d := r.session.table.docs[n]
	sections, err := r.session.sections(d.ID)
	if err != nil {
		return false, err
	}
	if holdsLiterally(sections, phrase) { // nearly always, and much cheaper than to fold it all
		return true, nil
	}
	return strings.Contains(phraseText(r.session.lib, d, sections), phrase), nil
}

func holdsLiterally(sections []markdown.Section, phrase string) bool {
	for i := range sections {
		if strings.Contains(sections[i].Text, phrase) {
			return true
		}
	}
	return false
}

// phraseText is all that a document can be found by, folded.
func phraseText(lib *content.Library, d *content.Document, sections []markdown.Section) string {
	var text strings.Builder
	for _, part := range append(metaParts(lib, d), d.Title) {
		text.WriteString(foldText(part) + "\n")
	}
	for _, section := range sections {
		text.WriteString(foldText(section.Heading) + "\n" + foldText(section.Text) + "\n")
	}
	return text.String()
}

// foldText folds characters and drops white space, which separates nothing in Chinese and is as one
// likes between Chinese and Latin. The ends of paragraphs stay.
func foldText(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsSpace(r) {
			return -1
		}
		return r
	}, zh.FoldString(s))
}

func foldPhrase(s string) string { return strings.ReplaceAll(foldText(s), "\n", "") }
