package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// bombSize is how long a text is that would take minutes if its markup were
// parsed without bounds.
const bombSize = 100_000

// repeat returns s until it is as long as a bomb.
func repeat(s string) string { return strings.Repeat(s, bombSize/len(s)) }

// numbered returns what format makes of 0, 1, 2 … until it is as long as a bomb.
func numbered(format string) string {
	var b strings.Builder
	for i := 0; b.Len() < bombSize; i++ {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Each of these has made a Markdown parser take quadratic time or space. That
// the test ends at all is half of what it checks.
func TestBombs(t *testing.T) {
	half := bombSize / 2
	bombs := map[string]string{
		"quotes":                  repeat(">"),
		"lists":                   repeat("- "),
		"lists and quotes":        repeat("1. > "),
		"lists over empty lines":  strings.Repeat("- ", 60) + "a" + repeat("\n") + "b",
		"lists by indentation":    numbered("%*.0s- a\n"),
		"definitions":             "a\n" + repeat(": "),
		"open brackets":           repeat("["),
		"open images":             repeat("![a"),
		"nested brackets":         strings.Repeat("[", half) + "a" + strings.Repeat("]", half),
		"nested images":           strings.Repeat("![", half/4) + "a" + strings.Repeat("](b)", half/4),
		"unclosed destinations":   repeat("[a]("),
		"unclosed titles":         repeat(`[a](b "c`),
		"short references":        repeat("[a]\n"),
		"long definition":         "[a]: " + strings.Repeat("x", half) + "\n\n" + strings.Repeat("[a]", half/3),
		"definitions of links":    numbered("[a%d]: b\n"),
		"unfinished definitions":  repeat("[a]: b\n[a]:"),
		"wikilinks":               repeat("[[a|"),
		"stars":                   repeat("*a "),
		"closers without openers": "a**b" + repeat("c* "),
		"mixed delimiters":        repeat("*a_ "),
		"nested emphasis":         strings.Repeat("*a **b ", half/7) + strings.Repeat(" b** a*", half/7),
		"backticks":               numbered("e%[1]*.[1]d`"),
		"unclosed tags":           repeat("<a b='\n"),
		"unclosed comments":       repeat("a <!--"),
		"addresses":               repeat(" www.a.b"),
		"half addresses":          repeat("~a"),
		"attributes":              "# " + repeat("{a="),
		"cells":                   strings.Repeat("|a", half/8) + "\n" + strings.Repeat("|-", half/8) + "\n" + strings.Repeat("|\n", half/8),
		"escaped pipes":           "|a|\n|-|\n" + repeat("|`\\|`|\n"),
		"footnotes":               numbered("[^%[1]d]: b [^%[1]d]\n\n"),
		"equal headings":          repeat("# a\n"),
		"math":                    repeat("$a "),
		"open math blocks":        repeat("$$a\nb\n"),
		"containers":              repeat("::: tip\n"),
		"admonitions":             numbered("!!! note \"%d\"\n    "),
		"raw elements":            repeat("<div>"),
		"raw formatting":          repeat("<b><i>\n\na\n\n"),
		"raw links":               repeat("<a href=x>"),
		"raw links on lines":      repeat("<a href=x>\n"),
		"languages":               numbered("```x%d\na\n```\n"),
		"one line":                repeat("字[a](b)，`c` **d** "),
	}
	for name, src := range bombs {
		t.Run(name, func(t *testing.T) {
			d := Parse([]byte(src), Options{})
			size := 0
			for _, s := range d.Sections() {
				size += len(s.Heading) + len(s.Text)
			}
			if size > 2*len(src) {
				t.Errorf("%d bytes of text from %d", size, len(src))
			}
			if n := len(d.Links()); n > len(src) {
				t.Errorf("%d links", n)
			}
			if n := len(d.HTML(nil)); n > 40*len(src) {
				t.Errorf("%d bytes of HTML from %d", n, len(src))
			}
			FirstHeading([]byte(src))
		})
	}
}

// What people write is far from every bound.
func TestBoundsAreWide(t *testing.T) {
	long := strings.Repeat("**快报事实，**慎报[原因](a.md)，见 `码` 与 [[b|名]]。", 2000)
	d := Parse([]byte(long), Options{})
	if got, want := len(d.Links()), 4000; got != want {
		t.Errorf("%d links in a paragraph of %d bytes, want %d", got, len(long), want)
	}
	if got := strings.Count(d.HTML(nil), "<strong>"); got != 2000 {
		t.Errorf("%d bold words, want 2000", got)
	}
	deep := strings.Repeat("> ", 12) + strings.Repeat("- ", 12) + "甲"
	html := Parse([]byte(deep), Options{}).HTML(nil)
	if strings.Count(html, "<blockquote>") != 12 || strings.Count(html, "<li>") != 12 {
		t.Errorf("12 quotes around 12 lists are %s", html)
	}
	table := "| 甲 | 乙 |\n|---|---|\n" + strings.Repeat("| 1 | |\n", 5000)
	if got := strings.Count(Parse([]byte(table), Options{}).HTML(nil), "<tr>"); got != 5001 {
		t.Errorf("%d rows, want 5001", got)
	}
}
