package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
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
	closed   bool // raw HTML gets no ids
	reserved []string
	taken    map[string]bool
	next     map[string]int // the last number tried for a base, so that many equal headings stay cheap
}

func newIDSet(reserved []string) *idSet {
	s := &idSet{reserved: reserved, taken: make(map[string]bool, len(reserved)), next: map[string]int{}}
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

// free reports whether raw HTML may have an id: one of plain form that is not
// taken and does not begin like one that the page has reserved.
func (s *idSet) free(id string) bool {
	if s.closed || s.taken[id] || !plainID.MatchString(id) {
		return false
	}
	for _, prefix := range s.reserved {
		if strings.HasPrefix(id, prefix+"-") {
			return false
		}
	}
	return !strings.HasPrefix(id, "fn-") && !strings.HasPrefix(id, "fnref-")
}

// headingParser reads the attributes at the end of a heading, as goldmark's own
// option does, but only the id among them and in time linear in the line.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	lines := n.Lines()
	if n.Parent() == nil || lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	before, id := cutAttributes(last.Value(reader.Source()))
	if id != "" && last.Padding == 0 {
		last.Stop = last.Start + len(before)
		lines.Set(lines.Len()-1, last)
		n.SetAttributeString("id", id)
	}
}

// cutAttributes separates the text of a heading from an id such as the one of
// "标题 {#intro}"; the id is empty if there is none.
func cutAttributes(line []byte) (text []byte, id string) {
	trimmed := bytes.TrimRight(line, " \t\r\n")
	open := bytes.LastIndexByte(trimmed, '{')
	if open < 0 || trimmed[len(trimmed)-1] != '}' {
		return line, ""
	}
	for _, word := range bytes.Fields(trimmed[open+1 : len(trimmed)-1]) {
		if word[0] == '#' {
			id = cleanID(string(word[1:]))
		} else if word[0] != '.' && bytes.IndexByte(word, '=') < 1 {
			return line, "" // braces that mean themselves
		}
	}
	return bytes.TrimRight(trimmed[:open], " \t"), id
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
		f, _ := d.fragmentOf(n)
		return f.isComment()
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
			name, _ := id.(string)
			h.SetAttributeString("id", d.ids.unique(name))
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
