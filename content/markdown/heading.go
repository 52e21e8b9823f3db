package markdown

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/width"
)

// HeadingID returns the id of a heading with the given plain text, when no
// other heading of the document has it: lower-cased, spaces as hyphens, without
// punctuation and symbols but hyphens and underscores. "第二节 四道关" becomes
// "第二节-四道关".
func HeadingID(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r == '-', r == '_', unicode.In(r, unicode.L, unicode.N, unicode.M):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	id := strings.ReplaceAll(strings.TrimSpace(b.String()), " ", "-")
	if id == "" {
		return "section"
	}
	return id
}

// An idSet gives out ids that are unique on a page.
type idSet struct {
	taken map[string]bool
	next  map[string]int // the last number tried for a base, so that many equal headings stay cheap
}

func newIDSet(reserved []string) *idSet {
	s := &idSet{taken: make(map[string]bool, len(reserved)), next: map[string]int{}}
	for _, id := range reserved {
		s.taken[id] = true
	}
	return s
}

// unique returns base, or base with the first free number after it.
func (s *idSet) unique(base string) string {
	id := base
	for s.taken[id] {
		s.next[base]++
		id = base + "-" + strconv.Itoa(s.next[base])
	}
	s.taken[id] = true
	return id
}

// headings returns the headings of the text, those in quotes and lists included.
func (d *Document) headings() []*ast.Heading {
	var all []*ast.Heading
	walkBlocks(d.root, func(n ast.Node) {
		if h, ok := n.(*ast.Heading); ok {
			all = append(all, h)
		}
	})
	return all
}

// walkBlocks calls f for n and each block below it, in order.
func walkBlocks(n ast.Node, f func(ast.Node)) {
	f(n)
	for c := n.FirstChild(); c != nil && c.Type() != ast.TypeInline; {
		next := c.NextSibling()
		walkBlocks(c, f)
		c = next
	}
}

// dropTitle removes the level-1 heading that opens the text if it says what
// the page's title says.
func (d *Document) dropTitle(title string) {
	if title == "" {
		return
	}
	n := d.root.FirstChild()
	for n != nil && d.isInvisible(n) {
		n = n.NextSibling()
	}
	h, ok := n.(*ast.Heading)
	if ok && h.Level == 1 && foldTitle(d.plain(h)) == foldTitle(title) {
		d.root.RemoveChild(d.root, h)
	}
}

// isInvisible reports whether a block leaves nothing on the page.
func (d *Document) isInvisible(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.LinkReferenceDefinition:
		return true
	case *ast.HTMLBlock:
		return isComment(d.htmlSource(n))
	}
	return false
}

// foldTitle removes the differences that a reader does not see between two titles.
func foldTitle(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, width.Fold.String(s))
}

// shiftHeadings leaves level 1 to the page's title.
func (d *Document) shiftHeadings() {
	headings := d.headings()
	for _, h := range headings {
		if h.Level == 1 {
			for _, h := range headings {
				h.Level = min(h.Level+1, 6)
			}
			return
		}
	}
}

// assignIDs gives each heading its id: first those that the author chose, then
// those made from the text, so that no made one takes a chosen one's place.
func (d *Document) assignIDs() {
	d.reserveFootnotes()
	headings := d.headings()
	for _, h := range headings {
		if id, ok := h.AttributeString("id"); ok {
			name, _ := id.([]byte)
			h.SetAttributeString("id", d.ids.unique(cleanID(string(name))))
		}
	}
	for _, h := range headings {
		if _, ok := h.AttributeString("id"); !ok {
			h.SetAttributeString("id", d.ids.unique(HeadingID(d.plain(h))))
		}
	}
}

// cleanID makes an id of what an author wrote for one.
func cleanID(id string) string {
	id = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("\"'<>&`=\x00", r) {
			return -1
		}
		return r
	}, id)
	if id == "" {
		return "section"
	}
	return id
}

// headingID returns the id that assignIDs gave.
func headingID(h *ast.Heading) string {
	id, _ := h.AttributeString("id")
	s, _ := id.(string)
	return s
}
