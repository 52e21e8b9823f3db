package content

import (
	"bytes"
	"errors"
	"slices"

	"yanxi/content/rules"
)

// A Correction is a finding that can be put right safely: the text between its places becomes Use.
type Correction struct {
	Finding
	Use string
}

// Corrections are what [Gates.Fix] would write, one by one, for a text in UTF-8 with line feeds. They are in order and do
// not overlap.
func (g *Gates) Corrections(name string, src []byte) []Correction {
	text := decode(src).text
	var out []Correction
	at, end := cursor{text: text, line: 1, column: 1}, 0
	for _, f := range g.set.Check(gateText(text, kindOf(name, src))) {
		if !f.Fixable || f.Start < end {
			continue
		}
		end = f.End
		c := Correction{g.finding(f, string(text[f.Start:f.End])), f.Use}
		at.to(f.Start)
		c.File, c.Line, c.Column = name, at.line, at.column
		at.to(f.End)
		c.EndLine, c.EndColumn = at.line, at.column
		out = append(out, c)
	}
	return out
}

// ErrNotFixed says that a file is not one that can be written back: it isn't UTF-8, is damaged or too long.
var ErrNotFixed = errors.New("the file is not UTF-8 or is damaged, so nothing of it is changed")

// Fix writes what the gates propose where that is safe. It returns the new file, with line ends and byte order mark as
// they were, and what was changed, in the words of its findings; without changes the file is src. The error is
// [ErrNotFixed], and only where there was something to write.
func (g *Gates) Fix(name string, src []byte) ([]byte, []Finding, error) {
	d := decode(src)
	found := slices.DeleteFunc(g.set.Check(gateText(d.text, kindOf(name, src))), func(f rules.Finding) bool { return !f.Fixable })
	if len(found) == 0 {
		return src, nil, nil
	}
	if d.encoding != "" || d.damaged || d.cut {
		return src, nil, ErrNotFixed
	}
	moved := slices.Clone(found)
	undecode(src, moved)
	fixed := rules.Apply(src, moved)
	var said []rules.Finding
	for i, f := range moved {
		if f.Fixable {
			said = append(said, found[i])
		}
	}
	return fixed, g.findings(name, d.text, said), nil
}

// undecode moves findings, in order, from places in the decoded text to those in the file, which has a byte order mark
// and two bytes at the end of a line where the text has one.
func undecode(src []byte, findings []rules.Finding) {
	raw := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		raw = len("\uFEFF")
	}
	at := 0
	to := func(offset int) int {
		for at < offset && raw < len(src) {
			if src[raw] == '\r' && raw+1 < len(src) && src[raw+1] == '\n' {
				raw++
			}
			raw++
			at++
		}
		return raw
	}
	end := 0
	for i := range findings {
		f := &findings[i]
		if f.Start < end { // overlaps: Apply leaves it out
			f.Fixable = false
			continue
		}
		end = f.End
		f.Start, f.End = to(f.Start), to(f.End)
	}
}
