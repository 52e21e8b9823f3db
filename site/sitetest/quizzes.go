package sitetest

import (
	"strings"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// QuizSecrets are words that the quizzes of [Quizzes] hide, and which stand
// nowhere else.
var QuizSecrets = []string{"zqanswer", "zqsecond", "zqwhy", "zqlink"}

const quizSource = "```quiz 小测标题\n? 首次回应最迟几小时____？\n= zqanswer | zqsecond\n= zqanswer\n" +
	"> 因为zqwhy，见[这里](zqlink.md)。\n-> zqlink.md#zqwhy\n多余的zqwhy\n```\n"

// Quizzes is a library with a quiz wherever an author may put one, well or
// badly written, a document for each.
func Quizzes() fstest.MapFS {
	behind := func(prefix string) string {
		return prefix + strings.Join(strings.SplitAfter(strings.TrimSuffix(quizSource, "\n"), "\n"), prefix) + "\n"
	}
	texts := map[string]string{
		"top":        quizSource,
		"list":       "- 一\n\n" + behind("  "),
		"quote":      behind("> "),
		"callout":    "!!! note\n\n" + behind("    "),
		"footnote":   "文[^1]\n\n[^1]: 注\n\n" + behind("    "),
		"unclosed":   strings.TrimSuffix(quizSource, "```\n"),
		"tilde":      strings.ReplaceAll(quizSource, "```", "~~~"),
		"upper":      strings.ReplaceAll(quizSource, "quiz", "QUIZ"),
		"attribute":  strings.ReplaceAll(quizSource, "quiz", "quiz {#a .b}"),
		"crlf":       strings.ReplaceAll(quizSource, "\n", "\r\n"),
		"indented":   "文\n\n" + behind("    "),
		"lazy":       "文\n" + behind("    "),
		"html":       "<details>\n" + quizSource + "</details>\n",
		"pre":        "<pre>\n" + quizSource + "</pre>\n",
		"comment":    "<!--\n" + quizSource + "-->\n",
		"ended":      "> " + quizSource + "\n后\n",
		"within":     "例如 " + quizSource + "\n后\n",
		"heading":    "# " + quizSource,
		"items":      behind("- "),
		"dots":       strings.ReplaceAll(quizSource, "```", "···"),
		"nested":     strings.Repeat("<div>", 600) + "\n\n" + quizSource,
		"case/index": "---\nkind: case\ntimeline:\n  - at: 2026-01-02\n    type: outbreak\n    text: 起\n---\n" + quizSource,
		"index":      "欢迎\n\n" + quizSource,
	}
	fsys := fstest.MapFS{"yanxi/settings.yaml": {Data: []byte("name: 小测库\n")}}
	for name, text := range texts {
		if !strings.HasPrefix(text, "---") {
			text = "---\ndate: 2026-01-02\ntags: [甲]\n---\n" + text
		}
		fsys[name+".md"] = &fstest.MapFile{Data: []byte(text)}
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("# 标题\n\n" + quizSource)
	if err != nil {
		panic(err) // all of it is in GB18030
	}
	fsys["gb.md"] = &fstest.MapFile{Data: []byte(gb)}
	return fsys
}
