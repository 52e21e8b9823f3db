package quiz

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

// A giftChoice is one answer of a question.
type giftChoice struct {
	sign     byte // '=' or '~'
	weight   string
	text     string // escaped
	feedback string
}

var giftWeight = regexp.MustCompile(`^\s*%(-?[0-9]+(?:\.[0-9]*)?)%`)

// answers reads what stands between braces. It reports false for a question
// that could not be kept.
func (r *giftReader) answers(q *Question, src string, t *giftTexts) bool {
	if i := indexUnescaped(src, "####"); i >= 0 {
		q.Explanation = strings.TrimSpace(t.text(src[i+4:]))
		src = src[:i]
	}
	src = strings.TrimSpace(src)
	verdict, feedback, _ := strings.Cut(src, "#")
	switch {
	case src == "":
		r.problem("gift-essay")
		return false
	case src[0] == '#':
		return r.numerical(q, src[1:])
	case src[0] == '>':
		return r.ordering(q, src[1:], t)
	case giftVerdict.MatchString(strings.TrimSpace(verdict)):
		q.Kind = KindTrueFalse
		q.True = strings.HasPrefix(strings.ToLower(strings.TrimSpace(verdict)), "t")
		r.feedback(q, t, "", strings.ReplaceAll(feedback, "#", " "))
		return true
	}
	return r.choices(q, splitChoices(src), t)
}

// feedback keeps what is said of the right answer as the explanation, where
// there is none, and lists all other feedback as lost.
func (r *giftReader) feedback(q *Question, t *giftTexts, right, others string) {
	if right = strings.TrimSpace(t.text(right)); right != "" && q.Explanation == "" {
		q.Explanation, right = right, ""
	}
	if right != "" || strings.TrimSpace(others) != "" {
		r.problem("gift-feedback")
	}
}

// splitChoices cuts answers at each "=" and "~".
func splitChoices(src string) []giftChoice {
	var all []giftChoice
	start := -1
	end := func(i int) {
		if start < 0 {
			return
		}
		c := giftChoice{sign: src[start], text: src[start+1 : i]}
		if m := giftWeight.FindStringSubmatch(c.text); m != nil {
			c.weight, c.text = m[1], c.text[len(m[0]):]
		}
		if at := indexUnescaped(c.text, "#"); at >= 0 {
			c.text, c.feedback = c.text[:at], c.text[at+1:]
		}
		c.text = strings.TrimSpace(c.text)
		all = append(all, c)
	}
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '=', '~':
			end(i)
			start = i
		}
	}
	end(len(src))
	return all
}

func (r *giftReader) choices(q *Question, all []giftChoice, t *giftTexts) bool {
	wrong, pairs, weighted := 0, 0, false
	for _, c := range all {
		switch {
		case c.sign == '~':
			wrong++
			weighted = weighted || giftShare(c) > 0
		case indexUnescaped(c.text, "->") >= 0:
			pairs++
		}
	}
	switch {
	case len(all) == 0:
		r.problem("gift-syntax")
		return false
	case wrong == 0 && pairs == len(all) && r.kind != KindFillIn:
		return r.matching(q, all, t)
	case wrong == 0:
		r.shortAnswer(q, all, t)
		return true
	}
	q.Kind = KindSingle
	if weighted {
		q.Kind = KindMultiple
	}
	right, others, partial := "", "", false
	for _, c := range all {
		o := Option{Text: t.text(c.text), Right: c.sign == '=' && giftShare(c) >= 0 || giftShare(c) > 0}
		q.Options = append(q.Options, o)
		if o.Right {
			right += c.feedback
		} else {
			others += c.feedback
		}
		partial = partial || c.sign == '=' && c.weight != "" && giftShare(c) != 100
	}
	if partial {
		r.problem("gift-partial")
	}
	r.feedback(q, t, right, others)
	return true
}

// giftShare is the weight of an answer in per cent; without one it is 0.
func giftShare(c giftChoice) float64 {
	f, _ := strconv.ParseFloat(c.weight, 64)
	return f
}

