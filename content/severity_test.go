package content_test

import (
	"testing"

	"yanxi/content"
)

func TestSeverity(t *testing.T) {
	tests := []struct {
		line   string
		want   content.Severity
		five   content.Answer // whether the product's mark of five hours holds
		twelve content.Answer // whether the window of the first response does
	}{
		{"", "", content.Unknown, content.Yes},
		{"severity:", "", content.Unknown, content.Yes},
		{"severity: major", content.SeverityMajor, content.Yes, content.Yes},
		{"severity: 重大", content.SeverityMajor, content.Yes, content.Yes},
		{"severity: 特别重大", content.SeverityMajor, content.Yes, content.Yes},
		{"severity: Ordinary", content.SeverityOrdinary, content.No, content.Yes},
		{"severity: 较大", content.SeverityOrdinary, content.No, content.Yes},
		{"severity: 一般", content.SeverityOrdinary, content.No, content.Yes},
		{"severity: 严重", "", content.Unknown, content.Yes},
		{"severity: [major]", "", content.Unknown, content.Yes},
	}
	for _, tt := range tests {
		lib := open(t, files(map[string]string{"a.md": "---\nkind: case\n" + tt.line + "\n---\n"}))
		c, rules := lib.Document("a").Case, lib.ClockRules()
		if c.Severity != tt.want {
			t.Errorf("%q is %q, want %q", tt.line, c.Severity, tt.want)
		}
		if five, twelve := c.Binds(rules.Marks[0]), c.Binds(rules.Response); five != tt.five || twelve != tt.twelve {
			t.Errorf("%q: five hours bind %v, twelve %v, want %v and %v", tt.line, five, twelve, tt.five, tt.twelve)
		}
	}
}
