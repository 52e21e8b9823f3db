package site

import (
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/content/markdown"
	"yanxi/content/quiz"
	"yanxi/site/ui"
)

// maxAnswer bounds a text filled in, in bytes.
const maxAnswer = quiz.MaxAnswer * utf8.UTFMax

// given reads the answer to a question out of a form. ok is false if the form
// holds what the question does not offer: it was forged, or made for another
// state of the text.
func given(form url.Values, f *ui.Question) (answer []string, ok bool) {
	switch quiz.Kind(f.Kind) {
	case quiz.KindOrdering:
		return givenOrder(form, f)
	case quiz.KindFillIn:
		values := form[f.Name]
		if len(values) > 1 || len(values) == 1 && len(values[0]) > maxAnswer {
			return nil, false
		}
		if len(values) == 1 {
			f.Given = strings.TrimSpace(values[0])
		}
		if f.Given == "" {
			return nil, true
		}
		return []string{f.Given}, true
	}
	values := form[f.Name]
	if len(values) > 1 && f.Kind != string(quiz.KindMultiple) {
		return nil, false
	}
	ok = true
	for _, id := range values {
		at := slices.IndexFunc(f.Options, func(o ui.Option) bool { return o.ID == id })
		if at < 0 || f.Options[at].Chosen { // chosen: named twice
			ok = false
			continue
		}
		f.Options[at].Chosen = true
		answer = append(answer, id)
	}
	return answer, ok
}

// givenOrder reads the places of an ordering. A place left open, or given twice,
// makes an order of the others that is not right.
func givenOrder(form url.Values, f *ui.Question) (answer []string, ok bool) {
	type placed struct {
		id    string
		place int
	}
	var all []placed
	for i := range f.Options {
		o := &f.Options[i]
		values := form[f.Name+":"+o.ID]
		if len(values) == 0 || len(values) == 1 && values[0] == "" {
			continue
		}
		place, err := strconv.Atoi(values[0])
		if err != nil || len(values) > 1 || place < 1 || place > len(o.Places) {
			return nil, false
		}
		o.Places[place-1].Chosen = true
		all = append(all, placed{o.ID, place})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.place - b.place })
	for i, p := range all {
		if i > 0 && all[i-1].place == p.place {
			continue // two in one place: the order stays incomplete
		}
		answer = append(answer, p.id)
	}
	return answer, true
}

// mark fills in how a question was answered.
func (e *Edition) mark(d *content.Document, q *quiz.Question, f *ui.Question, answer []string) bool {
	m := &ui.Marking{
		Correct:     len(answer) > 0 && q.Mark(answer),
		Ordered:     q.Kind == quiz.KindOrdering,
		Given:       e.answerTexts(q, answer),
		Right:       e.answerTexts(q, q.Right()),
		Explanation: inline(q.Explanation),
		Reread:      e.reread(d, q.Reread),
	}
	f.Marking = m
	return m.Correct
}

// answerTexts are the words of an answer.
func (e *Edition) answerTexts(q *quiz.Question, answer []string) []template.HTML {
	var out []template.HTML
	for _, a := range answer {
		switch at := slices.IndexFunc(q.Options, func(o quiz.Option) bool { return o.ID == a }); {
		case q.Kind == quiz.KindTrueFalse:
			out = append(out, e.verdictWord(a))
		case at >= 0:
			out = append(out, inline(q.Options[at].Text))
		default:
			out = append(out, template.HTML(template.HTMLEscapeString(a))) //nolint:gosec // escaped
		}
	}
	return out
}

// reread is the link to what answers a question, nil if it leads nowhere.
func (e *Edition) reread(d *content.Document, written string) *ui.Link {
	if written == "" {
		return nil
	}
	link := markdown.LinkOf(written)
	ref := e.lib.Resolve(d, link)
	target := resolver{e.lib, nil}.target(ref, link)
	if target.URL == "" {
		return nil
	}
	text := target.URL
	if ref.Document != nil {
		text = ref.Document.Title
		if ref.Fragment != "" {
			text += " › " + e.heading(ref.Document, ref.Fragment)
		}
	}
	return &ui.Link{Text: text, URL: escapedFragment(target.URL)}
}

// escapedFragment encodes the fragment of an address.
func escapedFragment(address string) string {
	path, fragment, ok := strings.Cut(address, "#")
	if !ok {
		return address
	}
	return path + "#" + (&url.URL{Fragment: fragment}).EscapedFragment()
}

// heading is what the place of a fragment is called.
func (e *Edition) heading(d *content.Document, fragment string) string {
	body, err := e.lib.Read(d)
	if err != nil {
		return fragment
	}
	for _, s := range e.lib.Sections(d, body) {
		if s.Anchor == fragment {
			return s.Heading
		}
	}
	return fragment
}
