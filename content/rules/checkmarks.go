package rules

import "strings"

// wideMarks are the full-width marks for which a half-width one stands wrongly between Chinese characters.
var wideMarks = map[byte]string{',': "，", ';': "；", ':': "：", '?': "？", '!': "！"}

// ascii looks at an ASCII mark.
func (c *scan) ascii(b *block, i int) {
	switch c.shadow[i] {
	case '(':
		c.push('(', i, 1, b)
		c.documentNumber(b, i, 1)
		return
	case ')':
		c.pop(b, ')', i, 1)
		return
	case '[':
		c.documentNumber(b, i, 1)
		return
	case '?', '!':
		defer c.endSentence(b, i+1)
	}
	if b.place == placeFront && b.field != "title" && b.field != "summary" {
		return
	}
	before, _ := runeBefore(c.shadow[:i], i)
	after, _ := runeAt(c.shadow[:b.end], i+1)
	if !han(before) || !han(after) && !ends(after) {
		return
	}
	if rule := c.on(checkHalfWidth, b); rule != nil {
		c.report(rule, i, i+1, wideMarks[c.shadow[i]], rule.Fix && c.fixable(b, i))
	}
}

// ends reports whether nothing of a sentence comes after a mark before which this character stands, or the end of a block.
func ends(after rune) bool { return strings.ContainsRune("\x00\n”’）」』", after) }

// wide looks at a mark of several bytes.
func (c *scan) wide(b *block, r rune, i, n int) {
	switch r {
	case '。', '！', '？', '；', '…':
		c.doubled(b, r, i, n)
		c.endSentence(b, i+n)
	case '，', '、', '：':
		c.doubled(b, r, i, n)
	case '《':
		c.push(r, i, n, b)
	case '（', '【', '〔', '「', '『', '〈':
		c.push(r, i, n, b)
		if r == '（' || r == '【' || r == '〔' {
			c.documentNumber(b, i, n)
		}
	case '》', '）', '】', '〕', '」', '』', '〉':
		c.pop(b, r, i, n)
	case '“':
		c.openQuote(b, i, n)
	case '”':
		c.closeQuote(b, i, n)
	}
}

// doubled notices two marks in a row of which one is too much.
func (c *scan) doubled(b *block, r rune, i, n int) {
	next, size := runeAt(c.shadow[:b.end], i+n)
	if !strings.ContainsRune("。，、；：", next) || size == 0 || r == '…' || r == '！' || r == '？' {
		return
	}
	rule := c.on(checkDoubled, b)
	if rule == nil {
		return
	}
	if before, _ := runeBefore(c.shadow[b.start:i], i-b.start); before == r && r == next {
		return // the third of a row: reported with the first
	}
	third, _ := runeAt(c.shadow[:b.end], i+n+size)
	use := ""
	if r == next && third != r {
		use = string(r)
	}
	c.report(rule, i, i+n+size, use, rule.Fix && use != "" && c.fixable(b, i))
}

var closers = map[rune]rune{'》': '《', '）': '（', '】': '【', '〕': '〔', '」': '「', '』': '『', '〉': '〈', ')': '('}

// maxOpen bounds the marks that are open at once.
const maxOpen = 64

func (c *scan) push(mark rune, at, size int, b *block) {
	if len(c.stack) < maxOpen {
		c.stack = append(c.stack, openMark{mark, at, size, b.run})
	}
}

// pop closes the nearest mark of a kind. What was opened inside and not closed is reported.
func (c *scan) pop(b *block, closer rune, at, size int) {
	want := closers[closer]
	for i := len(c.stack) - 1; i >= 0; i-- {
		open := c.stack[i]
		if open.mark == want {
			for _, left := range c.stack[i+1:] {
				c.unbalanced(b, left.mark, left.at, left.size)
			}
			c.stack = c.stack[:i]
			if closer == '》' {
				c.citation(b, open.at, at+size)
			}
			return
		}
		if mixed := (open.mark == '(' && want == '（') || (open.mark == '（' && want == '('); mixed && i == len(c.stack)-1 {
			c.stack = c.stack[:i]
			c.mixed(b, open, at, size)
			return
		}
	}
	if !c.listMark(b, closer, at) && !c.closesEarlier(b, want) {
		c.unbalanced(b, closer, at, size)
	}
}

