package content

import (
	"bytes"
	"path"

	"yanxi/content/markdown"
	"yanxi/content/rules"
)

// Gates are the rules of some gates, ready to be run over texts: those that come with the program, as a library's files
// yanxi/gates/<gate>.yaml change them. They are immutable and safe for concurrent use. See package rules for the format
// of the files, of waivers, and what is looked at.
type Gates struct {
	set  *rules.Set
	lang string // of the messages
}

// GateNames lists the gates in the order of the course: policy, wording, confidentiality, law.
func GateNames() []string { return rules.Gates() }

// gatesFolder holds a library's own rules, a file for each gate.
const gatesFolder = "gates"

// DefaultGates are the shipped rules of the named gates, of all without a name.
func DefaultGates(names ...string) *Gates {
	return &Gates{rules.Compile(rules.Defaults(), names...), defaultLang}
}

// Gates returns the library's rules of the named gates, of all without a name, and what is wrong with the files of these
// rules; what can't be used of them is left out. The files are read as they are now.
func (l *Library) Gates(names ...string) (*Gates, []Finding) {
	if len(names) == 0 {
		names = GateNames()
	}
	files, findings := l.readGates(names)
	findings = append(findings, l.strayGates()...)
	g := &Gates{rules.Compile(rules.Merge(rules.Defaults(), files...), names...), l.settings.Lang}
	if g.set.Full() {
		r := &reporter{file: path.Join(settingsFolder, gatesFolder), lang: l.settings.Lang}
		r.report("too-many-gate-words", span{})
		findings = append(findings, r.findings...)
	}
	return g, findings
}

// Check runs the gates over one text, a file in any encoding that a library takes.
func (g *Gates) Check(name string, src []byte) []Finding {
	t := gateText(decode(src).text, kindOf(name, src))
	return g.findings(name, t.Source, g.set.Check(t))
}

// gateText is what rules read of a text. What looks like a quiz outside a proper fence is blank there, as what stands in
// one is not read: findings are shown to readers and programs, and must not quote an answer.
func gateText(text []byte, kind Kind) rules.Text {
	fm := splitFrontMatter(text)
	body := len(text) - len(fm.body)
	return rules.Text{Source: withoutLooseQuizzes(text, body), Body: body, Kind: string(kind)}
}

// withoutLooseQuizzes returns text with spaces in place of the lines of loose quizzes in its body, of the same length.
func withoutLooseQuizzes(text []byte, body int) []byte {
	if !markdown.MayHaveQuiz(text[body:]) {
		return text
	}
	hidden := map[int]bool{}
	for _, q := range markdown.Parse(text[body:], markdown.Options{}).Quizzes() {
		for _, line := range q.Lines {
			if q.Loose {
				hidden[line.Line] = true
			}
		}
	}
	if len(hidden) == 0 {
		return text
	}
	out := bytes.Clone(text)
	for i, line := body, 1; i < len(out); i++ {
		switch {
		case out[i] == '\n':
			line++
		case hidden[line]:
			out[i] = ' '
		}
	}
	return out
}

// kindOf reads the kind of a text outside any library.
func kindOf(name string, src []byte) Kind {
	p := &fileParser{settings: defaultSettings()}
	return p.parse(name, src, int64(len(src))).doc.Kind
}
