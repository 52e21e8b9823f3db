package ui

import (
	"html/template"
	"strconv"
)

// DesignPage shows every component in every state, made with the templates
// that all pages use.
type DesignPage struct {
	Layout
	Heading string
	Colours []Colour
	Pairs   []MeasuredPair
	Kinds   []Sign
	Clocks  []Clock
	Grades  []Sign
	Items   []Item
	Course  CoursePage
	Case    CasePage
	Search  SearchPage // something was found
	Nothing SearchPage // nothing was
	Pagers  []Pager
	Study   Study
	Terms   []Count
	Prose   template.HTML
}

// A Sign is the id of a kind, a grade or the like with its word.
type Sign struct {
	ID   string
	Text string
}

// A MeasuredPair is a pair of colours with its contrast in each of [Modes].
type MeasuredPair struct {
	Pair
	In []PairInMode
}

// PairInMode is how a pair looks in one mode.
type PairInMode struct {
	Text, Ground string // colours
	Contrast     string
}

// MeasuredPairs are all of [Pairs] as the style sheet has them.
func MeasuredPairs() []MeasuredPair {
	colours := map[string]Colour{}
	for _, c := range Colours() {
		colours[c.Name] = c
	}
	var out []MeasuredPair
	for _, p := range Pairs {
		m := MeasuredPair{Pair: p}
		for i := range Modes {
			in := PairInMode{Text: colours[p.Text].Values[i], Ground: colours[p.Ground].Values[i]}
			if ratio, err := Contrast(in.Text, in.Ground); err == nil { // a test proves that all are colours
				in.Contrast = strconv.FormatFloat(ratio, 'f', 1, 64)
			}
			m.In = append(m.In, in)
		}
		out = append(out, m)
	}
	return out
}
