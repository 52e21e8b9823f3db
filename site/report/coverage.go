package report

import (
	"strings"

	"yanxi/content"
	"yanxi/index/zh"
)

// A Coverage knows what the library's titles, headings and tags are about. It
// is made by reading all texts, so that one is made for each state of the library.
type Coverage struct{ texts []string } // of each document, folded

// mostHeadings bounds what is kept of a document.
const mostHeadings = 300

// Cover reads a library. What cannot be read has its title and tags alone.
func Cover(lib *content.Library) *Coverage {
	c := &Coverage{}
	for _, d := range lib.Documents() {
		parts := append([]string{d.Title, d.Summary}, d.Tags...)
		if body, err := lib.Read(d); err == nil {
			for _, s := range first(lib.Sections(d, body), mostHeadings) {
				parts = append(parts, s.Heading)
			}
		}
		c.texts = append(c.texts, zh.FoldString(strings.Join(parts, "\n")))
	}
	return c
}

// Of counts the documents that have a word, as package zh writes it, in what they are about.
func (c *Coverage) Of(word string) int {
	n := 0
	if c == nil {
		return 0
	}
	for _, text := range c.texts {
		if strings.Contains(text, word) {
			n++
		}
	}
	return n
}
