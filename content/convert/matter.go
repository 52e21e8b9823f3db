package convert

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of front matter, in characters and names.
const (
	maxTitle   = 200
	maxSummary = 300
	maxNames   = 20
)

// frontMatter writes the keys of a text between their marks.
func frontMatter(t *text, zone *time.Location) string {
	m := &matter{}
	m.WriteString("---\nkind: note\n")
	m.key("title", cutTo(oneLine(t.title), maxTitle))
	if !t.date.IsZero() {
		m.WriteString("date: " + t.date.In(zone).Format(time.DateOnly) + "\n")
	}
	if u := t.updated; !u.IsZero() && u.After(t.date) && u.In(zone).Format(time.DateOnly) != t.date.In(zone).Format(time.DateOnly) {
		m.WriteString("updated: " + u.In(zone).Format(time.DateOnly) + "\n")
	}
	m.key("summary", cutTo(oneLine(t.summary), maxSummary))
	m.names("authors", t.authors)
	m.names("tags", t.tags)
	m.key("source", t.source)
	m.WriteString("---\n")
	return m.String()
}

type matter struct{ strings.Builder }

func (m *matter) key(key, value string) {
	if value != "" {
		m.WriteString(key + ": " + quoted(value) + "\n")
	}
}

func (m *matter) names(key string, values []string) {
	var out []string
	for _, v := range values {
		if v = cutTo(oneLine(v), maxTitle); v != "" && len(out) < maxNames {
			out = append(out, quoted(v))
		}
	}
	if len(out) > 0 {
		m.WriteString(key + ": [" + strings.Join(out, ", ") + "]\n")
	}
}

// bare matches text that YAML reads as text without quotes.
var bare = regexp.MustCompile(`^\p{L}[^\x00-\x1F:#\[\]{},&*!|>'"%@\x60\\\x{2028}\x{2029}\x{85}\x{FFFD}]*$`)

// quoted writes a value of YAML that is read as text.
func quoted(s string) string {
	s = strings.TrimSpace(strings.Map(simpleSpace, s))
	switch strings.ToLower(s) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
	default:
		if bare.MatchString(s) {
			return s
		}
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// cutTo bounds a text.
func cutTo(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
