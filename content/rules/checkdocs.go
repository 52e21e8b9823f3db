package rules

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// secrecyMarks are what stands alone on a line of a secret document, GB/T 9704-2012, 7.2.2.
var secrecyMarks = []string{"绝密", "机密", "秘密"}

// secrecy looks whether a block is nothing but a mark of secrecy.
func (c *scan) secrecy(b *block) {
	if b.end-b.start > 60 || b.end-b.start < len("绝密") || b.place == placeFront {
		return
	}
	text := bytes.Trim(c.shadow[b.start:b.end], " \t\n\x01*")
	for _, mark := range secrecyMarks {
		rest, ok := bytes.CutPrefix(text, []byte(mark))
		if !ok || len(rest) > 0 && !bytes.HasPrefix(rest, []byte("★")) {
			continue
		}
		if rule := c.on(checkSecrecy, b); rule != nil {
			c.report(rule, b.start, b.end, "", false)
		}
		return
	}
}

// codeEnds are the characters at which the letters of a document number end, before its year.
const codeEnds = "发函字办通规释告令电政文监批议"

// documentNumber looks at a bracket after which a year may follow: 国办发〔2018〕123号. GB/T 9704-2012, 7.2.5: the year
// in full in 〔〕, no 第 before the number and no zeros.
func (c *scan) documentNumber(b *block, i, size int) {
	text := c.shadow[:b.end]
	at := i + size
	if at+4 > len(text) || !digit(text[at]) || !digit(text[at+1]) || !digit(text[at+2]) || !digit(text[at+3]) || text[at] != '1' && text[at] != '2' {
		return
	}
	before, _ := runeBefore(c.shadow[b.start:i], i-b.start)
	if !strings.ContainsRune(codeEnds, before) || before == 0 {
		return
	}
	end := at + 4
	closer, n := runeAt(text, end)
	if !strings.ContainsRune(")]）】〕", closer) || n == 0 {
		return
	}
	end += n
	wrong := size == 1 || !bytes.HasPrefix(text[i:], []byte("〔")) || closer != '〕'
	if bytes.HasPrefix(text[end:], []byte("第")) {
		wrong, end = true, end+len("第")
	}
	from := end
	for end < len(text) && end-from < 6 && digit(text[end]) {
		end++
	}
	if from == end || !bytes.HasPrefix(text[end:], []byte("号")) {
		return
	}
	wrong = wrong || text[from] == '0'
	end += len("号")
	rule := c.on(checkDocumentNumber, b)
	if !wrong || rule == nil {
		return
	}
	number := strings.TrimLeft(string(text[from:end]), "0")
	c.report(rule, i, end, "〔"+string(text[at:at+4])+"〕"+number, rule.Fix && c.fixable(b, i))
}

var (
	// papers are what documents are called that have a number and a date, unlike laws.
	papers = [][]byte{[]byte("通知"), []byte("意见"), []byte("批复"), []byte("函"), []byte("通报")}
	citing = [][]byte{[]byte("根据"), []byte("按照"), []byte("依据"), []byte("依照"), []byte("落实"), []byte("贯彻"), []byte("执行"), []byte("印发")}
)

// maxCited bounds the titles of documents that are remembered.
const maxCited = 64

// citation looks at a title in 《》. A paper that is cited as a reason needs its number or its date, once in a text.
func (c *scan) citation(b *block, start, end int) {
	rule := c.set.checks[checkCitation]
	if rule == nil || b.place == placeFront {
		return
	}
	title := c.shadow[start+len("《") : end-len("》")]
	title, _, _ = bytes.Cut(title, []byte("（"))
	if !slices.ContainsFunc(papers, func(p []byte) bool { return bytes.HasSuffix(title, p) }) {
		return
	}
	known := slices.ContainsFunc(c.cited, func(t string) bool { return t == string(title) })
	if known || c.dated(b, start, end) {
		if !known && len(c.cited) < maxCited {
			c.cited = append(c.cited, string(title))
		}
		return
	}
	near := c.shadow[max(b.start, start-90):start]
	if i := bytes.LastIndex(near, []byte("。")); i >= 0 {
		near = near[i:]
	}
	if !containsAny(near, citing) || c.on(checkCitation, b) == nil {
		return
	}
	if len(c.cited) < maxCited {
		c.cited = append(c.cited, string(title))
	}
	c.report(rule, start, end, "", false)
}

