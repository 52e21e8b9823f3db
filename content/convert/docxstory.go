package convert

import (
	"slices"
	"strconv"
)

// A story reads what stands below each other: the body, a cell, a footnote.
type story struct {
	*docx
	shelf
	carried []run // of a paragraph whose end is deleted
}

func (d *docx) story() *story { return &story{docx: d} }

// element reads one element of a story.
func (s *story) element(e *element) {
	switch e.name {
	case "p":
		s.paragraph(e)
	case "tbl":
		s.table(e)
	case "del", "moveFrom":
		s.converter.notes.count("deleted")
	case "sdt":
		if g := e.path("sdtPr", "docPartObj", "docPartGallery").get("val"); g == "Table of Contents" {
			e.child("sdtContent").find("p", func(*element) { s.note(s.converter.notes.count("toc")) })
			return
		}
		s.elements(e.child("sdtContent"))
	case "altChunk":
		s.note(s.converter.notes.count("object"))
	case "oMathPara", "oMath":
		s.paragraph(&element{name: "p", kids: []*element{e}})
	case "AlternateContent":
		s.elements(choice(e))
	case "sectPr", "pPr", "tblPr", "tcPr":
	default: // customXml, ins and what else may stand around paragraphs
		s.elements(e)
	}
}

func (s *story) elements(e *element) {
	if e == nil {
		return
	}
	for _, k := range e.kids {
		s.element(k)
	}
}

// choice is the part of an alternative that we can read.
func choice(e *element) *element {
	first, fallback := e.child("Choice"), e.child("Fallback")
	for _, name := range []string{"blip", "txbxContent", "t", "p"} {
		if first.first(name) != nil {
			return first
		}
	}
	if fallback != nil && len(fallback.kids) > 0 {
		return fallback
	}
	return first
}

// paragraph reads a paragraph.
func (s *story) paragraph(e *element) {
	pr := e.child("pPr")
	style := s.styles.get(pr.child("pStyle").get("val"))
	if style.named("toc ", "目录 ", "contents ") || style.name == "toc heading" || style.name == "contents heading" {
		if e.first("t") != nil {
			s.note(s.converter.notes.count("toc"))
		}
		s.line(e, style) // fields begin and end here, too
		return
	}
	l := s.line(e, style)
	runs := slices.Concat(s.carried, l.runs)
	s.carried = nil
	if pr.path("rPr", "del") != nil {
		s.carried = runs
		for _, n := range l.notes {
			s.note(n)
		}
		s.after(l)
		return
	}
	b := &block{runs: runs, notes: l.notes, look: l.look(pr, style)}
	s.place(b, pr, style)
	s.after(l)
}

// after puts what floats beside a paragraph below it.
func (s *story) after(l *line) {
	for _, box := range l.boxes {
		for _, b := range box {
			s.add(b, nil)
		}
	}
}

// place decides what a paragraph is.
func (s *story) place(b *block, pr *element, style *docStyle) {
	level := outlineOf(pr)
	if level == 0 {
		level = style.outline
	}
	num := s.number(pr, style, blank(b.runs))
	switch {
	case blank(b.runs):
		s.add(b, nil)
		return
	case style.named("quote", "quotations", "intense quote", "block text", "引用", "明显引用"):
		b = &block{kind: quote, body: []*block{b}}
	case style.named("html preformatted", "preformatted text", "code", "source code", "代码", "macro") && !prose(b.runs):
		s.code(b)
		return
	case b.look.title && level == 0:
	case level > 0:
		b.kind, b.level = heading, level
		for i := range b.runs { // headings are bold by themselves
			b.runs[i].style &^= bold
		}
	}
	var mark *listMark
	if num != nil {
		var text string
		var letters bool
		mark, text, letters = num.mark()
		if b.kind == heading && mark != nil {
			mark, letters, text = nil, false, num.before()
		}
		if text != "" {
			target := b
			if b.kind == quote {
				target = b.body[0]
			}
			target.runs = append([]run{{text: text, style: firstStyle(target.runs) & bold}}, target.runs...)
		}
		if letters {
			b.notes = append(b.notes, s.converter.notes.count("letters"))
		}
	}
	if mark == nil && b.kind == paragraph && !b.look.centred && leftOf(pr.child("ind")) > 0 && pr.child("ind").get("firstLine") == "" {
		s.goOn(b, leftOf(pr.child("ind")))
		return
	}
	s.add(b, mark)
}

// prose reports whether a line is mostly Chinese: LibreOffice gives all of a plain text the style of code.
func prose(runs []run) bool {
	all, chinese := 0, 0
	for _, r := range plain(runs) {
		all++
		if wide(r) {
			chinese++
		}
	}
	return chinese*2 > all
}

func firstStyle(runs []run) style {
	for _, r := range runs {
		if r.kind == words {
			return r.style
		}
	}
	return 0
}

// number counts a paragraph; nil if it has no number.
func (s *story) number(pr *element, style *docStyle, empty bool) *number {
	e := pr.child("numPr")
	if e == nil {
		e = style.number
	}
	if e == nil {
		return nil
	}
	id, level := e.child("numId").get("val"), e.child("ilvl").get("val")
	if id == "" { // the level alone is the paragraph's own
		id = style.number.child("numId").get("val")
	}
	if level == "" {
		level = style.number.child("ilvl").get("val")
	}
	n, _ := strconv.Atoi(level)
	if level == "" && style.outline > 0 {
		n = style.outline - 1
	}
	if id == "" || id == "0" {
		return nil
	}
	out := s.numbers.next(id, n)
	if empty {
		return nil
	}
	return out
}
