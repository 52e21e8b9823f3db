package convert

func readHTML(c *converter, src []byte) (*text, error) { return nil, fail("unknown", nil) }
