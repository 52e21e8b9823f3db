package content

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"yanxi/content/rules"
)

// findings puts what the rules found into lines and columns and words.
func (g *Gates) findings(name string, text []byte, found []rules.Finding) []Finding {
	if len(found) == 0 {
		return nil
	}
	all := make([]Finding, 0, len(found))
	at := cursor{text: text, line: 1, column: 1}
	for _, f := range found {
		hit := string(text[f.Start:f.End])
		out := g.finding(f, hit)
		at.to(f.Start)
		out.File, out.Line, out.Column = name, at.line, at.column
		end := at
		end.to(f.End)
		out.EndLine, out.EndColumn = end.line, end.column
		all = append(all, out)
	}
	return all
}

func (g *Gates) finding(f rules.Finding, hit string) Finding {
	if f.Problem != "" {
		r := &reporter{lang: g.lang}
		r.report(f.Problem, span{}, f.Use)
		out := r.findings[0]
		out.Gate = f.Gate
		return out
	}
	message, suggestion := f.Rule.Message, f.Rule.Suggestion
	if english(g.lang) {
		message, suggestion = cmp.Or(f.Rule.MessageEN, message), cmp.Or(f.Rule.SuggestionEN, suggestion)
	}
	if f.Use == "" && strings.Contains(suggestion, "{use}") {
		suggestion = ""
	}
	hit = shorten(oneLine(hit))
	return Finding{
		Gate: f.Gate, Rule: f.Rule.ID, Level: Level(f.Rule.Level),
		Message: rules.Say(message, hit, f.Use), Suggestion: rules.Say(suggestion, hit, f.Use),
	}
}

// A cursor counts lines and columns, forwards only.
type cursor struct {
	text         []byte
	at           int
	line, column int
}

func (c *cursor) to(offset int) {
	for c.at < offset {
		if c.text[c.at] == '\n' {
			c.line++
			c.column = 1
			c.at++
			continue
		}
		_, n := utf8.DecodeRune(c.text[c.at:])
		c.at += n
		c.column++
	}
}
