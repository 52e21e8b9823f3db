package content

import (
	"cmp"
	"fmt"
	"strings"

	"yanxi/content/markdown"
	"yanxi/content/quiz"
)

// A Body is the text of a document, parsed.
type Body struct {
	Markdown  string // UTF-8, without front matter and what quizzes hide
	FirstLine int    // the line of the file on which Markdown begins, from 1
	Changed   bool   // the file is no longer what it was when the library was opened
	*markdown.Document

	quizzes  []quiz.Quiz
	problems []quiz.Problem // of the quizzes
}

// Read reads the text of a document from its file as it is now, which may be
// newer than the document. The error is that of opening or reading the file.
func (l *Library) Read(d *Document) (*Body, error) {
	var buffer []byte
	src, err := readInto(l.fsys, cmp.Or(l.links[d.File], d.File), d.Size, &buffer)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", d.File, err)
	}
	body := parseBody(d, src, l.settings)
	body.Changed = hashFile(src, max(d.Size, int64(len(src)))) != d.Hash
	return body, nil
}

func parseBody(d *Document, src []byte, settings Settings) *Body {
	fm := splitFrontMatter(decode(src).text)
	lang := cmp.Or(d.Lang, settings.Lang)
	b := &Body{FirstLine: fm.line}
	b.Document = markdown.Parse(fm.body, markdown.Options{
		Title:    d.Title,
		Lang:     lang,
		Reserved: anchors(d.Kind),
		QuizIDs: func(quizzes []markdown.Quiz) []string {
			return b.parseQuizzes(quizzes, anchors(d.Kind), settings.Location)
		},
	})
	b.Markdown = b.redacted(fm.body)
	return b
}

// Anchors of the parts of a page that the front matter holds.
const (
	AnchorTimeline   = "timeline"
	AnchorStatements = "statements"
	AnchorOutcome    = "outcome"
	AnchorLessons    = "lessons"
	AnchorSources    = "sources"
	AnchorFacts      = "facts" // of a course
)

// pageIDs are the ids of elements around every text, with which its headings
// must not collide.
var pageIDs = []string{"main", "q", "suggestions", "toc-h", "children-h", "related-h"}

// anchors are the ids that a kind's page has for parts of its own.
func anchors(kind Kind) []string {
	switch kind {
	case KindCase:
		return append([]string{AnchorTimeline, AnchorOutcome, AnchorLessons, AnchorSources, AnchorStatements, "clock"}, pageIDs...)
	case KindCourse:
		return append([]string{AnchorFacts, "material", "taught"}, pageIDs...)
	default:
		return pageIDs
	}
}

// sectionHeadings are the words for anchors, Chinese and English.
var sectionHeadings = map[string][2]string{
	AnchorTimeline:   {"时间线", "Timeline"},
	AnchorStatements: {"发声复盘", "Statements in review"},
	AnchorOutcome:    {"结果", "Outcome"},
	AnchorLessons:    {"教训", "Lessons"},
	AnchorSources:    {"来源", "Sources"},
	AnchorFacts:      {"概况", "Facts"},
}

// Sections returns the sections of a document's page: those of its text, then
// one for each quiz with its questions but not their answers, then for a case
// its timeline, statements in review, outcome, lessons and sources and for a course its
// facts, as far as there are any, with headings in the library's language.
// Those of the front matter have no line in the text: their Line is 0.
func (l *Library) Sections(d *Document, b *Body) []markdown.Section {
	sections := b.Sections()
	add := func(anchor string, lines []string) {
		if len(lines) == 0 {
			return
		}
		heading := sectionHeadings[anchor][0]
		if english(l.settings.Lang) {
			heading = sectionHeadings[anchor][1]
		}
		sections = append(sections, markdown.Section{
			Heading: heading, Anchor: anchor, Level: 2, Text: strings.Join(lines, "\n"),
		})
	}
	sections = append(sections, l.quizSections(d, b)...)
	if c := d.Case; c != nil {
		add(AnchorTimeline, timelineLines(c.Timeline, l.settings.Lang))
		add(AnchorStatements, statementLines(c, l.settings.Lang))
		add(AnchorOutcome, nonEmpty(markdown.PlainText(c.Outcome.Text)))
		add(AnchorLessons, plainLines(c.Lessons))
		add(AnchorSources, sourceLines(c.Sources))
	}
	if c := d.Course; c != nil {
		add(AnchorFacts, courseLines(c))
	}
	return sections
}

func nonEmpty(lines ...string) []string {
	var out []string
	for _, line := range lines {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// sentenceParts joins what is there of a line's parts.
func sentenceParts(parts ...string) string {
	return strings.Join(nonEmpty(parts...), " ")
}

func plainLines(inline []string) []string {
	lines := make([]string, len(inline))
	for i, s := range inline {
		lines[i] = markdown.PlainText(s)
	}
	return nonEmpty(lines...)
}

func timelineLines(timeline []Moment, lang string) []string {
	var lines []string
	for _, m := range timeline {
		when := ""
		switch {
		case m.At.IsZero():
		case m.Precision == PrecisionDay:
			when = m.At.Format("2006-01-02")
		default:
			when = m.At.Format("2006-01-02 15:04")
		}
		lines = append(lines, sentenceParts(when, m.Type.Label(lang), m.Actor, markdown.PlainText(m.Text), markdown.PlainText(m.Statement)))
	}
	return nonEmpty(lines...)
}

func sourceLines(sources []Source) []string {
	var lines []string
	for _, s := range sources {
		lines = append(lines, sentenceParts(s.Title, s.Publisher, s.Date, s.Note))
	}
	return nonEmpty(lines...)
}

func courseLines(c *Course) []string {
	lines := []string{sentenceParts(c.Place, c.Host), c.Audience}
	for _, p := range c.Lecturers {
		lines = append(lines, sentenceParts(p.Name, p.Title, p.Topic))
	}
	for _, u := range c.Units {
		lines = append(lines, sentenceParts(u.Title, u.Lecturer))
	}
	return nonEmpty(append(lines, plainLines(c.Taught)...)...)
}
