package ui_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"yanxi/site/ui"
)

// TestContrast proves that everything can be read in all modes.
func TestContrast(t *testing.T) {
	colours := map[string]ui.Colour{}
	for _, c := range ui.Colours() {
		colours[c.Name] = c
	}
	for _, p := range ui.Pairs {
		for i, mode := range ui.Modes {
			text, ground := colours[p.Text], colours[p.Ground]
			if text.Values == nil || ground.Values == nil {
				t.Fatalf("%s on %s: no such colour", p.Text, p.Ground)
			}
			got, err := ui.Contrast(text.Values[i], ground.Values[i])
			if err != nil {
				t.Fatal(err)
			}
			if got < p.Least(mode) {
				t.Errorf("%s on %s, %s: contrast %.2f, at least %.1f wanted", p.Text, p.Ground, mode, got, p.Least(mode))
			}
		}
	}
}

func TestContrastOf(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{{"#000", "#ffffff", 21}, {"#fff", "#fff", 1}, {"#767676", "#fff", 4.54}, {"#fff", "#767676", 4.54}} {
		got, err := ui.Contrast(tt.a, tt.b)
		if err != nil || got < tt.want-0.01 || got > tt.want+0.01 {
			t.Errorf("%s on %s: %.3f, %v; want %.2f", tt.a, tt.b, got, err, tt.want)
		}
	}
	for _, bad := range []string{"", "#12", "red", "#12345g", "#1234567"} {
		if _, err := ui.Contrast(bad, "#fff"); err == nil {
			t.Errorf("%q is a colour", bad)
		}
	}
}

var (
	literal = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(`)
	used    = regexp.MustCompile(`(?:^|[\s;{])(color|background|background-color|fill|stroke): var\(--([a-z-]+)\)`)
)

// TestColoursComeFromTheTable keeps colours out of all other style sheets, so
// that none escapes [TestContrast]. Paper has its own.
func TestColoursComeFromTheTable(t *testing.T) {
	sheets, err := styleFiles()
	if err != nil || len(sheets) == 0 {
		t.Fatal(err, sheets)
	}
	known := func(isText bool, name string) bool {
		return slices.ContainsFunc(ui.Pairs, func(p ui.Pair) bool {
			return isText && p.Text == name || !isText && (p.Ground == name || p.Shape && p.Text == name)
		})
	}
	for _, sheet := range append(sheets, "static/code.css") {
		source, err := os.ReadFile(sheet)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(sheet)
		for n, line := range strings.Split(string(source), "\n") {
			if found := literal.FindString(line); found != "" && name != "10-values.css" && name != "90-paper.css" {
				t.Errorf("%s:%d: %s: give it a name in 10-values.css", name, n+1, found)
			}
			for _, m := range used.FindAllStringSubmatch(line, -1) {
				decorative := m[1] != "color" && (m[2] == "line" || m[2] == "shade" || strings.HasPrefix(m[1], "fill") || m[1] == "stroke")
				if !decorative && !known(m[1] == "color", m[2]) {
					t.Errorf("%s:%d: %s: --%s is not among ui.Pairs", name, n+1, m[1], m[2])
				}
			}
		}
	}
}
