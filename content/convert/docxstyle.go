package convert

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// styles are those of a document, by id.
type styles struct {
	all        map[string]*docStyle
	normal     string // the id of the paragraphs that name none
	size       int    // of text that no style gives a size
	boldNormal bool
}

// A docStyle is what a style says of the text in it, with all that it is based on.
type docStyle struct {
	name    string // as Word calls it in English, lower case
	base    string
	outline int // from 1; 0: none
	title   bool
	bold    *bool
	italic  *bool
	hidden  bool
	centred bool
	size    int
	number  *element // numPr
	done    bool
}

// maxBase bounds how many styles one may be based on.
const maxBase = 30

func (d *docx) readStyles() (styles, error) {
	s := styles{all: map[string]*docStyle{}}
	root, err := d.xml(d.part("styles"))
	if err != nil || root == nil {
		return s, err
	}
	s.size, _ = strconv.Atoi(root.path("docDefaults", "rPrDefault", "rPr", "sz").get("val"))
	for _, e := range root.kids {
		if e.name != "style" {
			continue
		}
		id := e.get("styleId")
		s.all[id] = newStyle(e)
		if e.get("type") == "paragraph" && (e.get("default") == "1" || e.get("default") == "true") {
			s.normal = id
		}
	}
	for id := range s.all {
		s.resolve(id, 0)
	}
	if n := s.all[s.normal]; n != nil && n.bold != nil {
		s.boldNormal = *n.bold
	}
	return s, nil
}

func newStyle(e *element) *docStyle {
	s := &docStyle{name: strings.ToLower(strings.TrimSpace(e.child("name").get("val"))), base: e.child("basedOn").get("val")}
	p, r := e.child("pPr"), e.child("rPr")
	s.outline = outlineOf(p)
	if s.outline == 0 {
		s.outline = headingLevel(s.name)
	}
	s.title = titleNames[s.name]
	s.bold, s.italic = toggle(r, "b"), toggle(r, "i")
	s.hidden = r.child("vanish").on()
	s.centred = p.child("jc").get("val") == "center"
	s.size, _ = strconv.Atoi(r.child("sz").get("val"))
	s.number = p.child("numPr")
	return s
}

// toggle reads a switch that may also be left to the style below.
func toggle(r *element, name string) *bool {
	e := r.child(name)
	if e == nil {
		return nil
	}
	on := e.on()
	return &on
}

// resolve fills in what a style takes from the one it is based on.
func (s styles) resolve(id string, depth int) *docStyle {
	st := s.all[id]
	if st == nil || st.done || depth > maxBase {
		return st
	}
	st.done = true
	base := s.resolve(st.base, depth+1)
	if base == nil {
		return st
	}
	// Titles and levels are inherited: "标题 1 蓝色" is one, too.
	if st.outline == 0 {
		st.outline = base.outline
	}
	st.title = st.title || base.title && !strings.Contains(st.name, "sub")
	if st.bold == nil {
		st.bold = base.bold
	}
	if st.italic == nil {
		st.italic = base.italic
	}
	if st.size == 0 {
		st.size = base.size
	}
	if st.number == nil {
		st.number = base.number
	}
	st.centred = st.centred || base.centred
	st.hidden = st.hidden || base.hidden
	return st
}

// get is a style by its id, the normal one if it names none.
func (s styles) get(id string) *docStyle {
	if id == "" {
		id = s.normal
	}
	if st := s.all[id]; st != nil {
		return st
	}
	return &docStyle{}
}

// outlineOf reads a paragraph's level, from 1; 0 for text.
func outlineOf(p *element) int {
	e := p.child("outlineLvl")
	if e == nil {
		return 0
	}
	n, err := strconv.Atoi(e.get("val"))
	if err != nil || n < 0 || n > 8 {
		return 0
	}
	return n + 1
}

// headingName matches the names of heading styles in the languages that
// programs write them in. Word itself writes them in English, whatever it shows.
var headingName = regexp.MustCompile(`^(?:heading|标题|標題|見出し|제목|überschrift|titre|título|titolo|заголовок) ?([1-9])$`)

func headingLevel(name string) int {
	m := headingName.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

var titleNames = map[string]bool{"title": true, "标题": true, "標題": true, "题目": true, "大标题": true, "公文标题": true, "文章标题": true}

// named reports whether a style's name begins with one of these.
func (s *docStyle) named(prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s.name, p) })
}
