package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A calloutTitle is the first child of a block that is a callout, and says
// what kind of one. Its lines are the title; without lines the kind is the title.
type calloutTitle struct {
	ast.BaseBlock
	word string // the kind as the author wrote it
	fold folding
}

// folding says whether a callout can be folded.
type folding int

const (
	unfolding folding = iota // always open
	folded                   // closed until the reader opens it
	unfolded                 // open until the reader closes it
)

var kindCalloutTitle = ast.NewNodeKind("CalloutTitle")

func (*calloutTitle) Kind() ast.NodeKind { return kindCalloutTitle }

func (n *calloutTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// titleOf returns the title of a block that is a callout, or nil.
func titleOf(n ast.Node) *calloutTitle {
	title, _ := n.FirstChild().(*calloutTitle)
	return title
}

// A calloutKind is one look of callouts with its default title.
type calloutKind struct{ class, zh, en string }

// calloutKinds are the words for kinds in the tools whose callouts we read:
// GitHub, Obsidian, VitePress, Docusaurus, MkDocs Material.
var calloutKinds = map[string]calloutKind{
	"note":      {"note", "说明", "Note"},
	"info":      {"note", "说明", "Info"},
	"todo":      {"note", "待办", "To do"},
	"abstract":  {"note", "摘要", "Abstract"},
	"summary":   {"note", "摘要", "Summary"},
	"tldr":      {"note", "摘要", "Summary"},
	"details":   {"note", "详情", "Details"},
	"tip":       {"tip", "提示", "Tip"},
	"hint":      {"tip", "提示", "Hint"},
	"success":   {"tip", "完成", "Success"},
	"check":     {"tip", "完成", "Done"},
	"done":      {"tip", "完成", "Done"},
	"question":  {"tip", "问题", "Question"},
	"help":      {"tip", "问题", "Help"},
	"faq":       {"tip", "问题", "FAQ"},
	"important": {"important", "重要", "Important"},
	"warning":   {"warning", "注意", "Warning"},
	"attention": {"warning", "注意", "Attention"},
	"caution":   {"caution", "警告", "Caution"},
	"danger":    {"caution", "警告", "Danger"},
	"error":     {"caution", "错误", "Error"},
	"failure":   {"caution", "失败", "Failure"},
	"fail":      {"caution", "失败", "Failure"},
	"missing":   {"caution", "缺失", "Missing"},
	"bug":       {"caution", "故障", "Bug"},
	"example":   {"example", "示例", "Example"},
	"quote":     {"quote", "引用", "Quote"},
	"cite":      {"quote", "引用", "Quote"},
}

// calloutKindOf returns the kind for a word; an unknown one is a note that has
// the word itself as its title.
func calloutKindOf(word string) calloutKind {
	if k, ok := calloutKinds[strings.ToLower(word)]; ok {
		return k
	}
	return calloutKind{"note", word, word}
}

// callout renders the block that a title makes a callout.
func (w *htmlWriter) callout(title *calloutTitle) {
	kind := calloutKindOf(title.word)
	block, heading := "div", "p"
	if title.fold != unfolding {
		block, heading = "details", "summary"
	}
	w.write("<", block)
	w.attr("class", "callout callout-"+kind.class)
	switch title.fold {
	case unfolding:
		w.write(` role="note"`)
	case unfolded:
		w.write(" open")
	}
	w.write(">\n<", heading, ` class="callout-title">`)
	switch {
	case title.Lines().Len() > 0:
		w.inlines(title)
	case w.doc.words == english:
		w.text(kind.en)
	default:
		w.text(kind.zh)
	}
	w.write("</", heading, ">\n")
	for c := title.NextSibling(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.write("</", block, ">\n")
}
