package desk

import (
	"strconv"
	"strings"

	"yanxi/site/diff"
	"yanxi/site/ui"
)

// Bounds of what a page shows of a text.
const (
	contextLines = 2    // lines to read around a change
	mostLines    = 4000 // lines that are shown; of more, a link shows all
)

// A commentary is what stands at the lines of a text.
type commentary struct {
	findings map[int][]ui.ReviewFinding
	said     map[int][]ui.LineComment
	comment  func(line int) string // where something can be said about a line; nil: nowhere
	anchored bool                  // lines and changes can be gone to
	all      string                // where all lines are shown; empty: they are
}

// compared shows the difference of two texts line by line.
func compared(d *diff.Diff, c commentary) ui.Comparison {
	out := ui.Comparison{Same: d.Equal(), Added: d.Added, Removed: d.Removed, All: c.all}
	shown, changes := 0, 0
	for _, p := range d.Fold(contextLines) {
		b := ui.DiffBlock{Kind: kindNames[p.Kind], Other: p.Other}
		b.Lines = c.lines(p.Spans, p.New)
		if p.Kind != diff.Same && c.anchored {
			changes++
			b.ID = "change-" + strconv.Itoa(changes)
		}
		if p.Folded && !c.speaks(b.Lines) {
			b.Folded = p.Paragraphs
		}
		if room := mostLines - shown; len(b.Lines) > room && c.all != "" {
			out.Cut += len(b.Lines) - room
			b.Lines = b.Lines[:room]
		}
		if shown += len(b.Lines); len(b.Lines) > 0 {
			out.Blocks = append(out.Blocks, b)
		}
	}
	return out
}

// whole shows a text that there is nothing to compare with.
func whole(text string, c commentary) ui.Comparison {
	lines := c.lines([]diff.Span{{Op: diff.Keep, Text: text}}, 1)
	out := ui.Comparison{Whole: true, All: c.all}
	if len(lines) > mostLines && c.all != "" {
		lines, out.Cut = lines[:mostLines], len(lines)-mostLines
	}
	out.Blocks = []ui.DiffBlock{{Kind: "same", Lines: lines}}
	return out
}

var kindNames = map[diff.Kind]string{
	diff.Same: "same", diff.Changed: "changed", diff.Removed: "removed", diff.Added: "added",
	diff.MovedFrom: "moved-from", diff.MovedTo: "moved-to",
}

// speaks reports whether there is something at one of the lines, which is not to be folded away then.
func (c commentary) speaks(lines []ui.DiffLine) bool {
	for _, line := range lines {
		if len(line.Findings) > 0 || len(line.Said) > 0 {
			return true
		}
	}
	return false
}

// lines cuts spans into the lines of the new text, the first of which has a number; 0: they are not in it.
func (c commentary) lines(spans []diff.Span, number int) []ui.DiffLine {
	var out []ui.DiffLine
	line := ui.DiffLine{}
	end := func() {
		if number > 0 {
			c.at(&line, number)
			number++
		}
		out = append(out, line)
		line = ui.DiffLine{}
	}
	for _, s := range spans {
		changed := s.Op != diff.Keep
		for piece := range strings.Lines(s.Text) {
			text, ended := strings.CutSuffix(piece, "\n")
			line.Spans = appendSpan(line.Spans, s.Op, text)
			if !ended {
				continue
			}
			if changed && len(spans) > 1 {
				line.Spans = append(line.Spans, ui.DiffSpan{Op: opNames[s.Op], Text: "\n", Unseen: "break"})
			}
			if s.Op == diff.Delete && number > 0 {
				continue // the line goes on in the new text
			}
			end()
		}
	}
	if len(line.Spans) > 0 {
		end()
	}
	return out
}

var opNames = map[diff.Op]string{diff.Insert: "ins", diff.Delete: "del"}

// appendSpan adds a piece of a line. What cannot be seen of a change is named.
func appendSpan(spans []ui.DiffSpan, op diff.Op, text string) []ui.DiffSpan {
	if text == "" {
		return spans
	}
	s := ui.DiffSpan{Op: opNames[op], Text: text}
	if op != diff.Keep && strings.Trim(text, " \t\u00a0\u3000") == "" {
		switch {
		case strings.Contains(text, "\u3000"):
			s.Unseen = "wide-space"
		case strings.Contains(text, "\t"):
			s.Unseen = "tab"
		default:
			s.Unseen = "space"
		}
	}
	return append(spans, s)
}

// at adds what stands at a line of the new text.
func (c commentary) at(line *ui.DiffLine, number int) {
	line.Number = number
	line.Findings, line.Said = c.findings[number], c.said[number]
	if c.anchored {
		line.ID = lineID(number)
	}
	if c.comment != nil {
		line.Comment = c.comment(number)
	}
}

func lineID(line int) string { return "line-" + strconv.Itoa(line) }
