package content

import (
	"slices"
	"strings"
)

// terms returns the ids of terms of a vocabulary. An unknown one stays as it
// is written.
func (f *documentFields) terms(vocabulary string, n *node) []string {
	i := slices.IndexFunc(f.vocabularies, func(v *Vocabulary) bool { return v.Name == vocabulary })
	if n == nil || i < 0 {
		return nil
	}
	v := f.vocabularies[i]
	if n.scalar() {
		if id, ok := v.lookup(n.text); ok { // before the text is split at commas
			return []string{id}
		}
	}
	var ids []string
	for _, given := range f.namesOf(vocabulary, n) {
		id, ok := v.lookup(given.text)
		if !ok {
			f.reportHint("unknown-term", given.at, f.termHint(v), vocabulary, given.text)
			id = given.text
		}
		ids = append(ids, id)
	}
	return unique(ids)
}

// termHint lists the terms that could have been meant.
func (f *documentFields) termHint(v *Vocabulary) string {
	const most = 12
	var labels []string
	for _, t := range v.Terms[:min(len(v.Terms), most)] {
		if english(f.lang) {
			labels = append(labels, t.ID)
		} else {
			labels = append(labels, t.Label)
		}
	}
	list := strings.Join(labels, "、")
	if english(f.lang) {
		list = strings.Join(labels, ", ")
	}
	if len(v.Terms) > most {
		list += "…"
	}
	return phrase(f.lang, "terms", list)
}
