package convert

import (
	"strconv"
	"strings"
)

// A writer prints blocks as Markdown.
type writer struct {
	strings.Builder
	line int // of the text, that is written next, from 1
}

// write prints a text with its front matter, and gives notes their lines.
func (c *converter) write(t *text) []byte {
	w := &writer{line: 1}
	w.put(frontMatter(t, c.opts.Zone))
	w.blocks(t.blocks, "", true)
	for i, note := range t.footnote {
		w.put("\n")
		w.item("[^"+strconv.Itoa(i+1)+"]: ", "    ", note)
	}
	return []byte(w.String())
}

// put writes text of whole lines.
func (w *writer) put(s string) {
	w.WriteString(s)
	w.line += strings.Count(s, "\n")
}

// at says that the next line is where notes belong.
func (w *writer) at(b *block) {
	for _, n := range b.notes {
		if n.line == 0 || w.line < n.line {
			n.line = w.line
		}
	}
}

// blocks writes blocks below each other, each line after a prefix. Unless open,
// the first goes on in a line that has begun.
func (w *writer) blocks(blocks []*block, prefix string, open bool) {
	var last *block
	for _, b := range blocks {
		if !b.shows() {
			w.at(b)
			continue
		}
		if last != nil || open {
			w.put(strings.TrimRight(prefix, " ") + "\n")
		}
		first := prefix
		if last == nil && !open {
			first = ""
		}
		w.at(b)
		w.block(b, first, prefix, last)
		last = b
	}
	if last == nil && !open {
		w.put("\n")
	}
}

// shows reports whether anything of a block is to be seen.
func (b *block) shows() bool {
	switch b.kind {
	case paragraph, heading:
		return !blank(b.runs)
	case list:
		return len(b.items) > 0
	case table:
		return len(b.rows) > 0
	case quote:
		return len(b.body) > 0
	}
	return true
}

func (w *writer) block(b *block, first, prefix string, last *block) {
	switch b.kind {
	case heading:
		line := strings.ReplaceAll(inline(b.runs, " ", false), "\n", " ")
		w.put(first + strings.Repeat("#", min(max(b.level, 1), 6)) + " " + guardHeading(line) + "\n")
	case list:
		w.list(b, first, prefix, last)
	case table:
		w.table(b, first, prefix)
	case quote:
		w.WriteString(first + "> ")
		w.blocks(b.body, prefix+"> ", false)
	case code:
		w.code(b, first, prefix)
	case rule:
		w.put(first + "---\n")
	default:
		lines := strings.Split(inline(b.runs, "\\\n", false), "\n")
		for i, line := range lines {
			if i > 0 {
				first = prefix
			}
			w.put(first + guardLine(line) + "\n")
		}
	}
}

// list writes a list. One that follows another gets other marks, or the two would be one.
func (w *writer) list(b *block, first, prefix string, last *block) {
	other := last != nil && last.kind == list && (last.start > 0) == (b.start > 0)
	if other && last.other {
		other = false
	}
	b.other = other
	for i, item := range b.items {
		mark := "- "
		switch {
		case b.start > 0 && other:
			mark = strconv.Itoa(b.start+i) + ") "
		case b.start > 0:
			mark = strconv.Itoa(b.start+i) + ". "
		case other:
			mark = "+ "
		}
		if i > 0 {
			if loose(b) {
				w.put(strings.TrimRight(prefix, " ") + "\n")
			}
			first = prefix
		}
		w.item(first+mark, prefix+strings.Repeat(" ", len(mark)), item)
	}
}

// item writes what stands behind a mark. A list within follows without an empty line.
func (w *writer) item(mark, prefix string, item []*block) {
	w.WriteString(mark)
	if len(item) == 2 && item[0].kind == paragraph && item[0].shows() && item[1].kind == list {
		w.blocks(item[:1], prefix, false)
		w.at(item[1])
		w.block(item[1], prefix, prefix, nil)
		return
	}
	w.blocks(item, prefix, false)
}

// loose reports whether a list has items of several paragraphs.
func loose(b *block) bool {
	for _, item := range b.items {
		if len(item) > 2 || len(item) == 2 && item[1].kind != list {
			return true
		}
	}
	return false
}

// code writes a fence that is longer than any in the text.
func (w *writer) code(b *block, first, prefix string) {
	text := strings.Trim(plain(b.runs), "\n")
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	w.put(first + fence + "\n")
	for line := range strings.SplitSeq(text, "\n") {
		w.put(strings.TrimRight(prefix+line, " \t") + "\n")
	}
	w.put(prefix + fence + "\n")
}

// table writes a table, whose first row is its head.
func (w *writer) table(b *block, first, prefix string) {
	columns := 0
	for _, r := range b.rows {
		columns = max(columns, len(r))
	}
	full := len(b.rows)*columns <= maxFilled
	for i, r := range b.rows {
		if i > 0 {
			first = prefix
		}
		for _, c := range r {
			walk(c, w.at)
		}
		w.put(first + tableRow(r, columns, i == 0, full) + "\n")
		if i == 0 {
			w.put(prefix + "|" + strings.Repeat(" --- |", columns) + "\n")
		}
	}
}

// maxFilled is how many cells a table may have for its short rows to be filled up.
const maxFilled = 50_000

func tableRow(r row, columns int, head, full bool) string {
	var b strings.Builder
	b.WriteString("|")
	for i := range columns {
		if i >= len(r) && !full && !head {
			break
		}
		text := ""
		if i < len(r) {
			text = cellText(r[i], head)
		}
		b.WriteString(" " + text)
		if text != "" {
			b.WriteString(" ")
		}
		b.WriteString("|")
	}
	return b.String()
}

// cellText writes the blocks of a cell in one line. In the head all is bold anyway.
func cellText(c cell, head bool) string {
	var runs []run
	for _, r := range flat(c, 0) {
		if head && r.style&bold != 0 {
			r.style &^= bold
		}
		runs = append(runs, r)
	}
	return inline(runs, "<br>", true)
}

// flat joins the paragraphs of blocks with line breaks, lists with their marks.
func flat(blocks []*block, depth int) []run {
	var out []run
	add := func(runs []run, mark string) {
		if blank(runs) {
			return
		}
		if len(out) > 0 {
			out = append(out, run{kind: lineBreak})
		}
		if mark != "" {
			out = append(out, run{text: mark})
		}
		out = append(out, runs...)
	}
	for _, b := range blocks {
		switch b.kind {
		case list:
			for i, item := range b.items {
				mark := "• "
				if b.start > 0 {
					mark = strconv.Itoa(b.start+i) + ". "
				}
				add(flat(item, depth+1), strings.Repeat("\u3000", depth)+mark)
			}
		case table:
			for _, r := range b.rows {
				var line []run
				for _, c := range r {
					if runs := flat(c, depth+1); !blank(runs) {
						if len(line) > 0 {
							line = append(line, run{text: "\u3000"})
						}
						line = append(line, runs...)
					}
				}
				add(line, "")
			}
		case quote:
			add(flat(b.body, depth), "")
		default:
			add(b.runs, "")
		}
	}
	return out
}
