package content

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// A span is a place in a file: lines and columns from 1, columns in
// characters, the end exclusive. The zero span means the whole file.
type span struct {
	line, column       int
	endLine, endColumn int
}

// nodeKind says what a [node] is. Scalars keep how they were written, because
// what a key wants decides what a value means: a title may be 007.
type nodeKind int

const (
	nodeNull nodeKind = iota
	nodeString
	nodeNumber
	nodeBool
	nodeTime // TOML only: YAML dates are strings here
	nodeList
	nodeMap
)

// A node is one value of front matter or of a settings file, YAML or TOML,
// with its place in the file.
type node struct {
	kind    nodeKind
	text    string    // of a scalar: a string's value, otherwise the source
	list    []*node   // of a nodeList
	members []*member // of a nodeMap, in the author's order
	at      span
}

// A member is one key of a map with its value.
type member struct {
	key    string // as written
	folded string // by foldKey
	at     span   // of the key
	value  *node
	used   bool // taken by a field
}

func newMember(key string, at span, value *node) *member {
	return &member{key: key, folded: foldKey(key), at: at, value: value}
}

// scalar reports whether the node has a text, be it of whatever type.
func (n *node) scalar() bool {
	return n != nil && n.kind != nodeNull && n.kind != nodeList && n.kind != nodeMap
}

// items are the entries of a list, or the node itself where an author wrote one
// without a list; none if there is no node.
func (n *node) items() []*node {
	switch {
	case n == nil:
		return nil
	case n.kind == nodeList:
		return n.list
	}
	return []*node{n}
}

// value returns the node as plain Go data for [Document.Meta]: string,
// number and date as written, bool, []any, map[string]any or nil.
func (n *node) value() any {
	switch n.kind {
	case nodeNull:
		return nil
	case nodeBool:
		return strings.EqualFold(n.text, "true")
	case nodeList:
		list := make([]any, len(n.list))
		for i, item := range n.list {
			list[i] = item.value()
		}
		return list
	case nodeMap:
		m := make(map[string]any, len(n.members))
		for _, member := range n.members {
			m[member.key] = member.value.value()
		}
		return m
	default:
		return n.text
	}
}

// get returns the value of a key of a map, compared as [foldKey] does; nil if
// there is none.
func (n *node) get(keys ...string) *node {
	if n == nil || n.kind != nodeMap {
		return nil
	}
	for _, key := range keys {
		for _, m := range n.members {
			if m.folded == key && m.value.kind != nodeNull {
				m.used = true
				return m.value
			}
		}
	}
	return nil
}

// foldKey makes keys of all tools alike: lower case, '-' as '_'.
func foldKey(key string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(key)), "-", "_")
}

// spanOf is the place of a text that begins at line and column and does not
// go past its line.
func spanOf(line, column int, text string) span {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	return span{line, column, line, column + utf8.RuneCountInString(text)}
}

// spanOfFirst is the place of the first occurrence of part in a text.
func spanOfFirst(text []byte, part string) span {
	i := bytes.Index(text, []byte(part))
	if i < 0 {
		return span{}
	}
	begin := bytes.LastIndexByte(text[:i], '\n') + 1
	line := 1 + bytes.Count(text[:i], []byte("\n"))
	return spanOf(line, 1+utf8.RuneCount(text[begin:i]), part)
}
