package convert

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/traditionalchinese"
)

// A page is the reading of one web page.
type page struct {
	*converter
	base    *url.URL // relative addresses are relative to it; nil: not known
	meta    map[string]string
	dropped int // parts that are not the main text
	depth   int // of tables within each other
	nest    int // of lists and quotations within each other
	total   int // characters to read in the body
	weights map[*html.Node]weight
}

// maxTags bounds the tags of a page: each may become many times its size in memory.
const maxTags = 400_000

// readHTML reads the main text of a web page.
func readHTML(c *converter, src []byte) (*text, error) {
	src, err := c.decodeHTML(src)
	if err != nil {
		return nil, err
	}
	if bytes.Count(src, []byte("<")) > maxTags {
		return nil, fail("many", nil)
	}
	root, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		return nil, fail("too-deep", err)
	}
	p := &page{converter: c, meta: map[string]string{}, weights: map[*html.Node]weight{}}
	p.readHead(root)
	t := &text{}
	main := p.mainOf(root)
	if main == nil {
		return nil, fail("empty", nil)
	}
	p.about(t, root, main)
	t.blocks = p.blocks(main)
	if p.dropped > 0 {
		c.notes.add("page-parts")
	}
	return t, nil
}

// charset matches the encoding that a page says it has.
var charset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_-]+)`)

// decodeHTML reads a page as its text is read, but for encodings that only pages name.
func (c *converter) decodeHTML(src []byte) ([]byte, error) {
	if m := charset.FindSubmatch(src[:min(len(src), 4096)]); m != nil && !utf8.Valid(src) {
		var e encoding.Encoding
		switch strings.ToLower(string(m[1])) {
		case "big5", "big5-hkscs":
			e = traditionalchinese.Big5
		case "iso-8859-1", "windows-1252", "latin1":
			e = charmap.Windows1252
		}
		if e != nil {
			out, err := e.NewDecoder().Bytes(src)
			if err == nil {
				c.notes.add("encoding", strings.ToUpper(string(m[1])))
				src = out
			}
		}
	}
	if utf8.Valid(src) { // with pictures in it a page may be larger than a text
		return src, nil
	}
	return c.decode(src)
}

// savedFrom matches the address that browsers write into a page that they save.
var savedFrom = regexp.MustCompile(`saved from url=\(\d+\)(\S+)`)

// readHead reads what a page says of itself. Keys are in lower case: those of
// <meta>, and title, canonical.
func (p *page) readHead(root *html.Node) {
	set := func(key, value string) {
		if value = oneLine(value); value != "" && p.meta[key] == "" {
			p.meta[key] = value
		}
	}
	visit(root, func(n *html.Node) bool {
		switch {
		case n.Type == html.CommentNode:
			if m := savedFrom.FindStringSubmatch(n.Data[:min(len(n.Data), 2048)]); m != nil {
				set("saved", m[1])
			}
		case n.DataAtom == atom.Meta:
			set(strings.ToLower(attr(n, "name")+attr(n, "property")), attr(n, "content"))
		case n.DataAtom == atom.Title && n.Namespace == "":
			set("title", textOf(n))
		case n.DataAtom == atom.Link && strings.EqualFold(attr(n, "rel"), "canonical"):
			set("canonical", attr(n, "href"))
		case n.DataAtom == atom.Base:
			set("base", attr(n, "href"))
		}
		return true
	})
	for _, key := range []string{"base", "canonical", "og:url", "url", "saved"} {
		if u, err := url.Parse(p.meta[key]); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			p.base = u
			return
		}
	}
}

// about fills in what is known of a page: the keys that the norm for government
// websites names (ArticleTitle, PubDate, ContentSource, Author), and those that others have.
func (p *page) about(t *text, root, main *html.Node) {
	get := func(keys ...string) string {
		for _, k := range keys {
			if p.meta[k] != "" {
				return p.meta[k]
			}
		}
		return ""
	}
	t.title = p.titleOf(root, main, get("articletitle", "og:title", "twitter:title"))
	t.date = p.timeOf(get("pubdate", "article:published_time", "publishdate", "publish_date", "dc.date", "date"))
	t.authors = persons(get("author", "article:author"))
	t.summary = get("description", "og:description")
	t.source = get("contentsource", "source")
	for _, key := range []string{"canonical", "og:url", "url", "saved"} {
		if to := p.meta[key]; safeScheme.MatchString(to) && strings.HasPrefix(to, "http") {
			t.source = strings.TrimSpace(t.source + " " + to)
			break
		}
	}
}

// titleOf is what the page calls itself; else its first heading, if the title of the
// window holds it; else that title without the name of the site.
func (p *page) titleOf(root, main *html.Node, said string) string {
	if said != "" {
		return said
	}
	first := ""
	for _, n := range []*html.Node{main, root} {
		visit(n, func(n *html.Node) bool {
			if first == "" && n.DataAtom == atom.H1 {
				first = oneLine(textOf(n))
			}
			return first == ""
		})
	}
	title := p.meta["title"]
	if first != "" && (title == "" || strings.Contains(title, first) || p.dropped == 0) {
		return first
	}
	for _, between := range []string{"_", " - ", " | ", "|", " – ", " — ", "--", "——"} {
		if head, _, ok := strings.Cut(title, between); ok && utf8.RuneCountInString(head) >= 4 {
			return strings.TrimSpace(head)
		}
	}
	return title
}

// visit calls do for a node and all below it, as long as do says to go on below.
func visit(n *html.Node, do func(*html.Node) bool) {
	if n == nil || !do(n) {
		return
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		visit(k, do)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is all text in a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	visit(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	return b.String()
}
