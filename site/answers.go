package site

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/site/ui"
)

// Bounds of the answers on the page that they are about.
const (
	maxAnswers  = 50
	maxSentence = 120 // characters
)

// answersOf lists the answers to what readers asked about a document, the newest first.
func (e *Edition) answersOf(d *content.Document) []ui.AnsweredQuestion {
	docs := slices.Clone(e.lib.Answers(d.ID))
	slices.SortStableFunc(docs, newestFirst)
	var out []ui.AnsweredQuestion
	for _, a := range first(docs, maxAnswers) {
		out = append(out, ui.AnsweredQuestion{
			Link:     ui.Link{Text: a.Title, URL: DocumentURL(a.ID)},
			Sentence: e.firstSentence(a),
		})
	}
	return out
}

// answerTo leads from an answer to what was asked about.
func (e *Edition) answerTo(d *content.Document) *ui.Link {
	about := e.lib.Document(d.About)
	if d.About == "" || about == nil {
		return nil
	}
	return &ui.Link{Text: about.Title, URL: DocumentURL(about.ID)}
}

// firstSentence is what a document begins with: its summary, else its text.
func (e *Edition) firstSentence(d *content.Document) string {
	if d.Summary != "" {
		return d.Summary
	}
	body, err := e.lib.Read(d)
	if err != nil {
		return "" // its own page says what is wrong
	}
	for _, s := range body.Sections() {
		if line, _, _ := strings.Cut(strings.TrimSpace(s.Text), "\n"); line != "" {
			return sentence(line)
		}
	}
	return ""
}

// sentence is the first sentence of a text, cut where it is very long.
func sentence(text string) string {
	n := 0
	for i, r := range text {
		n++
		switch {
		case strings.ContainsRune("。？！；", r):
			return text[:i+utf8.RuneLen(r)]
		case (r == '.' || r == '?' || r == '!') && strings.HasPrefix(text[i+1:], " "):
			return text[:i+1]
		case n > maxSentence:
			return text[:i] + "…"
		}
	}
	return text
}

// askURL is where a reader asks about a document.
func askURL(d *content.Document) string {
	return pathAsk + "?" + url.Values{"id": {d.ID}}.Encode()
}
