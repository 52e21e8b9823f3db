package content

import (
	"slices"
	"strings"
)

// terms returns the ids of terms of a vocabulary. An unknown one stays as it
// is written.
func (f *documentFields) terms(name string, n *node) []string {
	i := slices.IndexFunc(f.vocabularies, func(v *Vocabulary) bool { return v.Name == name })
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
	for _, given := range f.namesOf(name, n) {
		id, ok := v.lookup(given)
		if !ok {
			f.reportHint("unknown-term", termPlace(n, given), f.termHint(v), name, given)
			id = given
		}
		ids = append(ids, id)
	}
	return unique(ids)
}

// termPlace finds the item of a list that has the text.
func termPlace(n *node, text string) span {
	for _, item := range n.list {
		if oneLine(item.text) == text {
			return item.at
		}
	}
	return n.at
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
