package rules

import (
	"bytes"
	"strings"
)

var (
	entrance = []byte("单元")
	building = [][]byte{[]byte("栋"), []byte("幢"), []byte("号楼"), []byte("弄")}
	lives    = [][]byte{[]byte("家住"), []byte("现住"), []byte("住址"), []byte("住在"), []byte("户籍地"), []byte("居住于"), []byte("家庭地址"), []byte("家庭住址")}
)

// room reports a room that is a home: it has an entrance, or a building and a word that says that somebody lives there.
func (c *scan) room(b *block, i, end int) {
	near := c.shadow[max(b.start, i-60):i]
	home := bytes.Contains(near, entrance)
	if !home {
		wide := c.shadow[max(b.start, i-150):i]
		home = containsAny(near, building) && containsAny(wide, lives)
	}
	if !home {
		return
	}
	if rule := c.on(checkAddress, b); rule != nil {
		c.report(rule, c.wordStart(b, i, 60), end, "", false)
	}
}

// houseNumber reports the number of a house where the sentence says just before that somebody lives there.
func (c *scan) houseNumber(b *block, i, end int) {
	if last, _ := runeBefore(c.shadow[b.start:i], i-b.start); !strings.ContainsRune("路街巷村组弄道里坊屯社园区苑胡同院", last) {
		return
	}
	near := c.shadow[max(b.start, i-90):i]
	if j := bytes.LastIndex(near, []byte("。")); j >= 0 {
		near = near[j:]
	}
	if rule := c.on(checkAddress, b); rule != nil && containsAny(near, lives) {
		c.report(rule, c.wordStart(b, i, 60), end, "", false)
	}
}

// wordStart goes back to where characters and digits begin, at most some bytes.
func (c *scan) wordStart(b *block, at, most int) int {
	for from := max(b.start, at-most); at > from; {
		r, n := runeBefore(c.shadow[:at], at)
		if !han(r) && (r >= 0x80 || !alnum(byte(r))) || at-n < from {
			break
		}
		at -= n
	}
	return at
}
