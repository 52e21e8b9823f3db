package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/content"
)

// maxNotes bounds the notes on one file. More would help nobody.
const maxNotes = 200

// A note is one thing that could not be kept. Its line is known when the block
// that it belongs to is written.
type note struct {
	name  string // in [messages]
	args  []any
	count int // of a thing that is said once for the whole text
	line  int
}

// notes are those of one conversion.
type notes struct {
	file  string
	lang  string
	all   []*note
	named map[string]*note
}

func newNotes(file, lang string) *notes {
	return &notes{file: file, lang: lang, named: map[string]*note{}}
}

// add notes something at a place of its own.
func (n *notes) add(name string, args ...any) *note {
	if len(n.all) >= maxNotes {
		return n.count("more")
	}
	one := &note{name: name, args: args}
	n.all = append(n.all, one)
	return one
}

// count notes something that may come often: said once, with how often it came.
func (n *notes) count(name string) *note {
	one := n.named[name]
	if one == nil {
		one = &note{name: name}
		n.named[name] = one
		n.all = append(n.all, one)
	}
	one.count++
	return one
}

// list gives the notes as findings, in the order of their lines.
func (n *notes) list() []Note {
	out := make([]Note, 0, len(n.all))
	for _, one := range n.all {
		m := messages[one.name]
		args := slices.Clone(one.args)
		for i, a := range args {
			if s, ok := a.(string); ok {
				args[i] = excerpt(s)
			}
		}
		if one.count > 0 {
			args = []any{one.count}
		}
		said, hint := m.in(n.lang, args)
		out = append(out, Note{File: n.file, Line: one.line, Column: min(one.line, 1), Rule: cmp.Or(m.rule, one.name), Level: m.level, Message: said, Suggestion: hint})
	}
	slices.SortStableFunc(out, func(a, b Note) int { return cmp.Compare(a.Line, b.Line) })
	return out
}

// A message is what a note or an error says: what happened and what to do, as
// formats for fmt that name all arguments in the first.
type message struct {
	rule   string // if it is not its name
	level  content.Level
	zh, en [2]string
}

func (m message) in(lang string, args []any) (said, hint string) {
	text := m.zh
	if lang == "en" || strings.HasPrefix(lang, "en-") {
		text = m.en
	}
	fill := func(format string) string {
		if !strings.Contains(format, "%") {
			return format
		}
		return fmt.Sprintf(format, args...)
	}
	return fill(text[0]), fill(text[1])
}

// excerpt makes of a text what a message can quote.
func excerpt(s string) string {
	const most = 60 // characters
	s = oneLine(strings.Map(simpleSpace, strings.ToValidUTF8(s[:min(len(s), 4*utf8.UTFMax*most)], "")))
	return cutTo(s, most)
}
