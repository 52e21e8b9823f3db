// Package rules holds the rules that a text has to pass before it goes out: those of the four
// gates policy, wording, confidentiality and law, as far as a machine can check them. It knows
// texts and rules, nothing of libraries: package content reads a library's own rule files and
// turns what is found here into findings of files.
//
//	set := rules.Compile(rules.Defaults(), rules.Wording, rules.Law)
//	for _, f := range set.Check(rules.Text{Source: src, Kind: "note"}) { … }
//
// # A rule file
//
// One file a gate, in YAML, all keys optional but id and one of words and check:
//
//	off: [long-sentence]            # rules of the defaults that do not hold here
//	rules:
//	  - id: cold-phrase             # the same id as a default replaces it
//	    level: warning              # error, warning (if missing) or info
//	    message: “{hit}”把人挡在门外   # {hit} is what was found, {use} what to write
//	    message_en: …
//	    suggestion: 说清下一步找谁、几点前答复
//	    suggestion_en: …
//	    source: 培训课程“人性化表达”
//	    kinds: [note, case]         # of documents; all if missing
//	    in: [title, headings, body] # places: front, headings, body, or keys of front matter
//	    quoted: false               # not in quotations: > lines, statement and words of a case, “…” and 「…」
//	    words:                      # literal; a list, or a text with a word between blanks
//	      - 无可奉告
//	      - 帐号→账号                 # with what to write instead
//	    unless: [无可奉告体]          # longer words in which a hit is none
//	    fix: true                   # what to write instead can be written by a program
//	    once: true                  # the first hit of each word in a file
//	    unexplained: true           # no hit where the word stands beside a bracket anywhere in the file
//	    check: resident-id          # a built-in check, see [Checks], instead of words
//	    limit: 120                  # a number that the check takes
//
// Words match regardless of the case of ASCII letters; one that begins or ends with such a letter or
// a digit matches whole words there. Nothing matches across masked text: code, math, HTML,
// addresses of links. A word that is broken by a line end is not found.
//
// # Waivers
//
// A comment <!-- 放行 cold-phrase：引的是原话 --> (or waive cold-phrase: reason) switches a rule off for the
// paragraph that it is in, up to the next blank line, or, standing alone, for the next one. With 全文 (whole) after the
// id it holds for the whole text. In front matter a comment # 放行 … holds for the next line, or the line
// that it ends. A waiver without reason, or of an unknown rule, is a finding and waives nothing.
//
// # Cost
//
// All words of all gates are one automaton (Aho and Corasick, 1975) over bytes, and all checks share one pass over the
// text. Both are linear in the text and allocate only for what they find. Findings are bounded by [MaxFindings] a text.
package rules

// The gates, in the order of the course.
const (
	Policy          = "policy"
	Wording         = "wording"
	Confidentiality = "confidentiality"
	Law             = "law"
)

// Gates lists the gates in the order of the course.
func Gates() []string { return []string{Policy, Wording, Confidentiality, Law} }

// Levels of rules; they are those of findings in package content.
const (
	Error   = "error"
	Warning = "warning"
	Info    = "info"
)

// A Rule is one thing that a text must not hold. See the package comment for what the fields mean.
type Rule struct {
	ID              string
	Gate            string
	Level           string
	Message         string
	MessageEN       string
	Suggestion      string
	SuggestionEN    string
	Source          string
	Kinds           []string // empty: all
	In              []string // empty: everywhere
	SkipQuoted      bool
	Words           []Word
	Unless          []string
	Fix             bool
	Once            bool
	OnlyUnexplained bool
	Check           string
	Limit           int // 0: the check's own
}

// A Word is what a rule looks for, and what to write instead, if anything.
type Word struct{ Text, Use string }

// A Text is what is checked.
type Text struct {
	Source []byte // valid UTF-8 with line feeds, front matter included; not changed
	Body   int    // offset of the text after the front matter; 0 without front matter
	Kind   string // of the document: course, note, case
}

// A Finding is one hit. Start and End are offsets in [Text.Source].
type Finding struct {
	Rule       *Rule
	Start, End int
	Use        string // what to write instead, empty if there is nothing
	Fixable    bool   // Use may be written by a program
	Problem    string // of a waiver: one of the constants below, with Rule nil
	Gate       string
}

// Problems of waivers.
const (
	WaiverWithoutReason = "waiver-without-reason"
	WaiverUnknown       = "waiver-unknown-rule"
)

// MaxFindings bounds the findings of one text.
const MaxFindings = 500
