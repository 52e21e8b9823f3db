package site

import (
	_ "embed"
	"html/template"
	"strings"

	"yanxi/content/markdown"
	"yanxi/site/ui"
)

// What is counted, in words.
var (
	//go:embed privacy.zh-CN.md
	privacyChinese []byte
	//go:embed privacy.en.md
	privacyEnglish []byte
)

// privacyPage says what is counted of readers. p is the address that was asked for.
func (e *Edition) privacyPage(p string) (*Page, error) {
	if p != pathPrivacy {
		return &Page{Location: pathPrivacy}, nil
	}
	source, lang := privacyChinese, e.ui.Lang()
	if strings.HasPrefix(lang, "en") {
		source = privacyEnglish
	}
	title := e.ui.T("privacy.title")
	text := markdown.Parse(source, markdown.Options{Lang: lang})
	return e.render("privacy", ui.PrivacyPage{
		Layout:  e.layout(title, e.ui.T("privacy.lead"), pathPrivacy),
		Heading: title,
		Body:    template.HTML(text.HTML(asWritten{})), //nolint:gosec // our own text, sanitised as all are
	})
}
