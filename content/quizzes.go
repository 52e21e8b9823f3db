package content

import (
	"slices"
	"strings"
	"time"

	"yanxi/content/markdown"
	"yanxi/content/quiz"
)

// Quizzes returns the quizzes of the text, in its order: the n-th is what
// [markdown.QuizResolver] is asked for. One that has no question that could be
// used is among them. Their lines are those of the file, times are in the
// library's zone.
func (b *Body) Quizzes() []quiz.Quiz { return b.quizzes }

// Quizzes reads the quizzes of a document that have a question. The error is that
// of [Library.Read].
func (l *Library) Quizzes(d *Document) ([]quiz.Quiz, error) {
	if !d.Quiz {
		return nil, nil
	}
	body, err := l.Read(d)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(body.quizzes, func(q quiz.Quiz) bool { return len(q.Questions) == 0 }), nil
}

// parseQuizzes reads the quizzes of a text and returns their ids.
func (b *Body) parseQuizzes(fenced []markdown.Quiz, taken []string, zone *time.Location) []string {
	blocks := make([]quiz.Block, len(fenced))
	for i, q := range fenced {
		blocks[i] = b.block(q)
	}
	b.quizzes, b.problems = quiz.ParseAll(blocks, quiz.Options{
		Taken: taken,
		Dates: dateReader(zone),
	})
	ids := make([]string, len(b.quizzes))
	for i := range b.quizzes {
		ids[i] = b.quizzes[i].ID
	}
	return ids
}

// dateReader reads times as the front matter does.
func dateReader(zone *time.Location) quiz.DateReader {
	return func(s string) (t time.Time, day, ok bool) {
		d, ok := parseDate(s, zone)
		return d.time, !d.clock, ok && !d.partial
	}
}

// block is the source of a quiz with its places in the file.
func (b *Body) block(q markdown.Quiz) quiz.Block {
	block := quiz.Block{Title: q.Title, Line: q.Line + b.FirstLine - 1}
	for _, l := range q.Lines {
		block.Lines = append(block.Lines, quiz.Line{Text: l.Text, Number: l.Line + b.FirstLine - 1, Column: l.Column})
	}
	return block
}

// redacted is the text with nothing of its quizzes but their titles and
// questions, each on its line.
func (b *Body) redacted(src []byte) string {
	quizzes := b.Document.Quizzes()
	if len(quizzes) == 0 {
		return string(src)
	}
	lines := strings.SplitAfter(string(src), "\n")
	for _, q := range quizzes {
		shown := make([]string, len(q.Lines))
		if !q.Loose {
			shown = quiz.Redact(b.block(q))
		}
		for i, l := range q.Lines {
			lines[l.Line-1] = replaceLine(lines[l.Line-1], l.Column, shown[i])
		}
	}
	return strings.Join(lines, "")
}

// replaceLine puts a text into a line from a column on.
func replaceLine(line string, column int, text string) string {
	body := strings.TrimSuffix(line, "\n")
	end := line[len(body):]
	before := []rune(body)
	return strings.TrimRight(string(before[:min(column-1, len(before))])+text, " \t") + end
}

// quizSections are the sections of a document's quizzes: titles, and the
// questions of those that need not wait for a time.
func (l *Library) quizSections(d *Document, b *Body) []markdown.Section {
	var sections []markdown.Section
	for i := range b.quizzes {
		q := &b.quizzes[i]
		s := markdown.Section{Heading: markdown.PlainText(q.Title), Anchor: q.ID, Level: 2, Line: q.Line - b.FirstLine + 1}
		if s.Heading == "" {
			s.Heading = l.quizWord(d)
		}
		var stems []string
		if q.Opens.IsZero() {
			for _, question := range q.Questions {
				stems = append(stems, markdown.PlainText(question.Stem))
			}
		}
		s.Text = strings.Join(nonEmpty(stems...), "\n")
		sections = append(sections, s)
	}
	return sections
}

