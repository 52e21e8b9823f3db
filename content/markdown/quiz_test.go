package markdown

import (
	"strings"
	"testing"
)

// given resolves no links and knows one quiz.
type given struct{ asWritten }

func (given) Quiz(n int) string { return "<form>" + strings.Repeat("?", n+1) + "</form>" }

const fencedQuiz = "```quiz 四道关\n? 问\n= SECRET\n> SECRET\n```\n"

func TestQuizHTML(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"top", fencedQuiz, "<form>?</form>\n"},
		{"two", fencedQuiz + "\n~~~ QUIZ\n? 问\n~~~\n", "<form>?</form>\n<form>??</form>\n"},
		{"between a table's tags", "<table><tr>\n\n" + fencedQuiz + "\n</tr></table>\n", "<form>?</form><table><tbody><tr>\n\n</tr></tbody></table>\n"},
		{"in an open link", "<a href=\"x\">\n\n" + fencedQuiz, "<a href=\"x\">\n</a><form>?</form>\n"},
		{"forged", "<b class=\"quiz-place-0\"></b>\n\n<div class=\"quiz-place-0\"></div>\n", "<p><b></b></p>\n<div></div>\n"},
		{"forged as text", "`<div class=\"quiz-place-0\"></div>`\n\n" + fencedQuiz, "<p><code>&lt;div class=&quot;quiz-place-0&quot;&gt;&lt;/div&gt;</code></p>\n<form>?</form>\n"},
		{"hidden by a style", "<style>\n\n" + fencedQuiz, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Parse([]byte(tt.src), Options{})
			if got := d.HTML(given{}); got != tt.want {
				t.Errorf("HTML\n%s\nwant\n%s", got, tt.want)
			}
			if got := d.HTML(nil); strings.Contains(got, "SECRET") {
				t.Errorf("without a resolver: %s", got)
			}
		})
	}
}

// TestQuizHidden puts an answer wherever an author might.
func TestQuizHidden(t *testing.T) {
	lines := strings.SplitAfter(fencedQuiz, "\n")
	behind := func(prefix string) string { return prefix + strings.Join(lines, prefix) }
	tests := []struct {
		name, src string
		loose     bool
	}{
		{"top", fencedQuiz, false},
		{"tildes, upper case, attributes", "~~~ QUIZ {#id .x} 题\n? 问\n= SECRET\n~~~\n", false},
		{"full width", "```ｑｕｉｚ\n= SECRET\n```\n", false},
		{"pandoc", "```{.quiz #a}\n= SECRET\n```\n", false},
		{"no space before the title", "```quiz四道关\n= SECRET\n```\n", false},
		{"character reference", "```qu&#105;z\n= SECRET\n```\n", false},
		{"unclosed", "```quiz\n? 问\n= SECRET\n", false},
		{"list", "- 一\n\n" + behind("  "), false},
		{"ordered list", "1. 一\n\n" + behind("   "), false},
		{"quote", behind("> "), false},
		{"list in quote", "> - ```quiz\n>   = SECRET\n>   ```\n", false},
		{"callout", "> [!NOTE]\n" + behind("> "), false},
		{"vitepress", "::: tip\n" + fencedQuiz + ":::\n", false},
		{"mkdocs", "!!! note\n\n" + behind("    "), false},
		{"footnote", "a[^1]\n\n[^1]: b\n\n" + behind("    "), false},
		{"definition", "a\n: b\n\n" + behind("    "), false},
		{"CRLF", strings.ReplaceAll(fencedQuiz, "\n", "\r\n"), false},

		{"indented code", "文\n\n" + behind("    "), true},
		{"continued paragraph", "文\n" + behind("    "), true},
		{"list, too far", "- 一\n" + behind("      "), true},
		{"glued to raw HTML", "<div>\n" + fencedQuiz + "</div>\n", true},
		{"pre", "<pre>\n" + fencedQuiz + "</pre>\n", true},
		{"comment", "<!--\n" + fencedQuiz + "-->\n\n后\n", true},
		{"quote that ends", "> ```quiz\n? 问\n= SECRET\n```\n\n后\n", true},
		{"item that ends", "- ```quiz\n? 问\n\n= SECRET\n```\n\n后\n", true},
		{"too deep", strings.Repeat(">", 60) + " ```quiz\n" + strings.Repeat(">", 60) + " = SECRET\n", true},
		{"behind a word", "例如 " + fencedQuiz + "\n后\n", true},
		{"behind a word, blank line", "例如 ```quiz 题\n\n? 问\n= SECRET\n```\n\n后\n", true},
		{"behind a word, with a key", "例如 ```quiz 题\nid: a\n\n? 问\n= SECRET\n```\n\n后\n", true},
		{"behind a no-break space", "\u00a0" + fencedQuiz, true},
		{"behind nothing that is seen", "\u200b" + fencedQuiz, true},
		{"behind a backslash", "\\" + fencedQuiz, true},
		{"behind raw HTML", "<details><summary>甲</summary>" + fencedQuiz + "</details>\n\n后\n", true},
		{"heading", "# " + fencedQuiz + "\n后\n", true},
		{"footnote's first line", "甲[^1]\n\n[^1]: " + fencedQuiz, true},
		{"link", "[" + fencedQuiz + "](x)\n", true},
		{"one line", "甲 ```quiz 题 ? 问 (x) SECRET``` 乙\n\n后\n", true},
		{"cell of a table", "| 甲 |\n|---|\n| ```quiz<br>? 问<br>= SECRET<br>``` |\n\n后\n", true},
		{"an item for each line", "- ```quiz\n- ? 问\n- = SECRET\n- ```\n\n后\n", true},
		{"middle dots", "···quiz 题\n? 问\n= SECRET\n···\n\n后\n", true},
		{"wide backticks", "｀｀｀quiz 题\n? 问\n= SECRET\n｀｀｀\n\n后\n", true},
		{"colons", "：```quiz\n= SECRET\n```\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := Parse([]byte(tt.src), Options{Title: "题"})
			all := d.HTML(nil) + FirstHeading([]byte(tt.src))
			for _, s := range d.Sections() {
				all += s.Heading + s.Text
			}
			if strings.Contains(all, "SECRET") {
				t.Errorf("shown: %s", all)
			}
			if strings.Contains(tt.src, "后") && !strings.Contains(all, "后") {
				t.Errorf("the text behind is lost: %s", all)
			}
			found := ""
			loose := false
			for _, q := range d.Quizzes() {
				loose = loose || q.Loose
				if q.Commented != strings.HasPrefix(tt.src, "<!--") {
					t.Errorf("Commented is %v", q.Commented)
				}
				for _, l := range q.Lines {
					found += l.Text
				}
			}
			if !strings.Contains(found, "SECRET") || loose != tt.loose {
				t.Errorf("quizzes: %+v", d.Quizzes())
			}
		})
	}
}

