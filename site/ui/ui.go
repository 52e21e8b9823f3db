// Package ui is what the pages look like and say: templates, style sheets,
// scripts and the messages of each language, embedded in the program.
//
// A template is named for the page that fills it (home.html for site.HomePage)
// and stands inside layout.html. Style sheets and scripts are served below
// [AssetPrefix] under names that carry a hash of their content, so that they
// can be kept by browsers for ever.
package ui

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates static messages
var files embed.FS

// A UI renders pages in one language. It is safe for concurrent use.
type UI struct {
	messages  Messages
	templates map[string]*template.Template // by page
	parts     *template.Template
}

// New prepares the templates and messages for a language, a BCP 47 tag; an
// unknown one falls back to Chinese. An error means a mistake in an embedded file.
func New(lang string) (*UI, error) {
	messages, err := loadMessages(lang)
	if err != nil {
		return nil, err
	}
	u := &UI{messages: messages, templates: map[string]*template.Template{}}
	shared, err := template.New("").Funcs(u.functions()).ParseFS(files, "templates/layout.html", "templates/parts/*.html")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	pages, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, page := range pages {
		name := strings.TrimSuffix(path.Base(page), ".html")
		if name == "layout" {
			continue
		}
		t, err := template.Must(shared.Clone()).ParseFS(files, page)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		u.templates[name] = t
	}
	u.parts = shared // cannot be cloned any more once it was executed
	return u, nil
}

// Lang is the language of the messages, a BCP 47 tag.
func (u *UI) Lang() string { return u.messages.Lang }

// T is the message for a key, with its arguments filled in as by [fmt.Sprintf].
func (u *UI) T(key string, args ...any) string { return u.messages.Text(key, args...) }

// Quoting is T for a message that has a reader's text in quotation marks. Text
// with marks of its own stands without ours, in the message key.marks.
func (u *UI) Quoting(key, text string) string {
	if strings.ContainsAny(text, `"“”「」『』＂`) {
		key += ".marks"
	}
	return u.T(key, text)
}

// Label is the message for an id of a group, such as "kind" or "act"; an id
// that the catalogue does not know is its own label.
func (u *UI) Label(group, id string) string {
	if text, ok := u.messages.texts[group+"."+id]; ok {
		return text
	}
	return id
}

// Render writes a page with the template of that name.
func (u *UI) Render(w io.Writer, name string, page any) error {
	t := u.templates[name]
	if t == nil {
		return fmt.Errorf("no template %q", name)
	}
	if err := t.ExecuteTemplate(w, "layout", page); err != nil {
		return fmt.Errorf("template %s: %w", name, err)
	}
	return nil
}
