package index

import (
	"html"
	"strings"

	"yanxi/content"
)

const (
	snippetRunes = 110              // wanted length of a snippet in characters: about two lines
	matchWidth   = snippetRunes * 2 // bytes of it for the matches: two thirds, of Chinese
	halfWidth    = matchWidth / 2   // the same where a second stretch follows
)

// secondShare of a query's weight must be missing in the first stretch of text
// and stand in a second one for that to be shown as well.
const secondShare = 0.25

// hit makes the result of one match: the section that holds the query best
// and a snippet of the document.
func (s *session) hit(match match, m *marker) (Hit, error) {
	d := s.table.docs[match.doc]
	h := Hit{Document: d, Score: match.score}
	l, err := s.look(match.doc, m)
	if err != nil {
		return h, err
	}
	if l.best < 0 {
		h.Snippet = plainSnippet(d, l, m)
		return h, nil
	}
	best := &l.sections[l.best]
	if best.Heading != "" {
		h.Section = &SectionRef{Heading: best.Heading, Anchor: best.Anchor}
	}
	if best.Text == "" {
		h.Snippet = plainSnippet(d, &look{best: -1}, m)
	} else {
		h.Snippet = l.snippet(m)
	}
	return h, nil
}

// plainSnippet is shown where no section matched: the summary or the beginning.
func plainSnippet(d *content.Document, l *look, m *marker) string {
	text := d.Summary
	for i := 0; text == "" && i < len(l.sections); i++ {
		text = l.sections[i].Text
	}
	var spans []span
	if m != nil {
		spans = m.find(text)
	}
	return strings.TrimSpace(stretch(text, spans, 0, forward(text, 0, snippetRunes)))
}

// snippet shows the stretch of the best section where most of the query stands
// together and, if another one adds much to it, that as well.
func (l *look) snippet(m *marker) string {
	text, spans := l.sections[l.best].Text, l.spans[l.best]
	first := m.closest(spans, matchWidth, nil)
	second, in := l.second(m, first)
	if in < 0 {
		return strings.TrimSpace(cut(text, spans, first, snippetRunes))
	}
	a, b := cut(text, spans, first, snippetRunes/2), cut(l.sections[in].Text, l.spans[in], second, snippetRunes/2)
	if in < l.best || in == l.best && second.spans[0].start < first.spans[0].start {
		a, b = b, a
	}
	return strings.TrimSpace(join(a, b))
}

// second finds the stretch, of any section, that adds most to the first one.
func (l *look) second(m *marker, first window) (best window, in int) {
	shown := make([]bool, len(m.terms))
	for _, s := range first.spans {
		shown[s.term] = true
	}
	in = -1
	for i, spans := range l.spans {
		if l.sections[i].Anchor == content.AnchorSources {
			continue
		}
		w := m.closest(spans, halfWidth, func(term int) bool { return !shown[term] })
		if w.weight > best.weight && w.weight >= secondShare*m.total {
			best, in = w, i
		}
	}
	return best, in
}

// cut makes a stretch of about so many characters around some matches.
func cut(text string, spans []span, w window, runes int) string {
	if len(w.spans) == 0 {
		return stretch(text, spans, 0, forward(text, 0, runes))
	}
	start, end := w.spans[0].start, w.spans[len(w.spans)-1].end
	start = back(text, start, runes/3)
	return stretch(text, spans, start, max(end, forward(text, start, runes)))
}

// stretch is the text from start to end or to the near ends of its sentences,
// with the matches marked, as safe HTML.
func stretch(text string, spans []span, start, end int) string {
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
	return b.String()
}

// join puts two stretches behind each other, with one sign for what was left out.
func join(a, b string) string {
	return strings.TrimSuffix(strings.TrimSpace(a), "…") + " … " + strings.TrimPrefix(strings.TrimSpace(b), "…")
}

// escapeLine makes one line of safe HTML.
func escapeLine(s string) string { return html.EscapeString(strings.ReplaceAll(s, "\n", " ")) }
