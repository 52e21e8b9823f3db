package convert

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const maxSpanned = 500 // rows that a cell may take

// table reads a table. One that only places what stands in it is taken apart.
func (f *flow) table(n *html.Node) {
	if f.layout(n) {
		f.cellsBelow(n)
		return
	}
	f.depth++
	defer func() { f.depth-- }()
	t := &pageTable{flow: f, block: &block{kind: table}}
	t.rowsOf(n)
	if t.merged > 0 {
		f.note(f.converter.notes.add("merged", t.merged))
	}
	if t.nested > 0 {
		f.note(f.converter.notes.add("nested-table", t.nested))
	}
	if t.wide {
		f.note(f.converter.notes.add("wide-table", maxColumns))
	}
	f.put(t.block)
}

// layout reports whether a table has one column or row alone, or holds what no cell can.
func (f *flow) layout(n *html.Node) bool {
	if attr(n, "role") == "presentation" || f.depth >= maxTableDepth {
		return true
	}
	rows, most, heavy := 0, 0, false
	visit(n, func(k *html.Node) bool {
		switch k.DataAtom {
		case atom.Tr:
			cells := 0
			for c := k.FirstChild; c != nil; c = c.NextSibling {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
			}
			rows, most = rows+1, max(most, cells)
		case atom.H1, atom.H2, atom.Article, atom.Form, atom.Pre:
			heavy = true
		case atom.Table:
			return k == n
		}
		return true
	})
	return heavy || most < 2 || rows < 2
}

// cellsBelow reads what stands in the cells of a table as if there were none.
func (f *flow) cellsBelow(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr:
			f.cellsBelow(k)
		case atom.Td, atom.Th, atom.Caption:
			f.flush()
			f.kids(k, 0, "")
			f.flush()
		}
	}
}

// A pageTable is a table while it is read.
type pageTable struct {
	*flow
	*block
	held   map[int]int // columns that cells above take, and for how many rows more
	merged int
	nested int
	wide   bool
}

func (t *pageTable) rowsOf(n *html.Node) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.DataAtom {
		case atom.Thead, atom.Tbody, atom.Tfoot:
			t.held = map[int]int{}
			t.rowsOf(k)
		case atom.Tr:
			t.row(k)
		case atom.Caption:
			in := &flow{page: t.page}
			in.kids(k, bold, "")
			in.flush()
			for _, b := range in.out {
				t.put(b)
			}
		}
	}
}

func (t *pageTable) row(n *html.Node) {
	if t.held == nil {
		t.held = map[int]int{}
	}
	var out row
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.DataAtom != atom.Td && k.DataAtom != atom.Th || unseen(k) {
			continue
		}
		out = t.skipHeld(out)
		across, down := spanOf(k, "colspan", maxColumns), spanOf(k, "rowspan", maxSpanned)
		if across > 1 || down > 1 {
			t.merged++
		}
		if !t.spare(across * down) {
			across, down = 1, 1
		}
		visit(k, func(c *html.Node) bool {
			if c.DataAtom == atom.Table {
				t.nested++
			}
			return c.DataAtom != atom.Table
		})
		for i := range across {
			if down > 1 {
				t.held[len(out)] = down - 1
			}
			if i == 0 {
				out = append(out, t.page.blocks(k))
			} else {
				out = append(out, nil)
			}
		}
	}
	out = t.skipHeld(out)
	if len(out) > maxColumns {
		out, t.wide = out[:maxColumns], true
	}
	if filled(out) > 0 {
		t.rows = append(t.rows, out)
	}
}

// skipHeld leaves empty the columns that a cell above takes.
func (t *pageTable) skipHeld(out row) row {
	for len(out) <= maxColumns && t.held[len(out)] > 0 {
		t.held[len(out)]--
		out = append(out, nil)
	}
	return out
}

func spanOf(n *html.Node, key string, most int) int {
	v, err := strconv.Atoi(attr(n, key))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, most)
}
