package convert

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A line reads what stands in one paragraph.
type line struct {
	*docx
	style *docStyle
	runs  []run
	boxes [][]*block // text boxes that hang on it
	notes []*note
	link  string
	sizes map[int]int // characters by size
	bold  int         // characters that are bold
	all   int
}

func (d *docx) line(e *element, style *docStyle) *line {
	l := &line{docx: d, style: style, sizes: map[int]int{}}
	l.kids(e)
	return l
}

func (l *line) note(n *note) { l.notes = append(l.notes, n) }

// look tells how the paragraph looked.
func (l *line) look(pr *element, style *docStyle) look {
	out := look{centred: style.centred, bold: l.all > 0 && l.bold == l.all, title: style.title}
	if jc := pr.child("jc").get("val"); jc != "" {
		out.centred = jc == "center"
	}
	most := 0
	for size, n := range l.sizes {
		if n > most || n == most && size > out.size {
			most, out.size = n, size
		}
	}
	return out
}

func (l *line) kids(e *element) {
	if e == nil {
		return
	}
	for _, k := range e.kids {
		l.element(k)
	}
}

// element reads one element of a paragraph.
func (l *line) element(e *element) {
	switch e.name {
	case "r":
		l.run(e)
	case "hyperlink":
		l.hyperlink(e)
	case "del", "moveFrom":
		l.note(l.converter.notes.count("deleted"))
	case "ins", "moveTo":
		l.note(l.converter.notes.count("inserted"))
		l.kids(e)
	case "fldSimple":
		was := l.link
		if to := hyperlinkOf(e.get("instr")); to != "" {
			l.link = l.safe(to)
		}
		l.kids(e)
		l.link = was
	case "oMath", "oMathPara":
		l.equation(e)
	case "sdt":
		if e.path("sdtPr", "showingPlcHdr").on() {
			return // 单击此处输入文字
		}
		l.kids(e.child("sdtContent"))
	case "AlternateContent":
		l.kids(choice(e))
	case "pPr", "rPr", "sdtPr", "smartTagPr":
	default:
		l.kids(e)
	}
}

// hyperlink reads a link to an address; what leads to a place in the text is text.
func (l *line) hyperlink(e *element) {
	was := l.link
	if r, ok := l.relations[e.get("id")]; ok {
		if a := e.get("anchor"); a != "" && !strings.Contains(r.target, "#") {
			r.target += "#" + a
		}
		l.link = l.safe(r.target)
	} else if a := e.get("anchor"); a != "" && !strings.HasPrefix(a, "_Toc") {
		l.note(l.converter.notes.count("anchor"))
	}
	l.kids(e)
	l.link = was
}

// safeScheme matches the addresses that a page may lead to.
var safeScheme = regexp.MustCompile(`^(?i:https?://|mailto:|tel:|sms:|ftp://).`)

// safe lets an address through or notes it.
func (l *line) safe(to string) string {
	out, n := l.safeLink(to)
	if n != nil {
		l.note(n)
	}
	return out
}

func (c *converter) safeLink(to string) (string, *note) {
	to = strings.TrimSpace(to)
	switch {
	case to == "" || strings.HasPrefix(to, "#"):
		return "", nil
	case safeScheme.MatchString(to) && len(to) < 4096 && utf8.ValidString(to):
		return to, nil
	}
	return "", c.notes.add("link", to)
}

// equation keeps the characters of a formula.
func (l *line) equation(e *element) {
	var b strings.Builder
	e.find("t", func(t *element) { b.WriteString(t.text) })
	if b.Len() == 0 {
		return
	}
	l.note(l.converter.notes.add("equation", b.String()))
	l.words(b.String(), 0)
}

// words adds text.
func (l *line) words(s string, st style) {
	l.runs = append(l.runs, run{text: s, style: st, link: l.linked()})
}

// linked is where text at this place leads.
func (l *line) linked() string {
	for i := len(l.fields) - 1; i >= 0; i-- {
		if l.fields[i].link != "" {
			return l.fields[i].link
		}
	}
	return l.link
}

// A field is what Word computes: its instruction, then its result.
type field struct {
	instr  strings.Builder
	result bool
	link   string
}

// maxFields is how deep fields may nest.
const maxFields = 50

// field follows the marks around a field, which may be paragraphs apart.
func (l *line) field(kind string) {
	n := len(l.fields)
	switch {
	case kind == "begin" && n < maxFields:
		l.docx.fields = append(l.docx.fields, &field{})
	case n == 0:
	case kind == "separate":
		f := l.fields[n-1]
		f.result = true
		if to := hyperlinkOf(f.instr.String()); to != "" {
			f.link = l.safe(to)
		}
		if strings.Contains(strings.ToUpper(f.instr.String()), "FORM") {
			l.note(l.converter.notes.count("field"))
		}
	case kind == "end":
		f := l.fields[n-1]
		l.docx.fields = l.fields[:n-1]
		if !f.result {
			l.overlaid(f.instr.String())
		}
	}
}

// overlay matches the field by which Word puts a circle around a character: EQ \o\ac(○,一).
var overlay = regexp.MustCompile(`(?i)^\s*EQ\s+\\o(?:\\[a-z]+)*\s*\(([^,(]{1,9})[,;]([^)]{1,20})\)`)

// overlaid keeps what a field says that has no result.
func (l *line) overlaid(instr string) {
	if m := overlay.FindStringSubmatch(instr); m != nil {
		n, err := strconv.Atoi(strings.TrimSpace(m[2]))
		if err == nil && n >= 1 && n <= 20 {
			l.words(writeNumber(n, "decimalEnclosedCircle"), 0)
			return
		}
		l.words("（"+strings.TrimSpace(m[2])+"）", 0)
	} else if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(instr)), "EQ ") {
		l.note(l.converter.notes.add("equation", instr))
		l.words(strings.TrimSpace(instr)[3:], 0)
	}
}

// hyperlinkField matches the instruction of a link.
var hyperlinkField = regexp.MustCompile(`(?i)^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\"]+))`)

func hyperlinkOf(instr string) string {
	m := hyperlinkField.FindStringSubmatch(instr)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}
