package convert

import (
	"slices"
	"strconv"
	"strings"
)

// A numbering counts a document's numbered paragraphs as Word does.
type numbering struct {
	lists  map[string]*numberList // by num id
	counts map[string]*[9]counter // by abstract list
	begun  map[string]bool        // lists whose restarts have been made
}

// A numberList is a w:num.
type numberList struct {
	abstract string
	levels   [9]numberLevel
	restart  [9]counter
}

// A counter is a number that has begun, or not yet.
type counter struct {
	begun bool
	n     int
}

// A numberLevel is how a level of a list is counted and written.
type numberLevel struct {
	format string // decimal, bullet, chineseCounting
	text   string // %1.
	start  int
	legal  bool // all numbers in it are 1, 2, 3
	indent int  // in twentieths of a point
	space  string
}

func (d *docx) readNumbering() (*numbering, error) {
	n := &numbering{lists: map[string]*numberList{}, counts: map[string]*[9]counter{}, begun: map[string]bool{}}
	root, err := d.xml(d.part("numbering"))
	if err != nil || root == nil {
		return n, err
	}
	abstracts := map[string]*[9]numberLevel{}
	links := map[string]string{} // style -> abstract that it is defined in
	for _, e := range root.kids {
		if e.name == "abstractNum" {
			abstracts[e.get("abstractNumId")] = levelsOf(e)
			if s := e.child("styleLink").get("val"); s != "" {
				links[s] = e.get("abstractNumId")
			}
		}
	}
	uses := map[string]string{}
	for _, e := range root.kids {
		if s := e.child("numStyleLink").get("val"); e.name == "abstractNum" && links[s] != "" {
			uses[e.get("abstractNumId")] = links[s]
		}
	}
	for _, e := range root.kids {
		if e.name != "num" {
			continue
		}
		abstract := e.child("abstractNumId").get("val")
		if to := uses[abstract]; to != "" {
			abstract = to
		}
		l := &numberList{abstract: abstract}
		if a := abstracts[abstract]; a != nil {
			l.levels = *a
		}
		l.override(e)
		n.lists[e.get("numId")] = l
	}
	return n, nil
}

func levelsOf(e *element) *[9]numberLevel {
	var out [9]numberLevel
	for i := range out {
		out[i] = numberLevel{format: "decimal", start: 1}
	}
	for _, l := range e.kids {
		if i, ok := levelIndex(l); ok && l.name == "lvl" {
			out[i] = levelOf(l)
		}
	}
	return &out
}

func levelIndex(e *element) (int, bool) {
	i, err := strconv.Atoi(e.get("ilvl"))
	return i, err == nil && i >= 0 && i < 9
}

func levelOf(e *element) numberLevel {
	l := numberLevel{format: e.child("numFmt").get("val"), text: e.child("lvlText").get("val"), start: 1}
	if n, err := strconv.Atoi(e.child("start").get("val")); err == nil && n >= 0 && n < 1_000_000 {
		l.start = n
	}
	l.legal = e.child("isLgl").on()
	l.indent = leftOf(e.path("pPr", "ind"))
	if e.child("suff").get("val") != "nothing" {
		l.space = " "
	}
	return l
}

// leftOf is how far a paragraph is indented.
func leftOf(ind *element) int {
	v := ind.get("left")
	if v == "" {
		v = ind.get("start")
	}
	n, _ := strconv.Atoi(v)
	return n
}

func (l *numberList) override(e *element) {
	for _, o := range e.kids {
		i, ok := levelIndex(o)
		if o.name != "lvlOverride" || !ok {
			continue
		}
		if lvl := o.child("lvl"); lvl != nil {
			l.levels[i] = levelOf(lvl)
		}
		if n, err := strconv.Atoi(o.child("startOverride").get("val")); err == nil && n >= 0 && n < 1_000_000 {
			l.restart[i] = counter{true, n - 1}
		}
	}
}

// A number is that of one paragraph.
type number struct {
	list   string
	level  int
	value  int
	format numberLevel
	text   string // as it is written
}

// next counts a paragraph of a list; nil if it has no number.
func (n *numbering) next(id string, level int) *number {
	l := n.lists[id]
	if l == nil || level < 0 || level > 8 {
		return nil
	}
	c := n.counts[l.abstract]
	if c == nil {
		c = &[9]counter{}
		n.counts[l.abstract] = c
	}
	if !n.begun[id] {
		n.begun[id] = true
		for i, r := range l.restart {
			if r.begun {
				c[i] = r
			}
		}
	}
	if !c[level].begun {
		c[level] = counter{true, l.levels[level].start - 1}
	}
	c[level].n++
	for i := range c {
		switch {
		case i < level && !c[i].begun:
			c[i] = counter{true, l.levels[i].start}
		case i > level:
			c[i] = counter{}
		}
	}
	out := &number{list: id, level: level, value: c[level].n, format: l.levels[level]}
	out.text = l.write(level, c)
	return out
}

// write fills in a level's text.
func (l *numberList) write(level int, c *[9]counter) string {
	f := l.levels[level]
	if f.format == "bullet" || f.format == "none" && !strings.Contains(f.text, "%") {
		return f.text
	}
	var b strings.Builder
	for rest := f.text; rest != ""; {
		if rest[0] == '%' && len(rest) > 1 && rest[1] >= '1' && rest[1] <= '9' {
			i := int(rest[1] - '1')
			format := l.levels[i].format
			if f.legal && i != level {
				format = "decimal"
			}
			b.WriteString(writeNumber(c[i].n, format))
			rest = rest[2:]
			continue
		}
		b.WriteByte(rest[0])
		rest = rest[1:]
	}
	return b.String()
}

// A listMark is what a paragraph of a Markdown list has.
type listMark struct {
	level  int
	value  int // 0: a bullet
	indent int
}

// mark tells how a number is written in Markdown: as an item of a list, or as text before the
// paragraph. Letters are those that became 1, 2, 3.
func (n *number) mark() (m *listMark, text string, letters bool) {
	m = &listMark{level: n.level, indent: n.format.indent}
	own := "%" + strconv.Itoa(n.level+1)
	simple := slices.Contains([]string{own + ".", own + ")", own + "．"}, n.format.text)
	switch n.format.format {
	case "bullet":
		return m, "", false
	case "decimal", "":
		if m.value = n.value; simple && m.value > 0 {
			return m, "", false
		}
	case "lowerLetter", "upperLetter", "lowerRoman", "upperRoman":
		if m.value = n.value; simple && n.level > 0 && m.value > 0 {
			return m, "", true
		}
	}
	return nil, n.before(), false
}

// before is a number as text, with the space that belongs after it.
func (n *number) before() string {
	if n.text == "" || n.format.format == "bullet" {
		return ""
	}
	last := []rune(n.text)[len([]rune(n.text))-1]
	switch {
	case strings.ContainsRune("、，．。）】〕", last) || n.format.space == "":
		return n.text
	case wide(last):
		return n.text + "\u3000"
	}
	return n.text + " "
}
