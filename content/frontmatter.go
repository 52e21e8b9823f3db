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
			source := rest[:offset]
			if mark == "---" && !emptyKeys.Match(source) && !keyLine.Match(source) {
				return none
			}
			return frontMatter{mark: mark, source: source, body: after, line: line + 1}
		}
		offset = len(rest) - len(after)
		line++
	}
	if !keyLine.Match(rest) {
		return none
	}
	return openFrontMatter(mark, rest)
}

var (
	// keyLine matches a text whose first line that says anything is a key,
	// also with the full-width colon that people type by mistake, or a map in
	// braces.
	keyLine = regexp.MustCompile(`^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:["']?[\p{L}_][\p{L}\p{N}_ .-]*["']?[ \t]*(?:[:=](?:\s|$)|：)|\{|\[)`)

	// emptyKeys matches front matter that has nothing but comments.
	emptyKeys = regexp.MustCompile(`^(?:[ \t]*(?:#.*)?(?:\n|$))*$`)
)

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

// parse reads the keys; the result is nil if there are none. Unless they are
// readable it has reported why.
func (fm *frontMatter) parse(r *reporter) (root *node, readable bool) {
	switch {
	case fm.mark == "":
		return nil, true
	case fm.open:
		r.report("front-matter-not-closed", spanOf(1, 1, fm.mark), fm.mark)
		return nil, false
	case len(fm.source) > maxFrontMatter:
		r.report("front-matter-large", spanOf(1, 1, fm.mark), maxFrontMatter>>10)
		return nil, false
	}
	root, ok := parseKeys(string(fm.source), fm.mark == "+++", 2, "bad-front-matter", r)
	if !ok {
		return nil, false
	}
	if root != nil && root.kind != nodeMap && root.kind != nodeNull {
		hint := phrase(r.lang, "keys")
		if bytes.Contains(fm.source, []byte("：")) {
			hint = phrase(r.lang, "full-width")
		}
		r.reportHint("front-matter-shape", root.at, hint)
		return nil, false
	}
	return root, true
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
		r.syntax(message, src, err)
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
