package convert

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A flow puts what an element holds below each other.
type flow struct {
	*page
	out   []*block
	runs  []run
	notes []*note
}

// blocks reads what stands in an element.
func (p *page) blocks(n *html.Node) []*block {
	f := &flow{page: p}
	f.kids(n, 0, "")
	f.flush()
	return f.out
}

func (f *flow) kids(n *html.Node, st style, link string) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		f.node(k, st, link)
	}
}

// flush ends the paragraph at hand. Two line breaks in a row end one, too.
func (f *flow) flush() {
	runs := f.runs
	f.runs = nil
	for len(runs) > 0 {
		at := len(runs)
		for i := 0; i+1 < len(runs); i++ {
			if runs[i].kind == lineBreak && nextShown(runs[i+1:]) == lineBreak {
				at = i
				break
			}
		}
		f.put(&block{runs: runs[:at]})
		for at < len(runs) && (runs[at].kind == lineBreak || runs[at].kind == words && blank(runs[at:at+1])) {
			at++
		}
		runs = runs[at:]
	}
	f.put(&block{})
}

// nextShown is what comes next, white space aside.
func nextShown(runs []run) runKind {
	for _, r := range runs {
		if r.kind != words || !blank([]run{r}) {
			return r.kind
		}
	}
	return words
}

// put adds a block with the notes that wait for one.
func (f *flow) put(b *block) {
	if b.shows() {
		b.notes = append(b.notes, f.notes...)
		f.notes = nil
		f.out = append(f.out, b)
		return
	}
	if n := len(f.out); n > 0 {
		f.out[n-1].notes = append(f.out[n-1].notes, f.notes...)
		f.notes = nil
	}
}

func (f *flow) note(n *note) { f.notes = append(f.notes, n) }

// node reads one node.
func (f *flow) node(n *html.Node, st style, link string) {
	switch {
	case n.Type == html.TextNode:
		f.text(n.Data, st, link)
		return
	case n.Type != html.ElementNode || unseen(n):
		return
	case f.beside(n):
		f.dropped++
		return
	}
	st = styled(n, st)
	if f.inline(n, st, link) {
		return
	}
	if !isBlock[n.DataAtom] {
		f.kids(n, st, link)
		return
	}
	f.flush()
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		f.heading(n, int(n.Data[1]-'0'), st, link)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		if !f.deeper() {
			f.kids(n, st, link)
			break
		}
		f.list(n)
		f.nest--
	case atom.Table:
		f.table(n)
	case atom.Blockquote:
		if !f.deeper() {
			f.kids(n, st, link)
			break
		}
		f.put(&block{kind: quote, body: f.page.blocks(n)})
		f.nest--
	case atom.Pre, atom.Listing, atom.Xmp, atom.Plaintext:
		f.pre(n)
	case atom.Hr:
		f.put(&block{kind: rule})
	case atom.Dt:
		f.kids(n, st|bold, link)
	default:
		at := len(f.out)
		f.kids(n, st, link)
		f.flush()
		if centred(n) && len(f.out) == at+1 {
			f.out[at].look.centred = true
		}
	}
	f.flush()
}

// deeper goes into a list or quotation; false if that would be too deep.
func (f *flow) deeper() bool {
	if f.nest >= maxListDepth {
		f.note(f.converter.notes.count("deep"))
		return false
	}
	f.nest++
	return true
}

// isBlock are the elements that stand in lines of their own.
var isBlock = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Nav: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Hgroup: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Dl: true,
	atom.Dt: true, atom.Dd: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Tbody: true, atom.Thead: true, atom.Tfoot: true, atom.Caption: true,
	atom.Blockquote: true, atom.Pre: true, atom.Hr: true, atom.Figure: true, atom.Figcaption: true, atom.Address: true, atom.Center: true, atom.Fieldset: true,
	atom.Legend: true, atom.Details: true, atom.Summary: true, atom.Form: true, atom.Body: true, atom.Html: true, atom.Menu: true, atom.Dir: true, atom.Listing: true, atom.Xmp: true, atom.Plaintext: true,
}

func centred(n *html.Node) bool {
	return strings.EqualFold(attr(n, "align"), "center") || n.DataAtom == atom.Center ||
		strings.Contains(strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", ""), "text-align:center")
}

func (f *flow) heading(n *html.Node, level int, st style, link string) {
	in := &flow{page: f.page}
	in.kids(n, st&^bold, link)
	in.flush()
	f.notes = append(f.notes, in.notes...)
	runs := flat(in.out, 0)
	for i := range runs {
		runs[i].style &^= bold
	}
	for _, b := range in.out {
		f.notes = append(f.notes, b.notes...)
	}
	f.put(&block{kind: heading, level: level, runs: runs})
}

// list reads a list. What stands in it and is no item joins the item before.
func (f *flow) list(n *html.Node) {
	l := &block{kind: list}
	if n.DataAtom == atom.Ol {
		l.start = 1
		if s, err := strconv.Atoi(attr(n, "start")); err == nil && s > 0 && s < 1_000_000 {
			l.start = s
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type != html.ElementNode || unseen(k) {
			continue
		}
		in := &flow{page: f.page}
		if k.DataAtom == atom.Li {
			in.kids(k, styled(k, 0), "")
		} else {
			in.node(k, 0, "")
		}
		in.flush()
		f.notes = append(f.notes, in.notes...)
		switch {
		case len(in.out) == 0:
		case k.DataAtom == atom.Li || len(l.items) == 0:
			l.items = append(l.items, in.out)
			if t := attr(n, "type"); n.DataAtom == atom.Ol && t != "" && t != "1" {
				f.note(f.converter.notes.count("letters"))
			}
		default:
			at := len(l.items) - 1
			l.items[at] = append(l.items[at], in.out...)
		}
	}
	f.put(l)
}

// pre reads code, whose lines are those of the source.
func (f *flow) pre(n *html.Node) {
	var b strings.Builder
	visit(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
		return !unseen(n)
	})
	if strings.TrimSpace(b.String()) != "" {
		f.put(&block{kind: code, runs: []run{{text: b.String()}}})
	}
}