// maxApart is how many paragraphs brackets may stand apart: laws list their amendments so.
const maxApart = 16

// closesEarlier reports whether a paragraph before has left that mark open.
func (c *scan) closesEarlier(b *block, mark rune) bool {
	for i := len(c.left) - 1; i >= 0 && c.left[i].run+maxApart >= b.run; i-- {
		if c.left[i].mark == mark && c.left[i].run < b.run {
			c.left = append(c.left[:i], c.left[i+1:]...)
			return true
		}
	}
	return false
}

// endOpen reports the brackets that nothing closes.
func (c *scan) endOpen() {
	for _, left := range c.left {
		c.unbalanced(&block{}, left.mark, left.at, left.size)
	}
}

// mixed reports a pair of brackets of two widths, at the narrow one.
func (c *scan) mixed(b *block, open openMark, at, size int) {
	rule := c.on(checkMixedBrackets, b)
	if rule == nil {
		return
	}
	start, end, use := at, at+size, "）"
	if open.mark == '(' {
		start, end, use = open.at, open.at+open.size, "（"
	}
	c.report(rule, start, end, use, rule.Fix && c.fixable(b, start))
}

// listMark reports whether a closing bracket ends the number of an item: 1） 一） a)
func (c *scan) listMark(b *block, closer rune, at int) bool {
	if closer != '）' && closer != ')' {
		return false
	}
	for i, n := at, 0; n <= 4; n++ {
		if i <= b.start {
			return n > 0
		}
		r, size := runeBefore(c.shadow[:i], i)
		if !numberSign(r) {
			return n > 0
		}
		i -= size
	}
	return false
}

// numberSign reports whether a character may stand in the number of an item.
func numberSign(r rune) bool {
	if r < 0x80 {
		return alnum(byte(r)) || r == '.' || r == '-'
	}
	return r >= '０' && r <= '９' || r >= '①' && r <= '⑳' || hanNumeral(r)
}

func hanNumeral(r rune) bool {
	for _, n := range "一二三四五六七八九十百零〇" {
		if r == n {
			return true
		}
	}
	return false
}

func (c *scan) unbalanced(b *block, mark rune, at, size int) {
	if mark == '(' || mark == ')' || b.place == placeFront && b.field != "title" && b.field != "summary" {
		return // faces and code have such
	}
	if rule := c.on(checkUnbalanced, b); rule != nil {
		c.report(rule, at, at+size, "", false)
	}
}

func (c *scan) closeBlock(b *block) {
	for _, left := range c.stack {
		if b.place == placeBody && len(c.left) < MaxFindings {
			c.left = append(c.left, left)
		} else {
			c.unbalanced(b, left.mark, left.at, left.size)
		}
	}
	c.stack = c.stack[:0]
}

// openQuote takes a mark “. Quotations may run over paragraphs, each of which begins with the mark again.
func (c *scan) openQuote(b *block, at, size int) {
	if b.place == placeFront {
		return
	}
	if n := len(c.quotes); n > 0 {
		last := c.quotes[n-1]
		if last.run != b.run && at == c.textStart(b) {
			c.quotes[n-1] = openMark{'“', at, size, b.run}
			return
		}
		if last.run == b.run {
			c.unbalanced(b, '“', last.at, last.size)
			c.quotes = c.quotes[:0]
		}
	}
	if len(c.quotes) < maxOpen {
		c.quotes = append(c.quotes, openMark{'“', at, size, b.run})
	}
}

// textStart returns where the text of a block begins.
func (c *scan) textStart(b *block) int {
	at := b.start
	for at < b.end {
		r, n := runeAt(c.shadow, at)
		if r != ' ' && r != '　' && r != '*' && r != masked && r != '\t' && r != '\u00a0' {
			break
		}
		at += n
	}
	return at
}

func (c *scan) closeQuote(b *block, at, size int) {
	if b.place == placeFront {
		return
	}
	if n := len(c.quotes); n > 0 {
		c.quotes = c.quotes[:n-1]
		return
	}
	c.unbalanced(b, '”', at, size)
}

// endQuotes reports the quotations that never end.
func (c *scan) endQuotes() {
	for _, q := range c.quotes {
		b := &block{place: placeBody}
		if rule := c.on(checkUnbalanced, b); rule != nil {
			c.report(rule, q.at, q.at+q.size, "", false)
		}
	}
}
