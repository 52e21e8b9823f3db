package content

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A reporter collects the findings of one file.
type reporter struct {
	file     string
	lang     string // of the messages
	findings []Finding
}

// maxFindings is how many findings one file may have. More would say nothing
// new, and a hostile file could have thousands.
const maxFindings = 200

// report adds the finding of that name in [messages].
func (r *reporter) report(name string, at span, args ...any) {
	r.reportHint(name, at, "", args...)
}

// reportHint is report for messages whose hint depends on the case.
func (r *reporter) reportHint(name string, at span, hint string, args ...any) {
	switch n := len(r.findings); {
	case n == maxFindings-1 && name != "more-findings":
		r.report("more-findings", span{})
		return
	case n >= maxFindings:
		return
	}
	m := messages[name]
	for i, arg := range args {
		if text, ok := arg.(string); ok {
			args[i] = shorten(text)
		}
	}
	text := m.zh
	if english(r.lang) {
		text = m.en
	}
	suggestion := text[1]
	if suggestion == "" {
		suggestion = hint
	} else if strings.Contains(suggestion, "%") {
		suggestion = fmt.Sprintf(suggestion, args...)
	}
	said := text[0]
	if strings.Contains(said, "%") {
		said = fmt.Sprintf(said, args...)
	}
	r.findings = append(r.findings, Finding{
		File: r.file,
		Line: at.line, Column: at.column, EndLine: at.endLine, EndColumn: at.endColumn,
		Rule: m.rule, Level: m.level,
		Message: said, Suggestion: suggestion,
	})
}

// harmless replaces characters that a terminal or a page would obey instead of showing them.
func harmless(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return ' '
	case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
		return utf8.RuneError
	}
	return r
}

// shorten cuts what a message quotes: a link may be an image of megabytes.
func shorten(s string) string {
	const most = 80 // characters
	s = strings.Map(harmless, s[:min(len(s), (most+1)*utf8.UTFMax)])
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}

// syntax reports keys and values that can't be read, by the message of that
// name, which takes the cause as its only argument.
func (r *reporter) syntax(name, src string, err *syntaxError) {
	cause, hint := explain(r.lang, err.cause)
	if strings.Contains(err.cause, "non-map value") && strings.Contains(src, "：") {
		hint = phrase(r.lang, "full-width")
	}
	if err.at.line > 0 && err.at.column > 0 {
		cause = phrase(r.lang, "line", err.at.line, cause)
	}
	r.reportHint(name, err.at, hint, cause)
}

// causes are the parsers' words for the mistakes that people make, with ours
// and the hint that helps.
var causes = []struct {
	contains string
	zh, en   string
	hint     string
}{
	{"mapping value is not allowed", "值里有没加引号的冒号", "a value holds a colon outside quotes", "quote"},
	{"map key-value is pre-defined", "引号后面还有文字", "text follows the closing quote", "quote"},
	{"value is not allowed in this context", "值后面多出了文字", "text follows the value", "quote"},
	{"reserved character", "值以保留符号开头", "a value begins with a reserved character", "quote"},
	{"could not find end character", "引号没有成对", "a quote is not closed", "quote"},
	{"non-map value", "有一行不是“键: 值”的形式", "a line is no key with a value", "keys"},
	{"'\t'", "用了制表符缩进", "it is indented with a tab", "indent"},
	{"tab character", "用了制表符缩进", "it is indented with a tab", "indent"},
	{"']' must be specified", "方括号没有成对", "a bracket is not closed", "close"},
	{"end token ']'", "方括号没有成对", "a bracket is not closed", "close"},
	{"end token '}'", "花括号没有成对", "a brace is not closed", "close"},
	{"flow map", "花括号里的内容不完整", "the braces hold no complete list of keys and values", "quote"},
	{"unknown alias", "引用了没有定义的名称（* 开头的值要加引号）", "it refers to an anchor that is not defined (a value beginning with * needs quotes)", "quote"},
	{errTooDeep, "嵌套太深", errTooDeep, "syntax"},
	{errTooMany, "内容太多", errTooMany, "syntax"},
}

// explain puts a parser's words into the reader's language, with a hint.
func explain(lang, cause string) (said, hint string) {
	for _, c := range causes {
		if strings.Contains(cause, c.contains) {
			if english(lang) {
				return c.en, phrase(lang, c.hint)
			}
			return c.zh, phrase(lang, c.hint)
		}
	}
	return phrase(lang, "cause", cause), phrase(lang, "syntax")
}
