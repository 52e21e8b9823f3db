package content

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

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

// readGates reads the files of all gates, so that waivers of every rule are known, and reports on those asked for.
func (l *Library) readGates(names []string) (files []rules.File, findings []Finding) {
	for _, gate := range GateNames() {
		r := &reporter{file: path.Join(settingsFolder, gatesFolder, gate+".yaml"), lang: l.settings.Lang}
		src, err := readBounded(l.fsys, r.file, rules.MaxFile+1)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			r.report("unreadable-file", span{}, reason(err))
		} else {
			d := decode(src)
			r.encoding(d)
			f, problems := rules.ParseFile(gate, d.text)
			files = append(files, f)
			for _, p := range problems {
				said := p.Message
				if english(r.lang) {
					said = p.MessageEN
				}
				r.report("bad-gate-rule", span{p.Line, p.Column, p.Line, p.Column}, said)
			}
		}
		if slices.Contains(names, gate) {
			findings = append(findings, r.findings...)
		}
	}
	return files, findings
}

// strayGates reports files beside those of the gates: a misspelt name would switch nothing off.
func (l *Library) strayGates() []Finding {
	entries, err := fs.ReadDir(l.fsys, path.Join(settingsFolder, gatesFolder))
	if err != nil {
		return nil
	}
	r := &reporter{lang: l.settings.Lang}
	for _, e := range entries {
		r.file = path.Join(settingsFolder, gatesFolder, e.Name())
		if gate, ok := strings.CutSuffix(e.Name(), ".yaml"); (!ok || !slices.Contains(GateNames(), gate)) && !strings.HasPrefix(e.Name(), ".") {
			r.report("unknown-gate-file", span{}, e.Name())
		}
	}
	return r.findings
}

// CheckGates runs gates over every text of the library, drafts as well, and over its pictures, on all cores. When ctx is
// done it stops and returns what it has.
func (l *Library) CheckGates(ctx context.Context, g *Gates) []Finding {
	return l.checkGates(ctx, g, slices.Sorted(maps.Keys(l.entries)))
}

// CheckPublished runs gates as [Library.CheckGates] does, over published texts and pictures.
func (l *Library) CheckPublished(ctx context.Context, g *Gates) []Finding {
	files := make([]string, len(l.documents))
	for i, d := range l.documents {
		files[i] = d.File
	}
	return l.checkGates(ctx, g, files)
}

func (l *Library) checkGates(ctx context.Context, g *Gates, files []string) []Finding {
	found := make([][]Finding, len(files)+len(l.assets))
	parallel(len(found), func() func(int) {
		var buffer []byte
		return func(i int) {
			switch {
			case ctx.Err() != nil:
			case i < len(files):
				found[i] = l.checkGatesOf(g, files[i], &buffer)
			default:
				found[i] = l.checkAsset(g, l.assets[i-len(files)])
			}
		}
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, compareFindings)
	return all
}

func (l *Library) checkGatesOf(g *Gates, file string, buffer *[]byte) []Finding {
	d := &l.entries[file].doc
	src, err := readInto(l.fsys, cmp.Or(l.links[file], file), d.Size, buffer)
	if err != nil {
		return nil // Check reports it
	}
	text := decode(src).text
	t := gateText(text, d.Kind)
	return g.findings(file, t.Source, g.set.Check(t))
}

func (l *Library) checkAsset(g *Gates, name string) []Finding {
	if !IsPicture(name) || g.set.RuleOf("picture-location") == nil {
		return nil
	}
	file, err := l.Asset(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	where, ok := rules.Locate(file)
	return g.located(name, where, ok)
}

// IsPicture reports whether a file's name is that of a picture whose metadata [Gates.CheckPicture] can read.
func IsPicture(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(path.Ext(name)))
}

// CheckPicture returns what a picture tells that it must not: where it was taken.
func (g *Gates) CheckPicture(name string, src []byte) []Finding {
	return g.CheckPictureIn(name, bytes.NewReader(src))
}

// CheckPictureIn is [Gates.CheckPicture] of a picture that is read as far as its metadata goes.
func (g *Gates) CheckPictureIn(name string, src io.Reader) []Finding {
	where, ok := rules.Locate(src)
	return g.located(name, where, ok)
}

func (g *Gates) located(name, where string, ok bool) []Finding {
	r := g.set.RuleOf("picture-location")
	if !ok || r == nil {
		return nil
	}
	f := g.finding(rules.Finding{Rule: r, Gate: r.Gate}, where)
	f.File = name
	return []Finding{f}
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