// dated reports whether a number or a date stands around a title, in the same sentence or just after it.
func (c *scan) dated(b *block, start, end int) bool {
	after := c.shadow[end:min(b.end, end+90)]
	before := c.shadow[max(b.start, start-90):start]
	if i := bytes.LastIndex(before, []byte("。")); i >= 0 {
		before = before[i:]
	}
	for _, near := range [][]byte{before, after} {
		for _, sign := range []string{"年", "〔", "号"} {
			if i := bytes.Index(near, []byte(sign)); i >= 0 && bytes.ContainsAny(near, "0123456789〇一二") {
				return true
			}
		}
	}
	return false
}

var sourceWords = [][]byte{
	[]byte("来源"), []byte("图源"), []byte("出处"), []byte("摄"), []byte("供图"), []byte("自绘"), []byte("绘制"), []byte("制图"), []byte("授权"), []byte("版权"),
	[]byte("转载"), []byte("转自"), []byte("截图"), []byte("据"), []byte("出自"), []byte("CC BY"), []byte("CC0"), []byte("公有领域"), []byte("source"), []byte("Source"), []byte("©"),
}

// checkPictures looks for pictures of the text with no word on where they come from in their run or the next.
func (c *scan) checkPictures() {
	rule := c.set.checks[checkPicture]
	if rule == nil || len(c.images) == 0 || !rule.applies(c.text.Kind) {
		return
	}
	for _, m := range c.images {
		if m.dest == "" || c.ownPicture() || c.sourceNear(m.run) {
			continue
		}
		b := &block{place: placeBody}
		if rule.covers(b) {
			c.report(rule, m.start, m.end, "", false)
		}
	}
}

// ownPicture reports whether front matter says where all pictures come from.
func (c *scan) ownPicture() bool {
	return slices.ContainsFunc(c.blocks, func(b block) bool {
		return b.place == placeFront && (b.field == "images" || b.field == "pictures" || b.field == "image_source") && containsAny(c.src[b.start:b.end], sourceWords)
	})
}

func (c *scan) sourceNear(run int) bool {
	at, _ := slices.BinarySearchFunc(c.blocks, run, func(b block, run int) int { return cmp.Compare(b.run, run) })
	for i := at; i < len(c.blocks) && c.blocks[i].run <= run+1; i++ {
		b := &c.blocks[i]
		if b.place == placeBody && containsAny(c.src[b.start:b.end], sourceWords) {
			return true
		}
	}
	return false
}

// pressSigns are how reports of the press begin and end.
var pressSigns = []string{"本报讯", "本报记者", "（记者", "(记者", "责任编辑：", "责任编辑:", "（责编", "(责编", "【打印本页】", "当前位置：", "当前位置:"}

var copiedFrom = [][]byte{[]byte("来源："), []byte("来源:"), []byte("原文链接"), []byte("转载自"), []byte("转自"), []byte("原载")}

// checkCopied reports the first sign of a copied text that names no source anywhere.
func (c *scan) checkCopied() {
	rule := c.set.checks[checkCopied]
	if rule == nil || c.press.end == 0 || !rule.applies(c.text.Kind) || containsAny(c.src, copiedFrom) {
		return
	}
	for i := range c.blocks {
		b := &c.blocks[i]
		if b.place == placeFront && (b.field == "sources" || b.field == "source" || b.field == "canonical") {
			return
		}
	}
	c.report(rule, c.press.start, c.press.end, "", false)
}
