package ui

import "html/template"

// Feedback is the end of a document where its reader says whether it helped, and
// what its read is counted by.
type Feedback struct {
	Document  string // its id
	Action    string // where the forms are sent
	Reads     string // addresses of the API
	Likes     string
	Pixel     string // a picture that counts where scripts do not run
	MaxReason int    // characters
}

// Counted is a search that was counted, for the script that says what was opened.
type Counted struct {
	ID       string
	Openings string // address of the API
	First    int    // position of the page's first result
}

// PrivacyPage says what is counted.
type PrivacyPage struct {
	Layout
	Heading string
	Body    template.HTML
}
