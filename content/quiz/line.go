package quiz

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// sign is what a line of a block is, by how it begins.
type sign int

const (
	signText sign = iota
	signBlank
	signQuestion
	signSingle
	signMultiple
	signAnswer
	signOrder
	signNote
	signReread
)

var (
	singleLine   = regexp.MustCompile(`^[(（]\s*([xXｘＸ✓✔√*]?)\s*[)）]\s*(.*)$`)
	multipleLine = regexp.MustCompile(`^[\[［【]\s*([xXｘＸ✓✔√*]?)\s*[\]］】]\s*(.*)$`)
	orderLine    = regexp.MustCompile(`^[0-9０-９]{1,3}(?:[.)][ \t\x{3000}]+|[．、）][ \t\x{3000}]*)(.*)$`)
	keyLine      = regexp.MustCompile(`^(\p{L}[\p{L}_-]{0,30})\s*[:：]\s*(.*)$`)
	idAtEnd      = regexp.MustCompile(`\s*\{\s*#([^\s{}#]+)\s*\}$`)
	blank        = regexp.MustCompile(`(?:\\?[_＿]){2,}|[(（]\s*[)）]`)
	underscores  = regexp.MustCompile(`(?:\\?_){2,}`)
)

// A scanned is a line taken apart.
type scanned struct {
	sign  sign
	right bool // an option marked as right
	Line       // its text without the sign
}

// scan takes a line apart.
func scan(l Line) scanned {
	l = l.trimmed()
	s := scanned{Line: l}
	switch {
	case l.Text == "":
		s.sign = signBlank
	case cutSign(&s, "?", "？"):
		s.sign = signQuestion
	case cutSign(&s, "->", "→", "-＞", "－＞"):
		s.sign = signReread
	case cutSign(&s, ">", "＞"):
		s.sign = signNote
	case cutSign(&s, "=", "＝"):
		s.sign = signAnswer
	case s.option(singleLine):
		s.sign = signSingle
	case s.option(multipleLine):
		s.sign = signMultiple
	default:
		if m := orderLine.FindStringSubmatchIndex(l.Text); m != nil {
			s.sign, s.Line = signOrder, l.from(m[2])
		}
	}
	return s
}

// cutSign removes one of the signs from the beginning.
func cutSign(s *scanned, signs ...string) bool {
	for _, sign := range signs {
		if strings.HasPrefix(s.Text, sign) {
			s.Line = s.from(len(sign)).trimmed()
			return true
		}
	}
	return false
}

// option removes the box of an option.
func (s *scanned) option(form *regexp.Regexp) bool {
	m := form.FindStringSubmatchIndex(s.Text)
	if m == nil {
		return false
	}
	s.right = m[3] > m[2]
	s.Line = s.from(m[4])
	return true
}

// from is the line from a byte on.
func (l Line) from(i int) Line {
	return Line{l.Text[i:], l.Number, l.Column + utf8.RuneCountInString(l.Text[:i])}
}

// trimmed is the line without space at its ends.
func (l Line) trimmed() Line {
	text := strings.TrimLeft(l.Text, " \t\u3000")
	l = l.from(len(l.Text) - len(text))
	l.Text = strings.TrimRight(l.Text, " \t\r\u3000")
	return l
}

// answers splits what follows "=" at each "|" that is not escaped, with escapes
// undone.
func answers(s string) (all []string) {
	var b strings.Builder
	end := func() {
		text := strings.TrimSpace(b.String())
		if len(text) > 1 && text[0] == '\\' {
			text = text[1:]
		}
		if text = oneLine(pipes.Replace(text)); text != "" {
			all = append(all, text)
		}
		b.Reset()
	}
	s = escapedPipes.Replace(s)
	for _, r := range s {
		if r == '|' || r == '｜' {
			end()
			continue
		}
		b.WriteRune(r)
	}
	end()
	return all
}

// escapedPipes puts pipes that separate nothing out of the way, pipes brings
// them back.
var (
	escapedPipes = strings.NewReplacer("\x00", "", "\x01", "", `\|`, "\x00", `\｜`, "\x01")
	pipes        = strings.NewReplacer("\x00", "|", "\x01", "｜")
)

// verdicts are the words by which a statement is right or wrong.
var verdicts = map[string]bool{
	"对": true, "正确": true, "是": true, "√": true, "✓": true, "✔": true, "true": true, "yes": true, "t": true,
	"错": false, "错误": false, "不对": false, "否": false, "×": false, "✗": false, "✘": false, "false": false, "no": false, "f": false,
}
