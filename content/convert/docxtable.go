package convert

import "strconv"

// Bounds of tables.
const (
	maxColumns    = 60
	maxTableDepth = 8
)

// table reads a table.
func (s *story) table(e *element) {
	t := &block{kind: table}
	if s.depth >= maxTableDepth {
		s.note(s.converter.notes.count("deep"))
		var line []run
		e.find("t", func(x *element) { line = append(line, run{text: x.text + " "}) })
		s.add(&block{runs: line}, nil)
		return
	}
	s.depth++
	r := &tableReader{story: s, table: t}
	r.rows(e)
	s.depth--
	if r.merged > 0 {
		t.notes = append(t.notes, s.converter.notes.add("merged", r.merged))
	}
	if r.nested > 0 {
		t.notes = append(t.notes, s.converter.notes.add("nested-table", r.nested))
	}
	if r.wide {
		t.notes = append(t.notes, s.converter.notes.add("wide-table", maxColumns))
	}
	for _, b := range captions(t, r.columns) {
		s.add(b, nil)
	}
	if len(t.rows) == 1 && len(t.rows[0]) == 1 { // a box around some text
		for _, b := range t.rows[0][0] {
			s.add(b, nil)
		}
		return
	}
	s.add(t, nil)
}

// captions takes first rows of one cell off a table that goes on with more: they
// are its name.
func captions(t *block, columns int) []*block {
	var out []*block
	for len(t.rows) > 2 && columns > 1 && filled(t.rows[0]) == 1 && len(t.rows[0]) == columns && len(t.rows[0][0]) == 1 && t.rows[0][0][0].kind == paragraph &&
		t.rows[0][0][0].look.spans {
		b := t.rows[0][0][0]
		for i := range b.runs {
			b.runs[i].style |= bold
		}
		out = append(out, b)
		t.rows = t.rows[1:]
	}
	return out
}

// filled counts the cells of a row that show something.
func filled(r row) int {
	n := 0
	for _, c := range r {
		if len(c) > 0 {
			n++
		}
	}
	return n
}

// A tableReader reads the rows of one table.
type tableReader struct {
	*story
	table   *block
	columns int
	merged  int
	nested  int
	wide    bool
}

func (r *tableReader) rows(e *element) {
	for _, k := range e.kids {
		switch k.name {
		case "tr":
			r.row(k)
		case "tblPr", "tblGrid":
		case "sdt":
			r.rows(k.child("sdtContent"))
		case "del", "moveFrom":
		default:
			r.rows(k)
		}
	}
}

func (r *tableReader) row(e *element) {
	if e.path("trPr", "del") != nil {
		r.converter.notes.count("deleted")
		return
	}
	var out row
	if n, _ := strconv.Atoi(e.path("trPr", "gridBefore").get("val")); n > 0 {
		if n = min(n, maxColumns); r.spare(n) {
			out = make(row, n)
		}
	}
	out = r.cells(e, out)
	if len(out) > maxColumns {
		out, r.wide = out[:maxColumns], true
	}
	r.columns = max(r.columns, len(out))
	if filled(out) > 0 {
		r.table.rows = append(r.table.rows, out)
	}
}

func (r *tableReader) cells(e *element, out row) row {
	for _, k := range e.kids {
		switch k.name {
		case "tc":
			c, span := r.cell(k)
			out = append(out, c)
			for range span - 1 {
				out = append(out, nil)
			}
		case "trPr", "tblPrEx":
		case "sdt":
			out = r.cells(k.child("sdtContent"), out)
		case "del", "moveFrom":
		default:
			out = r.cells(k, out)
		}
	}
	return out
}

// cell reads a cell, and how many columns it takes.
func (r *tableReader) cell(e *element) (cell, int) {
	pr := e.child("tcPr")
	span, _ := strconv.Atoi(pr.child("gridSpan").get("val"))
	span = max(1, min(span, maxColumns))
	v := pr.child("vMerge")
	if span > 1 || v != nil && v.get("val") == "restart" {
		r.merged++
	}
	if !r.spare(span - 1) {
		span = 1
	}
	s := r.docx.story()
	for _, k := range e.kids {
		if k.name == "tbl" {
			r.nested++
		}
		s.element(k)
	}
	blocks := s.end()
	if len(blocks) == 1 && span > 1 {
		blocks[0].look.spans = true
	}
	return blocks, span
}
