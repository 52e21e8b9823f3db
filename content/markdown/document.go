package markdown

// A Section is a heading with the text below it, up to the next heading of
// any level. The first section of a text that does not begin with a heading
// has an empty Heading and Anchor and Level 0.
type Section struct {
	Heading string // plain text
	Anchor  string // the heading's id in the HTML, unique in the document
	Level   int    // 1 to 6 as shown on the page; 0 for the text before the first heading
	Text    string // plain text, a line for each block, without the heading
	Line    int    // line of the heading in the source, from 1
}

// LinkKind says how a link was written.
type LinkKind int

const (
	LinkInline LinkKind = iota // [text](dest), reference links, <autolinks>
	LinkWiki                   // [[dest]] and [[dest|text]]
	LinkImage                  // ![alt](dest) and ![[dest]]
)

// A Link is one link or image of a text, with where it stands.
type Link struct {
	Kind      LinkKind
	Dest      string // without the fragment and percent-encoding; a URL with a scheme or host as written
	Fragment  string // without '#' and percent-encoding; of a URL as written; a heading's text for [[dest#heading]]
	Line      int    // from 1
	Column    int    // in characters, from 1
	EndColumn int    // just past the last character, on the same line
}

// A Target is where a link leads once a [Resolver] has looked it up.
type Target struct {
	URL      string // what to write into href or src; empty: the link is broken and is shown as plain text (an image: its alt text)
	Text     string // for a wikilink without a text of its own: the text to show
	Width    int    // of an image in pixels, 0 if unknown
	Height   int
	External bool // leads to another site
}

// A Resolver finds the targets of links. It is called once for each link at
// each rendering, in order but for footnotes, and must be safe for concurrent
// use. Links whose scheme is not safe to follow are not asked for, and a target
// whose URL is not is taken for broken.
type Resolver interface {
	ResolveLink(Link) Target
}

// Features are what a page needs besides its HTML.
type Features struct {
	Math    bool
	Mermaid bool
	Code    bool // highlighted code: needs the highlighting style sheet
	Quiz    bool
}
