package markdown

import "github.com/yuin/goldmark/ast"

// Features returns what the page of this text needs besides its HTML.
func (d *Document) Features() Features {
	var f Features
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *mathSpan, *mathBlock:
			f.Math = true
		case *ast.FencedCodeBlock:
			if d.isQuiz(n) {
				f.Quiz = true
				break
			}
			switch lang := d.language(n); lang {
			case "math":
				f.Math = true
			case "mermaid":
				f.Mermaid = true
			default:
				f.Code = f.Code || lexerFor(lang) != nil
			}
		}
		return ast.WalkContinue, nil
	})
	return f
}
