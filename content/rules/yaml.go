package rules

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// A node is a value of a rule file with its place. Rule files have no aliases, so their trees are as large as they are.
type node struct {
	kind         nodeKind
	text         string
	list         []*node
	members      []member
	line, column int
}

type nodeKind int

const (
	nodeScalar nodeKind = iota
	nodeList
	nodeMap
)

type member struct {
	key   string
	value *node
}

func (n *node) isMap() bool { return n.kind == nodeMap }

// maxBrackets bounds flow collections, on which the parser takes quadratic time when they are nested.
const maxBrackets = 16

// parseYAML reads a file; the result is nil for one that says nothing.
func parseYAML(src []byte) (root *node, problem *Problem) {
	if nested(src) {
		return nil, &Problem{Message: "括号嵌套太深，整个文件没有采用", MessageEN: "brackets are nested too deeply; the file is not used"}
	}
	defer func() {
		if p := recover(); p != nil { // a parser of this size may have one left in it
			root, problem = nil, unreadable(fmt.Errorf("%v", p))
		}
	}()
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		return nil, unreadable(err)
	}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		root, err := convert(doc.Body, 0)
		if err != nil {
			return nil, unreadable(err)
		}
		return root, nil
	}
	return nil, nil
}

func nested(src []byte) bool {
	depth := 0
	for _, b := range src {
		switch b {
		case '[', '{':
			if depth++; depth > maxBrackets {
				return true
			}
		case ']', '}':
			depth = max(depth-1, 0)
		}
	}
	return false
}

func unreadable(err error) *Problem {
	p := &Problem{}
	var ye yaml.Error
	cause := err.Error()
	if errors.As(err, &ye) {
		cause = ye.GetMessage()
		if tk := ye.GetToken(); tk != nil && tk.Position != nil {
			p.Line, p.Column = tk.Position.Line, tk.Position.Column
		}
	}
	p.Message = "规则文件读不懂，整个文件没有采用：" + cause
	p.MessageEN = "the file of rules can't be read and is not used: " + cause
	return p
}

var errShape = errors.New("aliases and deep nesting are not for rule files")

func convert(n ast.Node, depth int) (*node, error) {
	out := &node{}
	if n == nil {
		return out, nil
	}
	if depth > 6 {
		return nil, errShape
	}
	if tk := n.GetToken(); tk != nil && tk.Position != nil {
		out.line, out.column = tk.Position.Line, tk.Position.Column
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return convertMap(out, n.Values, depth)
	case *ast.MappingValueNode:
		return convertMap(out, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		out.kind = nodeList
		for _, item := range n.Values {
			v, err := convert(item, depth+1)
			if err != nil {
				return nil, err
			}
			out.list = append(out.list, v)
		}
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		return nil, errShape
	case *ast.StringNode:
		out.text = n.Value
	case *ast.LiteralNode:
		out.text = n.Value.Value
	case *ast.NullNode, *ast.CommentNode, *ast.CommentGroupNode:
	default:
		out.text = strings.TrimSpace(n.GetToken().Value)
	}
	return out, nil
}

func convertMap(out *node, values []*ast.MappingValueNode, depth int) (*node, error) {
	out.kind = nodeMap
	for _, v := range values {
		key := strings.TrimSpace(v.Key.GetToken().Value)
		if len(out.members) == 0 {
			out.line, out.column = v.Key.GetToken().Position.Line, v.Key.GetToken().Position.Column
		}
		value, err := convert(v.Value, depth+1)
		if err != nil {
			return nil, err
		}
		if value.line == 0 {
			value.line, value.column = out.line, out.column
		}
		out.members = append(out.members, member{key, value})
	}
	return out, nil
}
