package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// documentParser reads whole texts. It is safe for concurrent use.
var documentParser = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(boundedBlock{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(boundedBlock{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
		util.Prioritized(mathBlockParser{}, 90),
		util.Prioritized(boundedBlock{fencedCallouts{}}, 95),
		util.Prioritized(boundedBlock{indentedCallouts{}}, 96),
		util.Prioritized(boundedBlock{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		util.Prioritized(newFootnoteParser(), 999),
	),
	parser.WithInlineParsers(inlineParsers()...),
	parser.WithParagraphTransformers(
		util.Prioritized(quoteCallouts{}, 50),
		util.Prioritized(boundedDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
)

// inlineParsers returns the parsers of everything within a line.
func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(boundedSpan{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(footnoteRefParser{extension.NewFootnoteParser()}, 101),
		util.Prioritized(mathSpanParser{}, 110),
		util.Prioritized(wikilinkParser{}, 199),
		util.Prioritized(bracketParser{linkParser{parser.NewLinkParser()}}, 200),
		util.Prioritized(linkParser{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
		util.Prioritized(bareLinkParser{linkParser{extension.NewLinkifyParser()}}, 999),
	}
}
