package site

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/figure"
	"yanxi/site/ui"
)

// Widths of pictures: of the text column on a desk and on paper, and of a phone.
const (
	wideFigure   = 648
	narrowFigure = 352
)

// caseFigure draws the timeline of a case; nil if it has none.
func (e *Edition) caseFigure(d *content.Document, moments []ui.Moment) *ui.CaseFigure {
	c := d.Case
	if len(c.Timeline) == 0 {
		return nil
	}
	rules, words, zone := e.lib.ClockRules(), e.figureWords(), e.lib.Settings().Location
	f := &ui.CaseFigure{
		Caption: e.caseFinding(c),
		Wide:    figure.NewTimeline(c, rules, wideFigure, zone, words),
		Narrow:  figure.NewTimeline(c, rules, narrowFigure, zone, words),
		Moments: moments,
	}
	f.Key = e.precisionKey(d)
	if o := c.Clock().Outbreak; o != nil && (o.Precision == content.PrecisionExact || o.Precision == content.PrecisionApproximate) {
		for _, r := range rules.Marks {
			if c.Binds(r) == content.No {
				continue
			}
			f.Rules = append(f.Rules, e.window(r, false))
		}
	}
	return f
}

// precisionKey explains how times are drawn, if any of the cases has one that is not exact.
func (e *Edition) precisionKey(docs ...*content.Document) []ui.Link {
	var key []ui.Link
	for _, p := range []content.Precision{content.PrecisionExact, content.PrecisionApproximate, content.PrecisionDay} {
		if slices.ContainsFunc(docs, func(d *content.Document) bool { return hasPrecision(d.Case, p) }) {
			key = append(key, ui.Link{Text: e.ui.T("figure.precision." + string(p)), URL: string(p)})
		}
	}
	if len(key) == 1 && key[0].URL == string(content.PrecisionExact) {
		return nil
	}
	return key
}

func hasPrecision(c *content.Case, p content.Precision) bool {
	return slices.ContainsFunc(c.Timeline, func(m content.Moment) bool { return m.Precision == p })
}

// figureWords are the words of pictures in the site's language.
func (e *Edition) figureWords() figure.Words {
	t := e.ui.T
	return figure.Words{
		Happened: t("figure.happened"), Said: t("figure.said"), Unknown: t("time.unknown"),
		Day: t("figure.layout.day"), DayYear: t("figure.layout.day-year"),
		Month: t("figure.layout.month"), MonthYear: t("figure.layout.month-year"), Year: t("figure.layout.year"),
		Offset:     e.offset,
		Skipped:    func(seconds int64) [2]string { return [2]string{t("figure.skipped"), e.long(seconds)} },
		Elapsed:    e.elapsed,
		Window:     e.window,
		Latest:     func(w content.Window) string { return t("figure.latest", e.window(w, true)) },
		NoOutbreak: func(title string) string { return t("compare.no-outbreak", title) },
		DayOnly:    func(title string) string { return t("compare.day-only", title) },
		Type:       func(m content.MomentType) string { return m.Label(e.ui.Lang()) },
		Name: func(number int, m content.Moment) string {
			return t("figure.name", number, m.Type.Label(e.ui.Lang()), e.momentTime(m))
		},
	}
}

// window names a rule by its time and, unless it is to be short, by what is expected by then.
func (e *Edition) window(w content.Window, short bool) string {
	label := w.Name(e.ui.Lang())
	within := e.long(int64(w.Within / time.Second))
	if short || label == "" {
		return within
	}
	return e.ui.T("figure.window", within, label)
}

// offset names a time by how long after the outbreak it was: hours up to two
// days, then whole days only.
func (e *Edition) offset(seconds int64) string {
	const day = 24 * 3600
	if seconds < 0 {
		if said := e.offset(-seconds); said != "" {
			return e.ui.T("figure.before", said)
		}
		return ""
	}
	switch {
	case seconds == 0:
		return e.ui.T("figure.outbreak")
	case seconds >= 2*day && seconds%day != 0:
		return ""
	case seconds >= day && seconds%day == 0 && seconds < 365*day:
		return e.ui.T("span.days", seconds/day)
	}
	return e.long(seconds)
}

// long puts a length of time in one unit, as a caption of a picture has it.
func (e *Edition) long(seconds int64) string {
	const minute, hour, day = 60, 3600, 24 * 3600
	switch {
	case seconds < hour:
		return e.ui.T("span.minutes", seconds/minute)
	case seconds < 2*day:
		return e.ui.T("span.hours", seconds/hour)
	case seconds < 365*day:
		return e.ui.T("span.days", seconds/day)
	}
	return e.ui.T("figure.years", float64(seconds/day)/365.25)
}

// elapsed puts the time between two moments in words, never more exactly than it is known.
func (e *Edition) elapsed(t content.Elapsed) string {
	if minutes, ok := t.Minutes(); ok {
		return e.span(minutes)
	}
	low, high := int64(t.Min/time.Second), int64(t.Max/time.Second)
	switch {
	case !t.Known:
		return e.ui.T("time.unknown")
	case low < 3600:
		return e.ui.T("figure.at-most", e.roundUp(high))
	case e.long(low) == e.roundUp(high):
		return e.ui.T("time.about", e.long(low))
	}
	return e.ui.T("figure.between", e.long(low), e.roundUp(high))
}

// roundUp is the least length in one unit that is not shorter.
func (e *Edition) roundUp(seconds int64) string {
	unit := int64(60)
	if seconds >= 2*24*3600 {
		unit = 24 * 3600
	} else if seconds >= 3600 {
		unit = 3600
	}
	return e.long((seconds + unit - 1) / unit * unit)
}

// caseFinding says in a sentence what a timeline shows.
func (e *Edition) caseFinding(c *content.Case) string {
	clock := c.Clock()
	parts := []string{e.responseFinding(clock)}
	if t := clock.Correction; t.Known {
		parts = append(parts, e.ui.T("figure.corrected", e.elapsed(t)))
	}
	if t := content.Between(clock.Outbreak, c.Last(content.MomentClose)); t.Known {
		parts = append(parts, e.ui.T("figure.closed", e.elapsed(t)))
	}
	return strings.Join(parts, e.ui.T("figure.then")) + e.ui.T("figure.stop")
}

func (e *Edition) responseFinding(clock content.Clock) string {
	switch {
	case clock.Outbreak == nil:
		return e.ui.T("figure.no-outbreak")
	case clock.Outbreak.Precision == content.PrecisionUnknown:
		return e.ui.T("figure.outbreak-unknown")
	case clock.FirstResponse == nil:
		return e.ui.T("figure.no-response")
	case !clock.Response.Known:
		return e.ui.T("figure.response-unknown")
	}
	said := e.ui.T("figure.response", e.elapsed(clock.Response))
	switch term := clock.Term(); term {
	case content.ClockUnknown:
		return said + e.ui.T("figure.term-unknown")
	case content.ClockWithin:
		return said + e.ui.T("figure.within", inSentence(e.Label(index.FacetClock, term)))
	default:
		return said + e.ui.T("figure.late", inSentence(e.Label(index.FacetClock, term)))
	}
}

// inSentence is a label as it stands within a sentence: a language with capitals
// begins it with a small letter.
func inSentence(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToLower(first)) + label[size:]
}
