package rules

import (
	"maps"
	"slices"
	"strings"
)

// The built-in checks, for what words cannot say.
const (
	checkResidentID = iota
	checkMobile
	checkBankCard
	checkEmail
	checkAddress
	checkMinor
	checkSecrecy
	checkHalfWidth
	checkDoubled
	checkUnbalanced
	checkMixedBrackets
	checkRepeated
	checkLongSentence
	checkDocumentNumber
	checkCitation
	checkPicture
	checkCopied
	checkLocation
	numChecks
)

var checkNames = map[string]int{
	"resident-id":            checkResidentID,     // 18 digits with a date and a right checksum, GB 11643
	"mobile":                 checkMobile,         // 11 digits, also grouped 3-4-4
	"bank-card":              checkBankCard,       // 16 to 19 digits with a right Luhn digit, ISO/IEC 7812
	"email":                  checkEmail,          // but for .gov.cn and names kept for examples
	"home-address":           checkAddress,        // building, entrance and room of a home
	"minor":                  checkMinor,          // a full name with an age under 18
	"secrecy-mark":           checkSecrecy,        // a line that is a mark of secrecy
	"half-width-punctuation": checkHalfWidth,      // , ; : ? ! between Chinese characters
	"doubled-punctuation":    checkDoubled,        // 。。 ，， 、、 ，。
	"unbalanced-marks":       checkUnbalanced,     // 《》“”（）【】〔〕「」『』
	"mixed-brackets":         checkMixedBrackets,  // （) and (）
	"repeated-words":         checkRepeated,       // three or four characters twice in a row
	"long-sentence":          checkLongSentence,   // longer than limit characters, 120 if missing
	"document-number":        checkDocumentNumber, // brackets, 第 and leading zeros in 国办发〔2018〕123号
	"document-citation":      checkCitation,       // a notice or opinion cited without number or date
	"picture-source":         checkPicture,        // a picture without source or licence beside it
	"copied-text":            checkCopied,         // signs of a press report, and no source anywhere
	"picture-location":       checkLocation,       // a place in the metadata of a picture; run by package content
}

// Checks lists the names of the built-in checks.
func Checks() []string {
	return slices.Sorted(maps.Keys(checkNames))
}

// RuleOf returns the rule that runs a built-in check, nil if none does.
func (s *Set) RuleOf(check string) *Rule {
	if c, ok := checkNames[check]; ok {
		return s.checks[c]
	}
	return nil
}

// on returns the rule of a check if it holds for a block.
func (c *scan) on(check int, b *block) *Rule {
	r := c.set.checks[check]
	if r == nil || !r.applies(c.text.Kind) || !r.covers(b) {
		return nil
	}
	return r
}

// sentence is what the pass over a block remembers.
type sentence struct {
	start, runes int
	last         [8]rune // the last Chinese characters
	n            int     // of them
	run3, run4   int     // how many of them were the same as three and four before
	stack        []openMark
}

// An openMark is a bracket or quotation mark that is open.
type openMark struct {
	mark rune
	at   int
	size int
	run  int
}

// What the first byte of a character asks for.
const (
	stepText = iota // nothing
	stepDigit
	stepAt
	stepASCII // punctuation
	stepWide  // a character of several bytes that may be punctuation
	stepHan
	stepBreak // masked, newline
)

var steps = func() (t [256]uint8) {
	for b := byte('0'); b <= '9'; b++ {
		t[b] = stepDigit
	}
	for _, b := range []byte(",;:?!()[") {
		t[b] = stepASCII
	}
	t['@'] = stepAt
	t[masked] = stepBreak
	for b := 0xC2; b <= 0xF4; b++ {
		t[b] = stepWide
	}
	for b := 0xE4; b <= 0xE9; b++ {
		t[b] = stepHan
	}
	return t
}()

func (c *scan) checkBlocks() {
	c.quotes, c.left = c.quotes[:0], c.left[:0]
	c.cited = c.cited[:0]
	for i := range c.blocks {
		c.checkBlock(&c.blocks[i])
	}
	c.endQuotes()
	c.endOpen()
	c.checkPictures()
	c.checkCopied()
}

// checkBlock passes over a block once.
func (c *scan) checkBlock(b *block) {
	c.startSentence(b.start)
	c.stack = c.stack[:0]
	text := c.shadow[:b.end]
	for i := b.start; i < b.end; {
		switch steps[text[i]] {
		case stepDigit:
			n := c.number(b, i)
			c.runes += n - i
			c.n = 0
			i = n
		case stepAt:
			c.mail(b, i)
			c.n = 0
			i++
		case stepASCII:
			c.runes++
			c.n = 0
			c.ascii(b, i)
			i++
		case stepHan:
			if i+3 > b.end {
				i++
				continue
			}
			r := rune(text[i]&0xF)<<12 | rune(text[i+1]&0x3F)<<6 | rune(text[i+2]&0x3F)
			c.runes++
			c.repeat(b, r, i)
			i += 3
		case stepWide:
			r, n := runeAt(text, i)
			c.runes++
			c.n, c.run3, c.run4 = 0, 0, 0
			c.wide(b, r, i, n)
			i += n
		case stepBreak:
			c.n, c.run3, c.run4 = 0, 0, 0
			i++
		default:
			c.runes++
			c.n, c.run3, c.run4 = 0, 0, 0
			i++
		}
	}
	c.endSentence(b, b.end)
	c.closeBlock(b)
	c.secrecy(b)
}

// repeat notices three or four characters that come twice.
func (c *scan) repeat(b *block, r rune, at int) {
	n := c.n
	if n >= 3 && c.last[(n-3)&7] == r {
		c.run3++
	} else {
		c.run3 = 0
	}
	if n >= 4 && c.last[(n-4)&7] == r {
		c.run4++
	} else {
		c.run4 = 0
	}
	c.last[n&7] = r
	c.n++
	size := 0
	switch {
	case c.run4 == 4:
		size = 4
	case c.run3 == 3 && c.run4 < 3:
		size = 3
	default:
		return
	}
	for i := range size {
		if strings.ContainsRune("一的等个各", c.last[(n-i)&7]) { // 一个问题一个问题地看
			return
		}
	}
	if c.last[n&7] == c.last[(n-1)&7] || c.last[n&7] == c.last[(n-2)&7] { // 哈哈哈, 一点一点
		return
	}
	if rule := c.on(checkRepeated, b); rule != nil {
		c.report(rule, at+3-6*size, at+3, "", false)
	}
	c.n = 0
}

func (c *scan) startSentence(at int) {
	c.start, c.runes = at, 0
	c.n, c.run3, c.run4 = 0, 0, 0
}

// defaultSentence is how many characters a sentence may have unless the rule says otherwise.
const defaultSentence = 120

func (c *scan) endSentence(b *block, at int) {
	rule := c.set.checks[checkLongSentence]
	limit := defaultSentence
	if rule != nil && rule.Limit > 0 {
		limit = rule.Limit
	}
	if c.runes > limit && c.on(checkLongSentence, b) != nil {
		start := c.start
		for start < at && (c.shadow[start] == ' ' || c.shadow[start] == masked || c.shadow[start] == '\n') {
			start++
		}
		c.report(rule, start, at, "", false)
	}
	c.startSentence(at)
}
