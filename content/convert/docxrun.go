package convert

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// run reads a run: text in one style, and what stands in it.
func (l *line) run(e *element) {
	pr := e.child("rPr")
	char := l.charStyle(pr)
	if v := toggle(pr, "vanish"); v != nil && *v || v == nil && char != nil && char.hidden {
		if e.first("t") != nil {
			l.note(l.converter.notes.count("hidden"))
		}
		return
	}
	st := l.runStyle(pr, char)
	underlined := pr.child("u").on()
	for _, k := range e.kids {
		switch k.name {
		case "fldChar":
			l.field(k.get("fldCharType"))
		case "instrText":
			if n := len(l.fields); n > 0 && l.fields[n-1].instr.Len() < 4096 {
				l.fields[n-1].instr.WriteString(k.text)
			}
		default:
			if n := len(l.fields); n == 0 || l.fields[n-1].result {
				l.part(k, st, pr, underlined)
			}
		}
	}
}

// part reads one thing in a run.
func (l *line) part(e *element, st style, pr *element, underlined bool) {
	switch e.name {
	case "t":
		l.text(e.text, st, pr, underlined)
	case "tab", "ptab":
		l.text(" ", st, pr, underlined)
	case "br":
		if t := e.get("type"); t == "" || t == "textWrapping" {
			l.runs = append(l.runs, run{kind: lineBreak})
		}
	case "cr":
		l.runs = append(l.runs, run{kind: lineBreak})
	case "noBreakHyphen":
		l.words("-", st)
	case "sym":
		l.symbol(e, st)
	case "footnoteReference", "endnoteReference":
		if r, ok := l.noteMark(strings.TrimSuffix(e.name, "Reference") + " " + e.get("id")); ok {
			l.runs = append(l.runs, r)
		}
	case "commentReference":
		l.comment(e.get("id"))
	case "drawing", "pict", "object":
		l.drawing(e)
	case "AlternateContent":
		for _, k := range choice(e).all() {
			l.part(k, st, pr, underlined)
		}
	case "ruby":
		base, over := l.sub(e.child("rubyBase")), l.sub(e.child("rt"))
		l.runs = append(l.runs, base...)
		if s := strings.TrimSpace(plain(over)); s != "" {
			l.words("（"+s+"）", 0)
		}
	case "oMath", "oMathPara":
		l.equation(e)
	}
}

func (e *element) all() []*element {
	if e == nil {
		return nil
	}
	return e.kids
}

// sub reads runs by themselves.
func (l *line) sub(e *element) []run {
	was := l.runs
	l.runs = nil
	l.kids(e)
	out := l.runs
	l.runs = was
	return out
}

// text adds text and notes how it looked.
func (l *line) text(s string, st style, pr *element, underlined bool) {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	if l.linked() == "" {
		if underlined && n == 0 && utf8.RuneCountInString(s) > 1 { // a line to write on
			s, underlined = strings.Repeat("_", min(utf8.RuneCountInString(s), 8)), false
		}
		if underlined && n > 0 {
			l.note(l.converter.notes.count("underline"))
		}
		if n > 0 && coloured(pr) {
			l.note(l.converter.notes.count("colour"))
		}
	}
	l.all += n
	if st&bold != 0 {
		l.bold += n
	}
	size, _ := strconv.Atoi(pr.child("sz").get("val"))
	if size == 0 {
		size = l.style.size
	}
	if size == 0 {
		size = l.styles.size
	}
	l.sizes[size] += n
	l.words(s, st)
}

// coloured reports whether text stands out by colour.
func coloured(pr *element) bool {
	if h := pr.child("highlight").get("val"); h != "" && h != "none" && h != "white" {
		return true
	}
	switch c := strings.ToLower(pr.child("color").get("val")); {
	case c == "", c == "auto", len(c) != 6:
		return false
	default: // greys and blacks are no colour
		r, g, b := c[0:2], c[2:4], c[4:6]
		return r != g || g != b
	}
}

func (l *line) charStyle(pr *element) *docStyle {
	id := pr.child("rStyle").get("val")
	if id == "" {
		return nil
	}
	return l.styles.all[id]
}

// runStyle is what Markdown can say of how a run looks.
func (l *line) runStyle(pr *element, char *docStyle) style {
	var st style
	if isOn(toggle(pr, "b"), char, l.style, func(s *docStyle) *bool { return s.bold }) && !l.styles.boldNormal {
		st |= bold
	}
	if isOn(toggle(pr, "i"), char, l.style, func(s *docStyle) *bool { return s.italic }) {
		st |= italic
	}
	if em := pr.child("em"); em.on() {
		st |= italic
	}
	if pr.child("strike").on() || pr.child("dstrike").on() {
		st |= strike
	}
	switch pr.child("vertAlign").get("val") {
	case "superscript":
		st |= superscript
	case "subscript":
		st |= subscript
	}
	if char != nil && char.named("html code", "source text", "verbatim char", "inline code", "code char") {
		st |= monospace
	}
	return st
}

// isOn reads a switch from a run, or else its style, or else the paragraph's.
func isOn(own *bool, char, par *docStyle, of func(*docStyle) *bool) bool {
	if own != nil {
		return *own
	}
	if char != nil {
		if v := of(char); v != nil {
			return *v
		}
	}
	v := of(par)
	return v != nil && *v
}

// symbols are the characters of symbol fonts that people use, by font and code.
var symbols = map[string]map[string]string{
	"wingdings": {
		"F0FE": "☑", "F0FD": "☒", "F0A8": "□", "F06F": "□", "F071": "□", "F0FC": "✓", "F0FB": "✗", "F0E0": "→", "F0DF": "←", "F0E8": "→",
		"F06C": "●", "F06E": "■", "F075": "◆", "F0AB": "★", "F0A1": "○", "F028": "☎", "F02A": "✉",
		"F081": "①", "F082": "②", "F083": "③", "F084": "④", "F085": "⑤", "F086": "⑥", "F087": "⑦", "F088": "⑧", "F089": "⑨", "F08A": "⑩",
	},
	"wingdings 2": {"F052": "☑", "F054": "☒", "F051": "☒", "F050": "✓", "F04F": "✗", "F0A3": "□"},
	"symbol":      {"F0B0": "°", "F0B4": "×", "F0B1": "±", "F0A3": "≤", "F0B3": "≥", "F0AE": "→", "F061": "α", "F062": "β", "F0B7": "•"},
}

// symbol reads a character of a symbol font.
func (l *line) symbol(e *element, st style) {
	code := strings.ToUpper(e.get("char"))
	if s, ok := symbols[strings.ToLower(e.get("font"))][code]; ok {
		l.words(s, st)
		return
	}
	if n, err := strconv.ParseUint(code, 16, 32); err == nil && n >= 0x20 && n < 0xE000 {
		l.words(string(rune(n)), st)
		return
	}
	l.note(l.converter.notes.count("symbol"))
	l.words("□", st)
}

// comment notes what somebody has written beside the text.
func (l *line) comment(id string) {
	e := l.comments[id]
	if e == nil {
		return
	}
	var b strings.Builder
	e.find("t", func(t *element) { b.WriteString(t.text) })
	author := e.get("author")
	if author == "" {
		author = "—"
	}
	if b.Len() > 0 {
		l.note(l.converter.notes.add("comment", author, b.String()))
	}
}
