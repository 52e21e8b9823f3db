package ui

import "testing"

func TestForms(t *testing.T) {
	tests := []struct {
		text string
		args []any
		want string
	}{
		{"%d {text|texts}", []any{1}, "1 text"},
		{"%d {text|texts}", []any{0}, "0 texts"},
		{"%d {text|texts}", []any{11}, "11 texts"},
		{"%s {document|documents}", []any{"1,001"}, "1,001 documents"},
		{"%s {document|documents}", []any{"1"}, "1 document"},
		{"%s: %d {text is|texts are} past {its|their} day", []any{"{a|b}", 1}, "{a|b}: 1 text is past its day"},
		{"%s: %d {time|times}, %d {time|times}", []any{"x", 1, 2}, "x: 1 time, 2 times"},
		{"%d%% of %d {day|days}", []any{50, 1}, "50% of 1 day"},
		{"%d {days", []any{1}, "1 {days"},
	}
	for _, tt := range tests {
		m := Messages{texts: map[string]string{"k": tt.text}}
		if got := m.Text("k", tt.args...); got != tt.want {
			t.Errorf("%q with %v: %q, want %q", tt.text, tt.args, got, tt.want)
		}
	}
}
