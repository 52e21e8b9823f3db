package rules

import "bytes"

// publicDomains are those of public offices, and those kept for examples (RFC 2606).
var publicDomains = []string{".gov.cn", ".example", "example.com", "example.org", "example.net", "example.cn", ".invalid", ".test"}

// mail looks at an @.
func (c *scan) mail(b *block, i int) {
	rule := c.on(checkEmail, b)
	if rule == nil {
		return
	}
	start, end := i, i+1
	for start > b.start && i-start < 64 && (alnum(c.shadow[start-1]) || bytes.IndexByte([]byte("._-+"), c.shadow[start-1]) >= 0) {
		start--
	}
	dot := -1
	for end < b.end && end-i < 128 && (alnum(c.shadow[end]) || c.shadow[end] == '.' || c.shadow[end] == '-') {
		if c.shadow[end] == '.' {
			dot = end
		}
		end++
	}
	for end > i && (c.shadow[end-1] == '.' || c.shadow[end-1] == '-') {
		end--
	}
	if start == i || dot <= i+1 || end-dot < 3 || digit(c.shadow[end-1]) {
		return
	}
	for _, d := range publicDomains {
		if bytes.HasSuffix(c.shadow[i:end], []byte(d)) {
			return
		}
	}
	c.report(rule, start, end, "", false)
}