func (r *giftReader) shortAnswer(q *Question, all []giftChoice, t *giftTexts) {
	q.Kind = KindFillIn
	right, others := "", ""
	for _, c := range all {
		if c.weight != "" && giftShare(c) < 100 {
			r.problem("gift-partial")
			others += c.feedback
			continue
		}
		text, _ := cutFormat(c.text)
		q.Accepted = append(q.Accepted, oneLine(giftUnescape(text)))
		right += c.feedback
	}
	r.feedback(q, t, right, others)
}

// matching keeps pairs of positions and texts, which are an order.
func (r *giftReader) matching(q *Question, all []giftChoice, t *giftTexts) bool {
	q.Kind = KindOrdering
	for i, c := range all {
		at := indexUnescaped(c.text, "->")
		if strings.TrimSpace(c.text[:at]) != strconv.Itoa(i+1) {
			r.problem("gift-matching")
			return false
		}
		q.Options = append(q.Options, Option{Text: t.text(strings.TrimSpace(c.text[at+2:]))})
		r.feedback(q, t, "", c.feedback)
	}
	return true
}

// ordering reads the ordering extension: a line with settings, then an item on
// each line.
func (r *giftReader) ordering(q *Question, src string, t *giftTexts) bool {
	lines := strings.Split(src, "\n")
	q.Kind = KindOrdering
	for _, line := range lines[1:] {
		if line = strings.TrimSpace(line); line != "" {
			q.Options = append(q.Options, Option{Text: t.text(line)})
		}
	}
	return true
}

var giftNumber = regexp.MustCompile(`^[+-]?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]+)?$`)

// numerical keeps numbers as texts to fill in, without their tolerance.
func (r *giftReader) numerical(q *Question, src string) bool {
	q.Kind = KindFillIn
	all := splitChoices(src)
	if len(all) == 0 {
		text, feedback, _ := strings.Cut(src, "#")
		all = []giftChoice{{text: strings.TrimSpace(text), feedback: feedback}}
	}
	loss := false
	for _, c := range all {
		number, tolerance, _ := strings.Cut(c.text, ":")
		number, tolerance = strings.TrimSpace(number), strings.TrimSpace(tolerance)
		loss = loss || strings.Trim(tolerance, "0.") != "" || c.feedback != ""
		if !giftNumber.MatchString(number) || c.weight != "" && giftShare(c) < 100 {
			loss = true
			continue
		}
		q.Accepted = append(q.Accepted, number)
	}
	if len(q.Accepted) == 0 {
		r.problem("gift-range")
		return false
	}
	if loss {
		r.problem("gift-tolerance")
	} else {
		r.problem("gift-numerical")
	}
	return true
}

// giftTexts turns the texts of a question into inline Markdown.
type giftTexts struct {
	format  string // of the question; empty for Moodle's own
	dropped bool   // tags were left out
}

var (
	lineTags     = regexp.MustCompile(`(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|tr)>`)
	anyTag       = regexp.MustCompile(`(?s)<!--.*?-->|</?[A-Za-z][^<>]*>`)
	plainTags    = regexp.MustCompile(`(?i)^</?(?:p|div|span|li|ul|ol|h[1-6])>$`)
	markdownSign = regexp.MustCompile("[\\\\`*_\\[\\]<>&$~]")
)

// text reads an answer or feedback, which may name a format of its own.
func (t *giftTexts) text(src string) string {
	src, format := cutFormat(src)
	if format == "" {
		format = t.format
	}
	return t.markdown(src, format)
}

// markdown turns a text of a format into inline Markdown.
func (t *giftTexts) markdown(src, format string) string {
	s := giftUnescape(strings.ReplaceAll(src, "\n", " "))
	switch format {
	case "markdown":
		return s
	case "plain":
	default: // HTML, which Moodle's own format may hold
		s = lineTags.ReplaceAllString(s, "\n")
		s = anyTag.ReplaceAllStringFunc(s, func(tag string) string {
			t.dropped = t.dropped || !plainTags.MatchString(tag)
			return ""
		})
		s = html.UnescapeString(s)
	}
	return markdownSign.ReplaceAllString(s, `\$0`)
}
