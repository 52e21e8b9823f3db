package site

import (
	_ "embed"

	"yanxi/site/ui"
)

// What is counted, in words.
var (
	//go:embed privacy.zh-CN.md
	privacyChinese []byte
	//go:embed privacy.en.md
	privacyEnglish []byte
)

// privacyPage says what is counted of readers.
func (e *Edition) privacyPage() (*Page, error) {
	title := e.ui.T("privacy.title")
	return e.render("privacy", ui.PrivacyPage{
		Layout:  e.layout(title, e.ui.T("privacy.lead"), pathPrivacy),
		Heading: title,
		Body:    e.ownText(privacyChinese, privacyEnglish),
	})
}
