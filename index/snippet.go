package index

import (
	"html"
	"slices"
	"strings"

	"yanxi/content"
	"yanxi/content/markdown"
)

// snippetRunes is the wanted length of a snippet in characters: about two lines.
const snippetRunes = 110

// maxScanned bounds the text of a document that is looked through, in bytes.
const maxScanned = 1 << 20

// hit makes the result of one match: the section that holds the query best
// and a snippet of it.
func (s *session) hit(match match, m *marker) (Hit, error) {
	d := s.table.docs[match.doc]
	h := Hit{Document: d, Score: match.score}
	sections, err := s.sections(d.ID)
	if err != nil {
		return h, err
	}
	best, spans := bestSection(sections, m)
	if best == nil {
		h.Snippet = plainSnippet(d, sections, m)
		return h, nil
	}
	if best.Heading != "" {
		h.Section = &SectionRef{Heading: best.Heading, Anchor: best.Anchor}
	}
	h.Snippet = m.snippet(best.Text, spans)
	if best.Text == "" {
		h.Snippet = plainSnippet(d, nil, m)
	}
	return h, nil
}

// bestSection returns the section with the best matches and those in its text.
func bestSection(sections []markdown.Section, m *marker) (*markdown.Section, []span) {
	if m == nil {
		return nil, nil
	}
	var best *markdown.Section
	var bestSpans []span
	var bestScore float64
	scanned := 0
	for i := range sections {
		if scanned += len(sections[i].Text); scanned > maxScanned {
			break
		}
		spans := m.find(sections[i].Text)
		inHeading := m.find(sections[i].Heading)
		score := m.weigh(slices.Concat(spans, inHeading)) + 0.5*m.weigh(inHeading)
		if sections[i].Anchor == content.AnchorSources {
			score *= sourcesWeight
		}
		if score > bestScore {
			best, bestSpans, bestScore = &sections[i], spans, score
		}
	}
	return best, bestSpans
}

// sourcesWeight keeps a case's list of sources, whose titles repeat its words,
// from being taken for what the case says.
const sourcesWeight = 0.5

// plainSnippet is shown where no section matched: the summary or the beginning.
func plainSnippet(d *content.Document, sections []markdown.Section, m *marker) string {
	text := d.Summary
	for i := 0; text == "" && i < len(sections); i++ {
		text = sections[i].Text
	}
	if m == nil {
		m = &marker{}
		return m.snippet(text, nil)
	}
	return m.snippet(text, m.find(text))
}

// snippet cuts the best window out of a text and marks the matches in it.
func (m *marker) snippet(text string, spans []span) string {
	start, end := m.window(text, spans)
	start, end = toSentences(text, start, end)
	var b strings.Builder
	if strings.TrimSpace(text[:start]) != "" && !endsSentence(text[:start]) {
		b.WriteString("…")
	}
	at := start
	for _, s := range mergeSpans(spans) {
		if s.start < at || s.end > end {
			continue
		}
		b.WriteString(escapeLine(text[at:s.start]))
		b.WriteString("<mark>" + escapeLine(text[s.start:s.end]) + "</mark>")
		at = s.end
	}
	b.WriteString(escapeLine(text[at:end]))
	if strings.TrimSpace(text[end:]) != "" && !endsSentence(text[:end]) {
		b.WriteString("…")
	}
	return strings.TrimSpace(b.String())
}

// window finds the stretch of about [snippetRunes] characters with the best matches.
func (m *marker) window(text string, spans []span) (start, end int) {
	if len(spans) == 0 {
		return 0, forward(text, 0, snippetRunes)
	}
	var bestScore float64
	for i := 0; i < len(spans); i++ {
		limit := forward(text, spans[i].start, snippetRunes*2/3)
		j := i
		for j < len(spans) && spans[j].end <= limit {
			j++
		}
		if score := m.weigh(spans[i:j]); score > bestScore {
			bestScore, start, end = score, spans[i].start, limit
		}
		if i > 0 && i >= maxWindows {
			break
		}
	}
	if end == 0 { // a match longer than the window
		return spans[0].start, spans[0].end
	}
	return back(text, start, snippetRunes/3), end
}

// maxWindows bounds the windows that are weighed in one text.
const maxWindows = 300

// escapeLine makes one line of safe HTML.
func escapeLine(s string) string { return html.EscapeString(strings.ReplaceAll(s, "\n", " ")) }
