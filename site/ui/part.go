package ui

import (
	"fmt"
	"html/template"
	"strings"
)

// Part renders one part of a page by itself, such as a quiz in a text.
func (u *UI) Part(name string, value any) (template.HTML, error) {
	var b strings.Builder
	if err := u.parts.ExecuteTemplate(&b, name, value); err != nil {
		return "", fmt.Errorf("part %s: %w", name, err)
	}
	return template.HTML(b.String()), nil //nolint:gosec // what a template wrote
}
