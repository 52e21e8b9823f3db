package ui

import "html/template"

// DeskPage is what a trainer has on the desk.
type DeskPage struct {
	Layout
	Heading      string
	Tabs         []NavLink
	Returned     []DeskText // what came back
	Drafts       []DeskText
	Waiting      []DeskText // submitted
	Wanted       []DeskWanted
	Material     []DeskMaterial
	MoreMaterial int  // not listed
	Counted      bool // what readers do is known
	NoReport     string
}

// DeskText is a draft, or a text that somebody decides about.
type DeskText struct {
	Link
	Change    bool   // of a text that is in the library
	Note      string // when it was saved
	State     string // in words; empty: it is being written
	Due       string // until when it is to be mended; empty: no day is set
	Overdue   bool
	Reason    string // why it came back
	By        string // who sent it back
	Withdrawn bool   // from readers, not sent back by a reviewer
	Remove    string // where it is thrown away; empty: it cannot be
	Page      string // its page in the library; empty: it has none
}

// DeskWanted is what readers looked for in vain.
type DeskWanted struct {
	Text  string
	Count int
	URL   string // begins a text about it
}

// DeskMaterial is a text of the library with how it does.
type DeskMaterial struct {
	Link
	Kind, KindLabel        string
	Reads, Likes, Dislikes int
	Edit                   string // begins a change of it
}

// DeskMessagePage says one thing and where to go on.
type DeskMessagePage struct {
	Layout
	Heading, Text string
	Poor          bool // something is not done
	Links         []Link
	Details       template.HTML
}
