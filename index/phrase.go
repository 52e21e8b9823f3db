package index

import (
	"context"
	"strings"

	"yanxi/content"
	"yanxi/index/zh"
)

// maxVerified bounds the documents whose text is read for one phrase: all its
// words stand in each of them, so few queries come near it.
const maxVerified = 5000

// A verdict says of documents whether they hold a query's phrases, by reading
// their stored text: words alone say nothing about their order.
type verdict struct {
	x       *Index
	session *session
	ctx     context.Context
	want    []string // folded; all must be there
	refuse  map[int32]bool
	read    int
	err     error
}

// newVerdict looks for the documents that hold a phrase which must not be
// there, among those that hold its words.
func (x *Index) newVerdict(ctx context.Context, s *session, q Query) (*verdict, error) {
	v := &verdict{x: x, session: s, ctx: ctx, refuse: map[int32]bool{}}
	for _, p := range q.Phrases {
		if !x.isOneWord(p) {
			v.want = append(v.want, foldPhrase(p))
		}
	}
	for _, p := range q.WithoutPhrases {
		terms := words(x.view.dict, p)
		if len(terms) == 0 {
			continue
		}
		folded := []string{foldPhrase(p)}
		err := s.match(ctx, allTerms(terms), func(m match) {
			if v.holds(m.doc, folded) {
				v.refuse[m.doc] = true
			}
		})
		if err := firstError(err, v.err); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// isOneWord reports a phrase that the dictionary does not cut: what the words
// find is the phrase itself.
func (x *Index) isOneWord(phrase string) bool {
	terms := words(x.view.dict, phrase)
	return len(terms) == 1 && terms[0] == foldPhrase(phrase)
}

// accepts reports whether a document holds what it must and not what it must not.
func (v *verdict) accepts(doc int32) bool {
	return !v.refuse[doc] && (len(v.want) == 0 || v.holds(doc, v.want))
}

// holds reads a document. After an error, or once the reader has gone away,
// nothing is held any more; err then says why.
func (v *verdict) holds(doc int32, phrases []string) bool {
	if v.err == nil {
		v.err = v.ctx.Err()
	}
	if v.err != nil || v.read >= maxVerified {
		return false
	}
	v.read++
	d := v.session.table.docs[doc]
	text, err := v.session.phraseText(v.x.view.lib, d)
	if err != nil {
		v.err = err
		return false
	}
	for _, p := range phrases {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// phraseText is all that a document can be found by, folded.
func (s *session) phraseText(lib *content.Library, d *content.Document) (string, error) {
	sections, err := s.sections(d.ID)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	text.WriteString(foldPhrase(d.Title))
	for _, part := range metaParts(lib, d) {
		text.WriteString("\n" + foldPhrase(part))
	}
	for _, section := range sections {
		text.WriteString("\n" + foldPhrase(section.Heading) + "\n" + foldPhrase(section.Text))
	}
	return text.String(), nil
}

// foldPhrase folds characters and drops white space, which separates nothing in Chinese
// and differs in Latin text by where a line was broken.
func foldPhrase(s string) string {
	return strings.Join(strings.Fields(zh.FoldString(s)), "")
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
