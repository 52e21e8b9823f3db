package quiz

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Format writes a quiz as the fenced block that [ParseAll] reads.
func Format(q Quiz) string {
	fence := "```"
	lines := append(formatKeys(q), formatQuestions(q)...)
	for i := range lines {
		for strings.Contains(lines[i].Text, fence) {
			fence += "`"
		}
	}
	var b strings.Builder
	b.WriteString(fence + "quiz")
	if title := oneLine(q.Title); title != "" && !strings.ContainsAny(title, "`{}") {
		b.WriteString(" " + title)
	}
	b.WriteString("\n")
	for _, l := range lines {
		b.WriteString(l.Text + "\n")
	}
	b.WriteString(fence + "\n")
	return b.String()
}

// placeID is the form of an id that a quiz has by its place.
var placeID = regexp.MustCompile(`^quiz-\d+$`)

func formatKeys(q Quiz) []Line {
	var lines []Line
	add := func(key, value string) {
		lines = append(lines, Line{Text: key + ": " + value, Number: q.Line, Column: 1})
	}
	if strings.ContainsAny(q.Title, "`{}") {
		add("title", oneLine(q.Title))
	}
	if q.ID != "" && !placeID.MatchString(q.ID) {
		add("id", q.ID)
	}
	if !q.Opens.IsZero() {
		add("opens", formatTime(q.Opens))
	}
	if !q.Closes.IsZero() {
		add("closes", formatTime(q.Closes))
	}
	if q.Pass != 0 && q.Pass != DefaultPass {
		add("pass", strconv.Itoa(q.Pass))
	}
	return lines
}

func formatTime(t time.Time) string { return t.Format("2006-01-02 15:04") }

func formatQuestions(q Quiz) []Line {
	var lines []Line
	for i := range q.Questions {
		if i > 0 || len(formatKeys(q)) > 0 {
			lines = append(lines, Line{Number: q.Questions[i].Line, Column: 1})
		}
		for _, text := range formatQuestion(&q.Questions[i]) {
			lines = append(lines, Line{Text: text, Number: q.Questions[i].Line, Column: 1})
		}
	}
	return lines
}

func formatQuestion(q *Question) []string {
	lines := formatStem(q)
	switch q.Kind {
	case KindSingle, KindMultiple:
		for _, o := range q.Options {
			lines = append(lines, box(q.Kind, o.Right)+" "+oneLine(o.Text))
		}
	case KindTrueFalse:
		verdict := "= 错"
		if q.True {
			verdict = "= 对"
		}
		lines = append(lines, verdict)
	case KindFillIn:
		lines = append(lines, formatAccepted(q.Accepted)...)
	case KindOrdering:
		for i, o := range q.Options {
			lines = append(lines, strconv.Itoa(i+1)+". "+oneLine(o.Text))
		}
	}
	for _, line := range nonEmptyLines(q.Explanation) {
		lines = append(lines, "> "+line)
	}
	if q.Reread != "" {
		lines = append(lines, "-> "+noBreaks(q.Reread))
	}
	return lines
}

func box(kind Kind, right bool) string {
	mark := " "
	if right {
		mark = "x"
	}
	if kind == KindSingle {
		return "(" + mark + ")"
	}
	return "[" + mark + "]"
}

// formatStem joins a line that would be read as an answer to the one before it.
func formatStem(q *Question) []string {
	stem := q.Stem
	if q.Kind == KindFillIn {
		stem = underscores.ReplaceAllStringFunc(stem, func(s string) string { return strings.ReplaceAll(s, `\`, "") })
	}
	lines := []string{"?"}
	for i, line := range nonEmptyLines(stem) {
		if i == 0 || scan(Line{Text: line}).sign != signText {
			lines[len(lines)-1] += " " + line
			continue
		}
		lines = append(lines, line)
	}
	if q.ID != "" && q.ID != stemID(q.Stem) || idAtEnd.MatchString(lines[0]) {
		id := q.ID
		if id == "" {
			id = stemID(q.Stem)
		}
		lines[0] += " {#" + id + "}"
	}
	return lines
}

// formatAccepted writes the accepted answers so that none is taken for a verdict.
func formatAccepted(accepted []string) []string {
	var texts []string
	for _, text := range accepted {
		text = strings.NewReplacer("|", `\|`, "｜", `\｜`).Replace(oneLine(text))
		if strings.HasPrefix(text, `\`) {
			text = `\` + text
		}
		texts = append(texts, text)
	}
	line := strings.Join(texts, " | ")
	if _, verdict := verdicts[strings.ToLower(line)]; verdict {
		line = `\` + line
	}
	return []string{"= " + line}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func noBreaks(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\r", " ").Replace(s))
}

func nonEmptyLines(s string) []string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r", "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
