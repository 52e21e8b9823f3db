package ui_test

import (
	"strconv"
	"time"

	"yanxi/content"
	"yanxi/site/figure"
	"yanxi/site/ui"
)

// figureOf draws a timeline that has everything a picture can have.
func figureOf(moments []ui.Moment, lang string) *ui.CaseFigure {
	c := &content.Case{}
	for i, m := range moments {
		c.Timeline = append(c.Timeline, content.Moment{
			At: day.Add(time.Duration(i*i*i*i) * time.Hour), Precision: content.Precision(m.Precision), Type: content.MomentType(m.Type),
		})
	}
	for range 40 {
		c.Timeline = append(c.Timeline, content.Moment{At: day, Precision: content.PrecisionExact, Type: content.MomentFact})
		moments = append(moments, moments[0])
	}
	rules := content.ClockRules{
		Response: content.Window{Within: 12 * time.Hour, Label: hostile},
		Marks:    []content.Window{{Within: 5 * time.Hour, Label: hostile}},
	}
	return &ui.CaseFigure{
		Caption: hostile, Moments: moments,
		Rules:  []string{hostile},
		Key:    []ui.Link{{Text: "准确", URL: "exact"}, {Text: "大约", URL: "approximate"}, {Text: "一天", URL: "day"}},
		Wide:   figure.NewTimeline(c, rules, 648, time.UTC, figureWords(lang)),
		Narrow: figure.NewTimeline(c, rules, 352, time.UTC, figureWords(lang)),
	}
}

func figureWords(string) figure.Words {
	return figure.Words{
		Happened: hostile, Said: hostile, Unknown: hostile,
		Day: "1月2日", DayYear: "2006年1月2日", Month: "1月", MonthYear: "2006年1月", Year: "2006年",
		Skipped:    func(seconds int64) [2]string { return [2]string{hostile, strconv.FormatInt(seconds, 10)} },
		Elapsed:    func(content.Elapsed) string { return hostile },
		Window:     func(w content.Window, _ bool) string { return w.Label },
		Latest:     func(w content.Window) string { return w.Label },
		Offset:     func(seconds int64) string { return strconv.FormatInt(seconds, 10) },
		NoOutbreak: func(title string) string { return title + hostile },
		DayOnly:    func(title string) string { return title },
		Type:       func(t content.MomentType) string { return string(t) },
		Name:       func(int, content.Moment) string { return hostile },
	}
}
