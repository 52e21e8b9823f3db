package index

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/index/zh"
)

// A snippet shows about two lines of text around the matches.
const (
	snippetRunes = 110     // wanted length in characters
	snippetSlack = 40      // how far an end may move to reach the end of a sentence
	maxMarks     = 2000    // matches that are looked at in one section
	maxScanned   = 1 << 20 // bytes of a document's text that are looked through
)

// A marker finds a query's terms in original texts.
type marker struct {
	terms   []string
	weights []float64
	matcher *zh.Matcher
}

// snippetTerms prepares the terms to mark: whole words as typed, and what the dictionary
// makes of them. It returns nil if there is nothing to mark.
func snippetTerms(d *zh.Dictionary, q Query) *marker {
	var terms []string
	add := func(term string) {
		if term != "" && len(terms) < maxTerms && !slices.Contains(terms, term) {
			terms = append(terms, term)
		}
	}
	for _, text := range slices.Concat(q.Phrases, q.Words) {
		add(strings.TrimFunc(zh.FoldString(text), func(r rune) bool { return !isWordRune(r) }))
	}
	for _, term := range queryTerms(d, q) {
		add(term)
		for _, part := range parts(d, term) {
			add(part)
		}
	}
	if len(terms) == 0 {
		return nil
	}
	m := &marker{terms: terms, matcher: zh.NewMatcher(terms)}
	for _, term := range terms {
		m.weights = append(m.weights, float64(utf8.RuneCountInString(term)))
	}
	return m
}

// A span is a match in a text, in bytes.
type span struct{ term, start, end int }

// find lists the matches in a text in order. Matches of Latin words begin at
// a word's beginning and reach to its end, since the term is its stem.
func (m *marker) find(text string) []span {
	var spans []span
	m.matcher.Find(text, func(term, start, end int) bool {
		if s, ok := wholeLatin(text, span{term, start, end}); ok {
			spans = append(spans, s)
		}
		return len(spans) < maxMarks
	})
	slices.SortFunc(spans, func(a, b span) int { return a.start - b.start })
	return spans
}

func wholeLatin(text string, s span) (span, bool) {
	first, _ := utf8.DecodeRuneInString(text[s.start:])
	if !isSpaced(first) {
		return s, true
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:s.start]); isSpaced(before) {
		return s, false
	}
	// A stem of a letter or two is a word by itself, not the beginning of one.
	limit := s.end
	if s.end-s.start > 2 {
		limit += maxEnding
	}
	for s.end < len(text) {
		r, n := utf8.DecodeRuneInString(text[s.end:])
		if !isSpaced(r) {
			break
		}
		if s.end += n; s.end > limit {
			return s, false
		}
	}
	return s, true
}

// maxEnding is the longest ending that stemming takes off a word, in bytes.
const maxEnding = 6

// isSpaced reports a letter or digit of a script that puts spaces between words.
func isSpaced(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// weigh scores matches: each distinct term by its length, a repeated one little.
func (m *marker) weigh(spans []span) float64 {
	seen := make([]int, len(m.terms))
	var score float64
	for _, s := range spans {
		if seen[s.term]++; seen[s.term] == 1 {
			score += m.weights[s.term]
		} else if seen[s.term] < 8 {
			score += 0.05 * m.weights[s.term]
		}
	}
	return score
}

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
		if scanned += len(sections[i].Text); scanned > maxScanned && best != nil {
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

// toSentences moves both ends to the ends of sentences where these are near.
func toSentences(text string, start, end int) (int, int) {
	low := back(text, start, snippetSlack)
	if i := lastSentenceEnd(text[low:start]); i >= 0 {
		start = low + i
	} else if low == 0 {
		start = 0
	}
	high := forward(text, end, snippetSlack)
	if i := firstSentenceEnd(text[end:high]); i >= 0 {
		end += i
	} else if high == len(text) {
		end = high
	}
	return start, end
}

const sentenceEnds = "。！？；…\n"

func isSentenceEnd(r rune) bool { return strings.ContainsRune(sentenceEnds, r) }

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " ”’」』）"))
	return isSentenceEnd(r) || strings.ContainsRune(".!?", r)
}

// lastSentenceEnd returns the offset just behind the last end of a sentence, or -1.
func lastSentenceEnd(s string) int {
	i := strings.LastIndexFunc(s, isSentenceEnd)
	if i < 0 {
		return -1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return skipClosing(s, i+n)
}

// firstSentenceEnd returns the offset just behind the first end of a sentence, or -1.
func firstSentenceEnd(s string) int {
	i := strings.IndexFunc(s, isSentenceEnd)
	if i < 0 {
		return -1
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return skipClosing(s, i+n)
}

// skipClosing steps over closing marks that belong to the sentence before.
func skipClosing(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("”’」』）", r) {
			break
		}
		i += n
	}
	return i
}

// forward steps n characters on from byte i, back the other way.
func forward(s string, i, n int) int {
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return i
}

func back(s string, i, n int) int {
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}

// mergeSpans joins matches that overlap or touch.
func mergeSpans(spans []span) []span {
	var out []span
	for _, s := range spans {
		if n := len(out); n > 0 && s.start <= out[n-1].end {
			out[n-1].end = max(out[n-1].end, s.end)
			continue
		}
		out = append(out, s)
	}
	return out
}

// escapeLine makes one line of safe HTML.
func escapeLine(s string) string { return html.EscapeString(strings.ReplaceAll(s, "\n", " ")) }
