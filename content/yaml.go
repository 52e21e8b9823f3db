package content

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Bounds on structured data, far above what people write by hand. They keep a
// hostile file (a chain of aliases that grows tenfold at each step, ten
// thousand open brackets) from costing more than a few milliseconds.
const (
	maxNodes = 20_000 // after aliases are expanded
	maxDepth = 64
)

// A syntaxError is why YAML or TOML could not be read, and where.
type syntaxError struct {
	cause string // the parser's words, English
	at    span
}

func (e *syntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.at.line, e.at.column, e.cause)
}

var (
	errTooDeep = "nested too deeply"
	errTooMany = "too many values"
)

// parseYAML reads one YAML document whose first line is line first of its
// file. The result is nil for a document without content.
func parseYAML(src string, first int) (root *node, repeated []*member, err *syntaxError) {
	if nesting(src) > maxDepth {
		return nil, nil, &syntaxError{errTooDeep, span{line: first}}
	}
	file, parseErr := yamlTree(src)
	if parseErr != nil {
		return nil, nil, yamlError(parseErr, first)
	}
	c := yamlConverter{first: first, anchors: map[string]ast.Node{}}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		root = c.convert(doc.Body, 0)
		break
	}
	if c.err != nil {
		return nil, nil, c.err
	}
	return root, c.repeated, nil
}

// yamlTree parses YAML. A parser of this size may have a panic left in it, and
// one odd file must not take the library down.
func yamlTree(src string) (file *ast.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the YAML parser gave up: %v", p)
		}
	}()
	return parser.ParseBytes([]byte(src), 0, parser.AllowDuplicateMapKey())
}

// nesting is an upper bound of how deeply YAML flow collections and
// sequences within one line are nested; goccy/go-yaml takes quadratic time on
// them. Brackets in strings count, which text in front matter never notices.
func nesting(src string) int {
	depth, deepest, dashes := 0, 0, 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		case '-':
			dashes++
		case ' ', '\t':
		default:
			dashes = 0
		}
		deepest = max(deepest, depth)
		// a run of "- - -" opens a sequence with each dash, "-----" none
		if dashes > maxDepth && i > 0 && src[i-1] != '-' && src[i] == '-' {
			deepest = max(deepest, dashes)
		}
	}
	return deepest
}

func yamlError(err error, first int) *syntaxError {
	var ye yaml.Error
	if !errors.As(err, &ye) || ye.GetToken() == nil || ye.GetToken().Position == nil {
		return &syntaxError{err.Error(), span{line: first}}
	}
	tk := ye.GetToken()
	return &syntaxError{ye.GetMessage(), tokenSpan(tk, first)}
}

// tokenSpan is where a token stands in the file.
func tokenSpan(tk *token.Token, first int) span {
	if tk == nil || tk.Position == nil {
		return span{line: first}
	}
	text := strings.TrimLeft(tk.Origin, " \t\n")
	text, _, _ = strings.Cut(text, "\n")
	text = strings.TrimRight(text, " \t")
	return spanOf(tk.Position.Line+first-1, tk.Position.Column, text)
}

// yamlConverter turns the syntax tree into nodes, expanding aliases within
// bounds.
type yamlConverter struct {
	first    int
	anchors  map[string]ast.Node
	nodes    int
	repeated []*member
	err      *syntaxError
}

func (c *yamlConverter) convert(n ast.Node, depth int) *node {
	out := &node{}
	if n == nil || c.err != nil {
		return out
	}
	out.at = tokenSpan(n.GetToken(), c.first)
	c.nodes++
	if c.nodes > maxNodes || depth > maxDepth {
		cause := errTooMany
		if depth > maxDepth {
			cause = errTooDeep
		}
		c.err = &syntaxError{cause, out.at}
		return out
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		c.convertMap(out, n.Values, depth)
	case *ast.MappingValueNode:
		c.convertMap(out, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		out.kind = nodeList
		for _, item := range n.Values {
			out.list = append(out.list, c.convert(item, depth+1))
		}
	case *ast.AnchorNode:
		if n.Name != nil {
			c.anchors[n.Name.GetToken().Value] = n.Value
		}
		return c.convert(n.Value, depth+1)
	case *ast.AliasNode:
		return c.convertAlias(n, out, depth)
	case *ast.TagNode:
		return c.convert(n.Value, depth+1)
	default:
		convertScalar(out, n)
	}
	return out
}

func (c *yamlConverter) convertAlias(n *ast.AliasNode, out *node, depth int) *node {
	name := ""
	if n.Value != nil {
		name = n.Value.GetToken().Value
	}
	target, ok := c.anchors[name]
	if !ok {
		c.err = &syntaxError{"unknown alias *" + name, out.at}
		return out
	}
	// The anchor is forgotten meanwhile, so that it can't contain itself.
	delete(c.anchors, name)
	expanded := c.convert(target, depth+1)
	c.anchors[name] = target
	expanded.at = out.at
	return expanded
}

func (c *yamlConverter) convertMap(out *node, values []*ast.MappingValueNode, depth int) {
	out.kind = nodeMap
	if len(values) > 0 && values[0].Key != nil {
		out.at = tokenSpan(values[0].Key.GetToken(), c.first)
	}
	seen := make(map[string]int, len(values))
	var bases []*node
	for _, v := range values {
		if _, merge := v.Key.(*ast.MergeKeyNode); merge {
			bases = append(bases, c.convert(v.Value, depth+1))
			continue
		}
		key := &node{}
		if k, complex := v.Key.(*ast.MappingKeyNode); complex {
			key = c.convert(k.Value, depth+1)
		} else if v.Key != nil {
			key = c.convert(v.Key, depth+1)
		}
		m := newMember(key.text, key.at, c.convert(v.Value, depth+1))
		if i, ok := seen[m.key]; ok {
			c.repeated = append(c.repeated, m)
			out.members[i] = m
			continue
		}
		seen[m.key] = len(out.members)
		out.members = append(out.members, m)
	}
	for _, base := range bases {
		merge(out, base, seen)
	}
}

// merge adds the members of `<<: *base` that the map does not set itself.
func merge(out, base *node, seen map[string]int) {
	bases := []*node{base}
	if base.kind == nodeList {
		bases = base.list
	}
	for _, b := range bases {
		for _, m := range b.members {
			if _, ok := seen[m.key]; !ok {
				seen[m.key] = len(out.members)
				out.members = append(out.members, m)
			}
		}
	}
}

func convertScalar(out *node, n ast.Node) {
	tk := n.GetToken()
	if tk != nil {
		out.text = strings.TrimSpace(tk.Value)
	}
	switch n := n.(type) {
	case *ast.StringNode:
		out.kind, out.text = nodeString, n.Value
	case *ast.LiteralNode:
		out.kind, out.text = nodeString, n.Value.Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		out.kind = nodeNumber
	case *ast.BoolNode:
		out.kind = nodeBool
	case *ast.NullNode, *ast.CommentNode, *ast.CommentGroupNode:
		out.kind, out.text = nodeNull, ""
	default:
		out.kind = nodeString
	}
	if !utf8.ValidString(out.text) {
		out.text = strings.ToValidUTF8(out.text, "�")
	}
}
