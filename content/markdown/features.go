package markdown

// Features returns what the page of this text needs besides its HTML.
func (d *Document) Features() Features {
	return Features{}
}
