package site

import (
	"html/template"
	"strings"

	"yanxi/content/markdown"
)

// ownText is a text of the site itself in its language, out of Markdown.
func (e *Edition) ownText(chinese, english []byte) template.HTML {
	source, lang := chinese, e.ui.Lang()
	if strings.HasPrefix(lang, "en") {
		source = english
	}
	text := markdown.Parse(source, markdown.Options{Lang: lang})
	return template.HTML(text.HTML(asWritten{})) //nolint:gosec // our own text, sanitised as all are
}

// asWritten leaves addresses as they are.
type asWritten struct{}

// ResolveLink implements [markdown.Resolver].
func (asWritten) ResolveLink(link markdown.Link) markdown.Target {
	return markdown.Target{URL: link.Dest, External: true}
}
