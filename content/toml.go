package content

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// parseTOML reads TOML whose first line is line first of its file. The whole
// text is checked by the decoder, then read again as syntax, because only the
// syntax knows where things stand.
func parseTOML(src string, first int) (*node, *syntaxError) {
	if nesting(src) > maxDepth {
		return nil, &syntaxError{errTooDeep, span{line: first}}
	}
	data := []byte(src)
	var checked map[string]any
	if err := toml.Unmarshal(data, &checked); err != nil {
		return nil, tomlError(err, first)
	}
	c := tomlConverter{first: first, src: src, starts: lineStarts(src)}
	c.parser.Reset(data)
	root := &node{kind: nodeMap}
	table := root
	for c.parser.NextExpression() && c.nodes <= maxNodes {
		e := c.parser.Expression()
		switch e.Kind {
		case unstable.KeyValue:
			c.keyValue(table, e)
		case unstable.Table:
			table = c.descend(root, e.Key(), false)
		case unstable.ArrayTable:
			table = c.descend(root, e.Key(), true)
		}
	}
	if err := c.parser.Error(); err != nil {
		return nil, &syntaxError{err.Error(), span{line: first}}
	}
	if c.nodes > maxNodes {
		return nil, &syntaxError{errTooMany, span{line: first}}
	}
	return root, nil
}

func tomlError(err error, first int) *syntaxError {
	var de *toml.DecodeError
	if !errors.As(err, &de) {
		return &syntaxError{err.Error(), span{line: first}}
	}
	line, column := de.Position()
	at := spanOf(line+first-1, column, "?")
	return &syntaxError{strings.TrimPrefix(de.Error(), "toml: "), at}
}

type tomlConverter struct {
	parser unstable.Parser
	src    string
	starts []int // offset of each line
	first  int
	nodes  int
}

// descend finds or makes the table that a dotted key names; of an array of
// tables its last item, or with appendItem a new one.
func (c *tomlConverter) descend(from *node, keys unstable.Iterator, appendItem bool) *node {
	n := from
	for keys.Next() {
		k := keys.Node()
		m := c.member(n, k)
		if keys.IsLast() && appendItem {
			m.value.kind = nodeList
			m.value.list = append(m.value.list, &node{kind: nodeMap, at: m.at})
			c.nodes++
		} else if m.value.kind == nodeNull {
			m.value.kind = nodeMap
		}
		n = m.value
		if n.kind == nodeList && len(n.list) > 0 {
			n = n.list[len(n.list)-1]
		}
	}
	return n
}

// member finds or makes the member of a table for one part of a key.
func (c *tomlConverter) member(n *node, key *unstable.Node) *member {
	name := string(key.Data)
	for _, m := range n.members {
		if m.key == name {
			return m
		}
	}
	c.nodes++
	at := c.span(key.Raw)
	m := newMember(name, at, &node{at: at})
	n.members = append(n.members, m)
	return m
}

func (c *tomlConverter) keyValue(table *node, e *unstable.Node) {
	keys := e.Key()
	n := table
	for keys.Next() {
		m := c.member(n, keys.Node())
		if keys.IsLast() {
			m.value = c.value(e.Value(), m.at)
			return
		}
		if m.value.kind == nodeNull {
			m.value.kind = nodeMap
		}
		n = m.value
	}
}

// value converts a value; at is where its key stands, for the kinds of values
// that the parser gives no place for.
func (c *tomlConverter) value(v *unstable.Node, at span) *node {
	c.nodes++
	n := &node{at: at, text: string(v.Data)}
	if v.Raw.Length > 0 {
		n.at = c.span(v.Raw)
	}
	switch v.Kind {
	case unstable.Array:
		n.kind, n.text = nodeList, ""
		for it := v.Children(); it.Next(); {
			n.list = append(n.list, c.value(it.Node(), n.at))
		}
	case unstable.InlineTable:
		n.kind, n.text = nodeMap, ""
		for it := v.Children(); it.Next(); {
			c.keyValue(n, it.Node())
		}
	case unstable.String:
		n.kind = nodeString
	case unstable.Bool:
		n.kind = nodeBool
	case unstable.Integer, unstable.Float:
		n.kind = nodeNumber
	default:
		n.kind = nodeTime
	}
	return n
}

func (c *tomlConverter) span(r unstable.Range) span {
	offset := int(r.Offset)
	line := sort.SearchInts(c.starts, offset+1) - 1
	column := 1 + utf8.RuneCountInString(c.src[c.starts[line]:offset])
	return spanOf(line+c.first, column, c.src[offset:offset+int(r.Length)])
}

// lineStarts returns the offset of each line of a text.
func lineStarts(src string) []int {
	starts := []int{0}
	for i := 0; i < len(src); i++ {
		if src[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}
