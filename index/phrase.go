package index

import (
	"strings"

	"yanxi/index/zh"
)

// maxVerified bounds the documents whose text is read to verify a phrase: all
// its words stand in each of them, so few queries come near it.
const maxVerified = 1000

// verified adds a match to c only if each quoted phrase stands in the
// document's text, whatever its case, width and script.
func (x *Index) verified(s *session, q Query, c *collector) func(match) {
	if len(q.Phrases) == 0 {
		return c.add
	}
	phrases := make([]string, len(q.Phrases))
	for i, p := range q.Phrases {
		phrases[i] = foldPhrase(p)
	}
	read := 0
	return func(m match) {
		if read++; read <= maxVerified && s.holdsAll(m.doc, phrases) {
			c.add(m)
		}
	}
}

func (s *session) holdsAll(doc int32, phrases []string) bool {
	d := s.table.docs[doc]
	sections, err := s.sections(d.ID)
	if err != nil {
		return false
	}
	var text strings.Builder
	text.WriteString(foldPhrase(d.Title + "\n" + d.Summary))
	for _, section := range sections {
		text.WriteString("\n" + foldPhrase(section.Heading) + "\n" + foldPhrase(section.Text))
	}
	all := text.String()
	for _, p := range phrases {
		if !strings.Contains(all, p) {
			return false
		}
	}
	return true
}

// foldPhrase folds characters and drops white space, which separates nothing in Chinese
// and differs in Latin text by where a line was broken.
func foldPhrase(s string) string {
	return strings.Join(strings.Fields(zh.FoldString(s)), "")
}