func TestQuizExample(t *testing.T) {
	d := Parse([]byte("````markdown\n"+fencedQuiz+"````\n\n写 `` ```quiz `` 就行。\n"), Options{})
	if len(d.Quizzes()) != 0 || !strings.Contains(d.HTML(nil), "SECRET") {
		t.Errorf("an example is no quiz: %+v", d.Quizzes())
	}
	for _, src := range []string{"写 ```quiz 开头", "写 ```quiz``` 开头。\n\n? 真的吗", "```quiz``` 开头。\n\n? 真的吗", "写 ```quiz 开头。\n\n对吗？= 对"} {
		if d := Parse([]byte(src), Options{}); len(d.Quizzes()) != 0 {
			t.Errorf("%q is a quiz: %+v", src, d.Quizzes())
		}
	}
	for _, src := range []string{"```quizzes\n=\n```", "```quiz-js\n=\n```", "quiz", "```\nquiz\n```"} {
		if d := Parse([]byte(src), Options{}); len(d.Quizzes()) != 0 || MayHaveQuiz([]byte(src)) {
			t.Errorf("%q is a quiz: %+v", src, d.Quizzes())
		}
	}
}

func TestQuizAnchors(t *testing.T) {
	src := "## gates\n\n<i id=gates></i><i id=gates-x></i>\n\n" + fencedQuiz
	d := Parse([]byte(src), Options{QuizIDs: func([]Quiz) []string { return []string{"gates"} }})
	if got := d.Sections()[0].Anchor; got != "gates-1" {
		t.Errorf("the heading has the id %q", got)
	}
	if got := strings.Count(d.HTML(nil), `id="gates"`); got != 1 {
		t.Errorf("%d elements with the id: %s", got, d.HTML(nil))
	}
	q := d.Quizzes()[0]
	if q.ID != "gates" || q.Title != "四道关" || q.Line != 5 || q.Lines[1] != (QuizLine{"= SECRET", 7, 1}) {
		t.Errorf("%+v", q)
	}
}

func TestQuizLines(t *testing.T) {
	d := Parse([]byte("> - 一\n>   ```quiz\n>   ? 问\n>   ```\n"), Options{})
	if got := d.Quizzes()[0].Lines[0]; got != (QuizLine{"? 问", 3, 5}) {
		t.Errorf("%+v", got)
	}
}

func TestQuizNoHeading(t *testing.T) {
	tests := []struct{ src, want string }{
		{"- ```quiz\n  ? 问\n  (x) SECRET\n  ---\n  # SECRET\n  ```\n\n# 题\n", "题"},
		{"> ```quiz\n> ```\n\n题\n===\n", "题"},
		{"    ```quiz\n# SECRET\n", ""},
	}
	for _, tt := range tests {
		if got := FirstHeading([]byte(tt.src)); got != tt.want {
			t.Errorf("%q has the heading %q, want %q", tt.src, got, tt.want)
		}
	}
}
