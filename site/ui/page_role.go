package ui

// A Role is what a reader does, with texts for it.
type Role struct {
	ID string
	Link
	Items []Item
	More  int // texts that the list behind the link has besides
}
