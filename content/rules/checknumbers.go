package rules

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// number looks at a run of digits and returns where it ends.
func (c *scan) number(b *block, i int) int {
	text := c.shadow[:b.end]
	j := i + 1
	for j < len(text) && digit(text[j]) {
		j++
	}
	if n := j - i; n <= 2 || n == 4 || n == 3 {
		c.afterNumber(b, i, j)
	}
	if i > b.start && (alnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '.' || text[i-1] == '-') {
		return j
	}
	if j-i == 17 && j < len(text) && (text[j] == 'X' || text[j] == 'x') {
		j++
	}
	end := c.grouped(i, j, b.end)
	if end < len(text) && (alnum(text[end]) || text[end] == '_' || text[end] == '.' && end+1 < len(text) && digit(text[end+1])) {
		return end
	}
	c.identify(b, i, end)
	return end
}

// grouped returns the end of groups of digits with single spaces or hyphens between: 3-4-4 or four and four.
func (c *scan) grouped(i, j, end int) int {
	if n := j - i; n != 3 && n != 4 {
		return j
	}
	text := c.shadow[:end]
	groups, at := 1, j
	for at+5 <= len(text) && groups < 5 && (text[at] == ' ' || text[at] == '-') && text[at] == text[j] {
		k := at + 1
		for k < len(text) && k-at <= 4 && digit(text[k]) {
			k++
		}
		if k-at-1 < 4 {
			break
		}
		at, groups = k, groups+1
	}
	if j-i == 4 && groups == 4 && at+4 <= len(text) && text[at] == text[j] && digit(text[at+1]) && digit(text[at+2]) && digit(text[at+3]) {
		return at + 4
	}
	if j-i == 3 && groups == 3 || j-i == 4 && groups >= 4 {
		return at
	}
	return j
}

func (c *scan) identify(b *block, start, end int) {
	var digits [20]byte
	n := 0
	for _, d := range c.shadow[start:end] {
		if d == ' ' || d == '-' {
			continue
		}
		if n == len(digits) {
			return
		}
		digits[n] = d
		n++
	}
	var check int
	switch {
	case n == 18 && residentID(digits[:n]):
		check = checkResidentID
	case n == 11 && digits[0] == '1' && digits[1] >= '3', n == 13 && digits[0] == '8' && digits[1] == '6' && digits[2] == '1' && digits[3] >= '3':
		check = checkMobile
	case n >= 16 && n <= 19 && cardPrefix(digits[:n]) && luhn(digits[:n]):
		check = checkBankCard
	default:
		return
	}
	if rule := c.on(check, b); rule != nil {
		c.report(rule, start, end, "", false)
	}
}

// residentID checks a number as GB 11643-1999 has it: six digits of a place, a date of birth, three digits, and a
// check character of ISO 7064 MOD 11-2.
func residentID(d []byte) bool {
	sum := 0
	for i := range 17 {
		if !digit(d[i]) {
			return false
		}
		weight := 1 << (17 - i) % 11
		sum += int(d[i]-'0') * weight
	}
	last := d[17]
	if last == 'x' {
		last = 'X'
	}
	if "10X98765432"[sum%11] != last || d[0] == '0' || d[0] == '9' {
		return false
	}
	born, err := time.Parse("20060102", string(d[6:14]))
	return err == nil && born.Year() >= 1880 && born.Year() < 2100
}

// cardPrefix reports whether a number begins as cards do that are in use: UnionPay, Visa, Mastercard, JCB.
func cardPrefix(d []byte) bool {
	switch {
	case d[0] == '6' && d[1] == '2', d[0] == '4', d[0] == '5' && '1' <= d[1] && d[1] <= '5', d[0] == '3' && d[1] == '5':
		return true
	}
	return false
}

// luhn checks the last digit of ISO/IEC 7812.
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if v > 9 {
			return false
		}
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// afterNumber looks at what a short number counts: a room, or years of age.
func (c *scan) afterNumber(b *block, i, j int) {
	rest := c.shadow[j:b.end]
	switch {
	case bytes.HasPrefix(rest, []byte("室")):
		c.room(b, i, j+len("室"))
	case bytes.HasPrefix(rest, []byte("岁")) && j-i <= 2:
		c.age(b, i, j)
	case bytes.HasPrefix(rest, []byte("号")) && !bytes.HasPrefix(rest, []byte("号楼")) && !bytes.HasPrefix(rest, []byte("号线")):
		c.houseNumber(b, i, j+len("号"))
	case j-i >= 3 && bytes.HasSuffix(c.shadow[b.start:i], entrance):
		if next, _ := runeAt(c.shadow[:b.end], j); !han(next) || strings.ContainsRune("号房的", next) { // no 301种
			c.room(b, i, j)
		}
	}
}

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

func containsAny(text []byte, words [][]byte) bool {
	for _, w := range words {
		if bytes.Contains(text, w) {
			return true
		}
	}
	return false
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
		r, n := runeBefore(c.shadow[:at], at)
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