// quizWord is what a quiz without title is called.
func (l *Library) quizWord(d *Document) string {
	if english(d.Lang) || d.Lang == "" && english(l.settings.Lang) {
		return "Quiz"
	}
	return "小测"
}

// quizLinks are the links in the quizzes of a text.
func (b *Body) quizLinks() []placedLink {
	var all []placedLink
	for i := range b.quizzes {
		for j := range b.quizzes[i].Questions {
			q := &b.quizzes[i].Questions[j]
			all = append(all, lineLinks(q.Texts(), false)...)
			all = append(all, lineLinks(q.Notes(), true)...)
			if at := q.RereadAt(); at.Number > 0 {
				all = append(all, placedLink{markdown.LinkOf(at.Text), spanOf(at.Number, at.Column, at.Text), true})
			}
		}
	}
	return all
}

func lineLinks(lines []quiz.Line, hidden bool) []placedLink {
	var all []placedLink
	for _, line := range lines {
		if !strings.ContainsAny(line.Text, "[<:") {
			continue
		}
		for _, link := range markdown.InlineLinks(line.Text) {
			at := span{line.Number, line.Column + link.Column - 1, line.Number, line.Column + link.EndColumn - 1}
			all = append(all, placedLink{link, at, hidden})
		}
	}
	return all
}

// problems reports what package quiz has found.
func (r *reporter) problems(all []quiz.Problem) {
	for _, p := range all {
		r.report(p.Name, span{p.Line, p.Column, p.Line, p.EndColumn}, slices.Clone(p.Args)...)
	}
}

// quizzes reports what is wrong with the quizzes of a text.
func (r *reporter) quizzes(b *Body) {
	r.problems(b.problems)
	for _, q := range b.Document.Quizzes() {
		if q.Loose && !q.Commented {
			r.report("quiz-loose", spanOf(q.Line+b.FirstLine-1, 1, ""))
		}
	}
}

// quizzesAbove reports quizzes in front matter, whose values are shown as they are.
func (r *reporter) quizzesAbove(fm frontMatter) {
	if !markdown.MayHaveQuiz(fm.source) {
		return
	}
	for _, q := range markdown.Parse(fm.source, markdown.Options{}).Quizzes() {
		if len(q.Lines) > 0 {
			r.report("quiz-front-matter", spanOf(q.Line+1, 1, ""))
		}
	}
}

// A QuizFile is what a Markdown file outside any library has of quizzes.
type QuizFile struct {
	Title    string // of the document
	Quizzes  []quiz.Quiz
	Findings []Finding // on the quizzes alone
}

// ReadQuizFile reads the quizzes of one Markdown file, in any encoding that a
// library may have, with times in the default zone. Links are not looked up.
func ReadQuizFile(name string, src []byte) QuizFile {
	settings := defaultSettings()
	p := &fileParser{settings: settings}
	e := p.parse(name, src, int64(len(src)))
	body := parseBody(&e.doc, src, settings)
	r := &reporter{file: name, lang: settings.Lang}
	r.quizzes(body)
	return QuizFile{e.doc.Title, body.quizzes, r.findings}
}

// ReadGIFT reads a file in Moodle's format, in any encoding that a text may have.
func ReadGIFT(name string, src []byte) QuizFile {
	settings := defaultSettings()
	d := decode(src)
	quizzes, problems := quiz.ReadGIFT(string(d.text), quiz.Options{Dates: dateReader(settings.Location)})
	r := &reporter{file: name, lang: settings.Lang}
	r.encoding(d)
	r.problems(problems)
	return QuizFile{Quizzes: quizzes, Findings: r.findings}
}

// WriteGIFT writes quizzes of a file in Moodle's format, with what is lost.
func WriteGIFT(name string, quizzes []quiz.Quiz) (string, []Finding) {
	text, problems := quiz.WriteGIFT(quizzes)
	r := &reporter{file: name, lang: defaultSettings().Lang}
	r.problems(problems)
	return text, r.findings
}
