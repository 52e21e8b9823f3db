package rules

import (
	"bytes"
	"slices"
	"strings"
)

// surnames are the hundred most frequent ones.
const surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武"

var childWords = []string{"学生", "儿童", "女孩", "男孩", "女童", "男童", "少年", "少女", "婴儿", "幼儿", "孩子", "死者", "伤者", "遇难者", "被害人", "受害人", "患者", "同学", "男生", "女生", "幼童"}

// age reports a full name just before an age under 18: 李某 and 小明 name nobody.
func (c *scan) age(b *block, i, j int) {
	years := 0
	for _, d := range c.shadow[i:j] {
		years = years*10 + int(d-'0')
	}
	if years >= 18 {
		return
	}
	rule := c.on(checkMinor, b)
	if rule == nil {
		return
	}
	at := i
	for range 4 { // back over （男， or ，今年
		r, n := runeBefore(c.shadow[b.start:at], at-b.start)
		if r == '，' || r == '（' || r == '(' || r == ',' || r == '、' || r == '男' || r == '女' {
			at -= n
			continue
		}
		n = 0
		for _, w := range nowWords {
			if bytes.HasSuffix(c.shadow[b.start:at], []byte(w)) {
				n = len(w)
			}
		}
		if n == 0 {
			break
		}
		at -= n
	}
	if start, ok := c.name(b, at); ok && at < i {
		c.report(rule, start, j+len("岁"), "", false)
		return
	}
	if end := c.namedChild(b, j+len("岁")); end > 0 {
		c.report(rule, i, end, "", false)
	}
}

// nowWords stand between a name and an age.
var nowWords = []string{"今年", "年仅", "现年", "时年"}

// namedChild returns where a name ends that stands after an age and a word for a child, 0 if there is none: 岁的男孩李小明在.
func (c *scan) namedChild(b *block, at int) int {
	text := c.shadow[:b.end]
	at += len(text[at:]) - len(bytes.TrimPrefix(text[at:], []byte("的")))
	word := 0
	for _, w := range childWords {
		if bytes.HasPrefix(text[at:], []byte(w)) {
			word = len(w)
		}
	}
	first, n := runeAt(text, at+word)
	if word == 0 || !isSurname(first) {
		return 0
	}
	end := at + word + n
	for range 2 {
		r, size := runeAt(text, end)
		if !han(r) || r == '某' {
			return 0
		}
		end += size
		next, _ := runeAt(text, end)
		name := string(text[at+word : end])
		if (!han(next) || strings.ContainsRune("在被因从遭失受是", next)) && !slices.Contains(noNames, name) {
			return end
		}
	}
	return 0
}

// noNames are words that begin like a name.
var noNames = []string{"高兴", "高兴地", "白天", "何时", "任何", "于是", "万分", "万一", "方才", "马上", "江边", "石头", "于昨日", "于今日", "于当日", "于当天", "于当晚", "于昨天", "余人", "余名", "江中", "方向"}

// name finds a name of two or three characters that ends at an offset and begins after a mark or a word for children.
func (c *scan) name(b *block, end int) (start int, ok bool) {
	at := end
	for n := 1; n <= 3; n++ {
		r, size := runeBefore(c.shadow[b.start:at], at-b.start)
		if !han(r) || r == '某' {
			return 0, false
		}
		at -= size
		if n < 2 || !isSurname(r) {
			continue
		}
		before, _ := runeBefore(c.shadow[b.start:at], at-b.start)
		if !han(before) {
			return at, true
		}
		for _, w := range childWords {
			if bytes.HasSuffix(c.shadow[b.start:at], []byte(w)) {
				return at, true
			}
		}
	}
	return 0, false
}

func isSurname(r rune) bool {
	for _, s := range surnames {
		if s == r {
			return true
		}
	}
	return false
}
