package index

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"

	"yanxi/content"
	"yanxi/index/zh"
)

// filterKeys are the keys of filters in every library, folded. Those of its
// vocabularies, by name or label, come on top.
var filterKeys = map[string]string{
	"类型": FacetKind, "种类": FacetKind, "kind": FacetKind, "type": FacetKind,
	"课程": FacetCourse, "course": FacetCourse,
	"平台": FacetPlatform, "platform": FacetPlatform,
	"领域": FacetField, "field": FacetField,
	"标签": FacetTag, "tag": FacetTag, "tags": FacetTag,
	"人物": FacetPerson, "讲师": FacetPerson, "作者": FacetPerson,
	"person": FacetPerson, "people": FacetPerson, "author": FacetPerson, "lecturer": FacetPerson,
	"时钟": FacetClock, "首次回应": FacetClock, "clock": FacetClock,
	"年份": FacetYear, "年": FacetYear, "year": FacetYear,
	"日期": filterDate, "date": filterDate,
	"标题": filterTitle, "title": filterTitle,
}

// kindNames are what the kinds are called besides their own names, folded.
var kindNames = map[content.Kind][]string{
	content.KindCourse: {"课程", "课", "培训", "courses"},
	content.KindNote:   {"笔记", "notes"},
	content.KindCase:   {"案例", "个案", "cases"},
}

// clockNames are what the terms of the response clock are called besides their own
// names and those that the library's rules give them, folded. Twelve hours stay
// understood: the ids say so.
var clockNames = map[string][]string{
	content.ClockWithin:  {"12小时内", "及时", "in time"},
	content.ClockLate:    {"超过12小时", "迟", "晚"},
	content.ClockUnknown: {"不能确定", "不确定", "不详", "不明", "时间不详", "not certain", "uncertain", "time unknown"},
}

// MaxNear bounds the terms that are offered for an unknown one.
const MaxNear = 5

// fewTerms is how many terms a facet may have for all of them to be offered.
const fewTerms = MaxNear

// names are what readers may call the filters of a library.
type names struct {
	keys   map[string]string // folded key -> facet name, or a filter of its own
	facets map[string]*facetNames
}

// facetNames are what readers may call the terms of one facet.
type facetNames struct {
	terms []string            // in the order of the facet, then those of no document
	shown []string            // what each is called, folded
	parts []string            // what a part of will do to find it; nil: nothing
	exact map[string][]string // each of its names, folded, without white space -> terms
}

func newNames(lib *content.Library, t *table) *names {
	n := &names{keys: map[string]string{}, facets: map[string]*facetNames{}}
	for _, v := range lib.Vocabularies() {
		n.keys[zh.FoldString(v.Label)] = v.Name
		n.keys[zh.FoldString(v.LabelEN)] = v.Name
	}
	for key, facet := range filterKeys {
		n.keys[key] = facet
	}
	for _, v := range lib.Vocabularies() { // these may be called "type"
		n.keys[zh.FoldString(v.Name)] = v.Name
	}
	delete(n.keys, "")
	for _, c := range t.facets {
		f := &facetNames{exact: map[string][]string{}}
		n.facets[c.name] = f
		for _, term := range c.terms {
			called := termNames(lib, c.name, term)
			f.add(term, called)
			if c.name == FacetPerson || c.name == FacetCourse {
				f.parts = append(f.parts, nameKey(strings.Join(called, "|")))
			}
		}
		if v := lib.Vocabulary(c.name); v != nil {
			for _, term := range v.Terms {
				f.add(term.ID, termNames(lib, c.name, term.ID))
			}
		}
	}
	for _, kind := range []content.Kind{content.KindCourse, content.KindCase, content.KindNote} {
		n.facets[FacetKind].add(string(kind), termNames(lib, FacetKind, string(kind)))
	}
	return n
}

// termNames lists what a facet's term may be called. The first is how it is shown.
func termNames(lib *content.Library, facet, term string) []string {
	switch facet {
	case FacetKind:
		return append(slices.Clone(kindNames[content.Kind(term)]), term)
	case FacetCourse:
		if d := lib.Document(term); d != nil {
			return []string{d.Title, term, path.Base(term)}
		}
	case FacetClock:
		rules := lib.ClockRules()
		return append([]string{rules.TermLabel(term, "zh-CN"), rules.TermLabel(term, "en"), term}, clockNames[term]...)
	case FacetTag, FacetPerson, FacetYear:
	default:
		if v := lib.Vocabulary(facet); v != nil {
			if t := v.Term(term); t != nil {
				return append([]string{t.Label, t.LabelEN, term}, t.Aliases...)
			}
		}
	}
	return []string{term}
}

func (f *facetNames) add(term string, called []string) {
	if slices.Contains(f.exact[nameKey(term)], term) {
		return
	}
	f.terms = append(f.terms, term)
	f.shown = append(f.shown, nameKey(called[0]))
	for _, name := range append(called, term) {
		if key := nameKey(name); !slices.Contains(f.exact[key], term) {
			f.exact[key] = append(f.exact[key], term)
		}
	}
}

// nameKey is the form in which names are compared: folded, without white space.
func nameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, zh.FoldString(name))
}

// find gives the terms of that name or, where a part will do, those whose
// name it is part of.
func (f *facetNames) find(value string) []string {
	key := nameKey(value)
	if terms := f.exact[key]; len(terms) > 0 {
		return terms
	}
	var found []string
	for i, names := range f.parts {
		if strings.Contains(names, key) {
			found = append(found, f.terms[i])
		}
	}
	return found
}

// near gives the terms whose names share the most characters with value, or
// all if there are few.
func (f *facetNames) near(value string) []string {
	type candidate struct {
		term  string
		score float64
	}
	var found []candidate
	key := []rune(nameKey(value))
	for i, shown := range f.shown {
		score := likeness(key, shown)
		if score >= leastLikeness || len(f.terms) <= fewTerms {
			found = append(found, candidate{f.terms[i], score})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var terms []string
	for _, c := range found[:min(len(found), MaxNear)] {
		terms = append(terms, c.term)
	}
	return terms
}

// leastLikeness lets pass a name of two characters of which one is right.
const leastLikeness = 0.5

// likeness is the share of characters that two names have in common (Dice),
// whatever their order; a name within the other counts as mostly the same.
func likeness(a []rune, b string) float64 {
	var used [MaxQuery]bool
	a = a[:min(len(a), MaxQuery)]
	common, length := 0, 0
	for _, r := range b {
		length++
		for i := range a {
			if a[i] == r && !used[i] {
				used[i] = true
				common++
				break
			}
		}
	}
	if length == 0 || len(a) == 0 {
		return 0
	}
	dice := 2 * float64(common) / float64(len(a)+length)
	if common == min(len(a), length) && (strings.Contains(b, string(a)) || strings.Contains(string(a), b)) {
		return max(dice, 0.9)
	}
	return dice
}
