package content

import (
	"bytes"
	"regexp"
	"strings"
)

// maxFrontMatter bounds front matter, settings and vocabularies, in bytes.
const maxFrontMatter = 256 << 10

// frontMatter is a text split into what is about it and the text itself.
//
// Front matter is what stands between the first line of a file, which must be
// "---" for YAML or "+++" for TOML, and the next line that repeats it ("..."
// ends YAML too). Blank space after the marks does not matter.
type frontMatter struct {
	mark   string // "---", "+++" or empty for none
	source []byte // between the marks
	body   []byte // what follows
	line   int    // of the file on which body begins, from 1
	open   bool   // the closing mark is missing
}

// splitFrontMatter finds the front matter of a decoded text. A text that
// begins with a thematic break, "---" with no key after it, has none.
func splitFrontMatter(text []byte) frontMatter {
	none := frontMatter{body: text, line: 1}
	first, rest := nextLine(text)
	mark := string(bytes.TrimRight(first, " \t"))
	if mark != "---" && mark != "+++" {
		return none
	}
	line, offset := 2, 0
	for offset < len(rest) {
		l, after := nextLine(rest[offset:])
		l = bytes.TrimRight(l, " \t")
		if string(l) == mark || mark == "---" && string(l) == "..." {
			return frontMatter{mark: mark, source: rest[:offset], body: after, line: line + 1}
		}
		offset = len(rest) - len(after)
		line++
	}
	if !keyLine.Match(rest) {
		return none
	}
	return openFrontMatter(mark, rest)
}

// keyLine matches a text whose first line that says anything is a key.
var keyLine = regexp.MustCompile(`^(?:[ \t]*(?:#.*)?\n)*["']?[\p{L}_][\p{L}\p{N}_ .-]*["']?[ \t]*[:=](?:\s|$)`)

// openFrontMatter splits front matter without an end at the first blank
// line, so that a reader sees the text and not the keys.
func openFrontMatter(mark string, rest []byte) frontMatter {
	fm := frontMatter{mark: mark, open: true, line: 2}
	offset := 0
	for offset < len(rest) {
		l, after := nextLine(rest[offset:])
		if len(bytes.TrimSpace(l)) == 0 {
			break
		}
		offset = len(rest) - len(after)
		fm.line++
	}
	fm.source, fm.body = rest[:offset], rest[offset:]
	return fm
}

// nextLine returns the first line without its end, and what follows it.
func nextLine(text []byte) (line, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, nil
}

// parse reads the keys. They are nil if there are none or, after a report,
// if they can't be used.
func (fm *frontMatter) parse(r *reporter) *node {
	switch {
	case fm.mark == "":
		return nil
	case fm.open:
		r.report("front-matter-not-closed", spanOf(1, 1, fm.mark), fm.mark)
		return nil
	case len(fm.source) > maxFrontMatter:
		r.report("front-matter-large", spanOf(1, 1, fm.mark), maxFrontMatter>>10)
		return nil
	}
	root, ok := parseKeys(string(fm.source), fm.mark == "+++", 2, "bad-front-matter", r)
	if ok && root != nil && root.kind != nodeMap && root.kind != nodeNull {
		r.report("front-matter-shape", root.at)
		return nil
	}
	return root
}

// parseKeys reads YAML or TOML and reports what is wrong with it.
func parseKeys(src string, isTOML bool, first int, message string, r *reporter) (root *node, ok bool) {
	var repeated []*member
	var err *syntaxError
	if isTOML {
		root, err = parseTOML(src, first)
	} else {
		root, repeated, err = parseYAML(src, first)
	}
	if err != nil {
		r.syntax(message, err)
		return nil, false
	}
	for _, m := range repeated {
		r.report("repeated-key", m.at, m.key)
	}
	return root, true
}

// draftLine matches a line of unreadable front matter that forbids publishing.
var draftLine = regexp.MustCompile(`(?mi)^[ \t]*["']?(?:draft["']?[ \t]*[:=][ \t]*["']?(?:true|yes|on|y|1)|(?:published|publish)["']?[ \t]*[:=][ \t]*["']?(?:false|no|off|n|0)|status["']?[ \t]*[:=][ \t]*["']?draft)["']?[ \t]*(?:#.*)?$`)

// saysDraft reports whether a line of front matter that can't be read says
// that the text is a draft. Where the end is missing, the lines of the text
// count too: to hold back is the smaller mistake.
func (fm *frontMatter) saysDraft() bool {
	source := fm.source
	if fm.open {
		source = append(append([]byte(nil), fm.source...), fm.body...)
	}
	return draftLine.Match(source[:min(len(source), maxFrontMatter)])
}

// oneLine makes a title or a name of a value that may run over lines.
func oneLine(s string) string {
	return strings.Join(strings.Fields(s), " ")
}
