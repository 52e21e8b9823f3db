package markdown

import "strings"

// words are the words that the renderer adds to a page.
type words struct {
	table, tableOf, comma                 string
	footnotes, footnote, back, done, todo string
	quiz, quizOf                          string
}

var (
	chinese = &words{
		table: "表格", tableOf: "表格：", comma: "、",
		footnotes: "注释", footnote: "注释", back: "回到正文",
		done: "已完成", todo: "未完成",
		quiz: "小测", quizOf: "小测：",
	}
	english = &words{
		table: "Table", tableOf: "Table: ", comma: ", ",
		footnotes: "Notes", footnote: "Note", back: "Back to the text",
		done: "Done", todo: "To do",
		quiz: "Quiz", quizOf: "Quiz: ",
	}
)

// wordsFor returns the words in the language of a BCP 47 tag.
func wordsFor(lang string) *words {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if base == "en" {
		return english
	}
	return chinese
}
