package content

import (
	"fmt"
	"maps"
	"strings"
)

// A message is what a finding says, in both languages of the product: what is
// wrong and how to mend it, as formats for fmt. The first names all arguments in
// order, the second those that it needs by number; where it is empty the code
// gives a hint that fits the case.
type message struct {
	rule   string
	level  Level
	zh, en [2]string
}

// messages lists everything that can be wrong with a library, by the names
// that the code uses. Several may share one rule.
var messages = merged(libraryMessages, quizMessages, giftMessages, calendarMessages, gateMessages)

// merged puts catalogues together.
func merged(catalogues ...map[string]message) map[string]message {
	all := map[string]message{}
	for _, c := range catalogues {
		maps.Copy(all, c)
	}
	return all
}

// libraryMessages are the findings on files, front matter, links and settings.
var libraryMessages = map[string]message{
	"bad-front-matter": {"bad-front-matter", LevelError,
		[2]string{"文首信息读不懂，整段没有采用：%s", ""},
		[2]string{"The front matter can't be read and none of it is used: %s", ""}},
	"front-matter-shape": {"bad-front-matter", LevelError,
		[2]string{"文首信息不是“键: 值”的形式，整段没有采用", ""},
		[2]string{"The front matter is not a list of keys and values, so none of it is used", ""}},
	"front-matter-large": {"bad-front-matter", LevelError,
		[2]string{"文首信息超过 %d KB，整段没有采用", "文首只写标题、日期这类信息，正文写在第二个分隔行之后"},
		[2]string{"The front matter is longer than %d KB, so none of it is used", "Keep facts such as title and date there, and the text below the second delimiter"}},
	"repeated-key": {"bad-front-matter", LevelError,
		[2]string{"“%s”写了两次，采用了后一个", "删去多余的一个"},
		[2]string{"%q is given twice; the later one is used", "Remove one of them"}},
	"front-matter-not-closed": {"front-matter-not-closed", LevelError,
		[2]string{"文首信息没有结束行，整段没有采用", "在最后一个键的下一行写上 %s"},
		[2]string{"The front matter is never closed, so none of it is used", "Put %s on a line of its own after the last key"}},
	"wrong-type-used": {"wrong-type", LevelInfo,
		[2]string{"“%s”这里应当写%s，已按“%s”采用", ""},
		[2]string{"%q should be %s; it is used as %q", ""}},
	"wrong-type": {"wrong-type", LevelWarning,
		[2]string{"“%s”这里应当写%s，这个值没有采用", "改成%[2]s"},
		[2]string{"%q should be %s; this value is not used", "Write %[2]s"}},
	"held-back": {"wrong-type", LevelWarning,
		[2]string{"“%s”说不清是不是草稿，先不发布", "写 true 或 false"},
		[2]string{"%q leaves open whether this is a draft; it is not published", "Write true or false"}},
	"date-used": {"bad-date", LevelInfo,
		[2]string{"日期“%s”按 %s 采用", "写成 %[2]s"},
		[2]string{"The date %q is read as %s", "Write %[2]s"}},
	"bad-date": {"bad-date", LevelWarning,
		[2]string{"“%s”的日期“%s”读不懂，没有采用", "写成 2019-06-03 或 2019-06-03 21:19"},
		[2]string{"%q has the date %q, which can't be read and is not used", "Write 2019-06-03 or 2019-06-03 21:19"}},
	"unknown-kind": {"unknown-kind", LevelWarning,
		[2]string{"没有“%s”这种文稿，已当作笔记", "kind 写 course、note 或 case"},
		[2]string{"There is no kind %q; the text is taken as a note", "Set kind to course, note or case"}},
	"unknown-term": {"unknown-term", LevelWarning,
		[2]string{"词表“%s”里没有“%s”，已照原样保留", ""},
		[2]string{"The vocabulary %q has no term %q; it is kept as written", ""}},
	"unknown-grade": {"unknown-term", LevelWarning,
		[2]string{"结果没有“%s”这一档，没有采用", "grade 写 good、mixed 或 poor"},
		[2]string{"There is no grade %q; it is not used", "Set grade to good, mixed or poor"}},
	"unknown-severity": {"unknown-term", LevelWarning,
		[2]string{"级别没有“%s”这一种，没有采用", "severity 写 major 或 ordinary，也可以写特别重大、重大、较大、一般"},
		[2]string{"There is no severity %q; it is not used", "Set severity to major or ordinary"}},
	"duplicate-id": {"duplicate-id", LevelError,
		[2]string{"与 %s 的网址相同，这一篇改用“%s”", "改一个文件名，或删去其中一篇"},
		[2]string{"It has the same address as %s, so this one becomes %q", "Rename or remove one of the two"}},
	"duplicate-case": {"duplicate-id", LevelWarning,
		[2]string{"与 %s 的文件名只有大小写不同，在一些系统上会互相覆盖", "改一个文件名"},
		[2]string{"Its name differs from %s only in case; on some systems one overwrites the other", "Rename one of the two"}},
	"duplicate-alias": {"duplicate-id", LevelWarning,
		[2]string{"旧网址“%s”已经属于 %s，这里没有采用", "删去多余的一个"},
		[2]string{"The address %q already leads to %s; it is not used here", "Remove one of the two"}},
	"missing-title": {"missing-title", LevelInfo,
		[2]string{"没有标题，暂用文件名“%s”", "在文首写 title，或在正文开头写一级标题"},
		[2]string{"It has no title; the file name %q stands in", "Give a title in the front matter, or begin with a heading"}},
	"converted-encoding": {"converted-encoding", LevelWarning,
		[2]string{"文件用的是 %s 编码，已换成 UTF-8 再读", "在编辑器里另存为 UTF-8"},
		[2]string{"The file is in %s and was converted to UTF-8 for reading", "Save it as UTF-8 in your editor"}},
	"unreadable-bytes": {"unreadable-bytes", LevelError,
		[2]string{"有的字节不是任何文字，页面上显示为“�”", "从原稿重新复制这一处，另存为 UTF-8"},
		[2]string{"Some bytes are no characters and are shown as �", "Copy this place again from the original and save as UTF-8"}},
	"unreadable-file": {"unreadable-file", LevelError,
		[2]string{"文件打不开：%s", "检查文件的权限，以及它是不是普通文件"},
		[2]string{"The file can't be opened: %s", "Check its permissions, and that it is a regular file"}},
	"bad-name": {"unreadable-file", LevelError,
		[2]string{"文件名“%s”不是UTF-8，或含有控制字符，没有读", "改一个文件名；从压缩包解出的，换用能识别中文文件名的工具再解一次"},
		[2]string{"The file name %q is not UTF-8 or has control characters; it is not read", "Rename it; if it came out of an archive, unpack that with a tool that knows its encoding"}},
	"more-findings": {"more-findings", LevelWarning,
		[2]string{"这个文件的问题太多，其余的没有列出", "改好前面的再检查一次"},
		[2]string{"There is more wrong with this file than is listed", "Mend the first of it and check again"}},
	"too-large": {"too-large", LevelWarning,
		[2]string{"文件超过 %d MB，后面的部分没有读", "分成几篇"},
		[2]string{"The file is longer than %d MB; the rest is not read", "Split it"}},
	"link-leaves-library": {"link-leaves-library", LevelError,
		[2]string{"链接“%s”指到资料库外面去了", "把要链接的文件放进资料库，或改用完整网址"},
		[2]string{"The link %q leads out of the library", "Put its target into the library, or use a full URL"}},
	"symlink-leaves-library": {"link-leaves-library", LevelError,
		[2]string{"符号链接指到资料库外面去了，没有读", "换成文件本身，或指向资料库内的相对路径"},
		[2]string{"The symbolic link leads out of the library and is not followed", "Replace it with the file itself, or make it relative and inside the library"}},
	"symlink-loop": {"symlink-loop", LevelWarning,
		[2]string{"符号链接绕回了自己，没有读", "删去或改正这个链接"},
		[2]string{"The symbolic link leads back to itself and is not followed", "Remove or correct it"}},
	"broken-link": {"broken-link", LevelWarning,
		[2]string{"链接“%s”没有对应的文稿", ""},
		[2]string{"The link %q leads nowhere", ""}},
	"unpublished-link": {"broken-link", LevelWarning,
		[2]string{"链接“%s”指向还没有发布的文稿", "先发布那一篇，或去掉链接"},
		[2]string{"The link %q leads to a text that is not published", "Publish that text, or remove the link"}},
	"unsafe-link": {"broken-link", LevelWarning,
		[2]string{"“%s”不是可以放进网页的链接", "用 https 网址、邮箱、电话，或资料库里的文件"},
		[2]string{"%q is not a link that a page may carry", "Use an https URL, a mail address, a telephone number, or a file of the library"}},
	"broken-anchor": {"broken-anchor", LevelWarning,
		[2]string{"%s 里没有“#%s”这一节", ""},
		[2]string{"%s has no section %q", ""}},
	"broken-image": {"broken-image", LevelWarning,
		[2]string{"找不到图片“%s”", ""},
		[2]string{"The image %q is missing", ""}},
	"external-image": {"external-image", LevelInfo,
		[2]string{"图片“%s”在别的网站上，内网读者看不到", "把图片存到文稿旁边"},
		[2]string{"The image %q is on another site, out of reach for readers inside your network", "Save it beside the text"}},
	"unserved-file": {"unserved-file", LevelWarning,
		[2]string{"“%s”这种文件不会放到网上", "换成图片、PDF、办公文档、音视频、CSV、TXT 或 ZIP"},
		[2]string{"Files like %q are not served", "Use an image, PDF, office document, audio, video, CSV, TXT or ZIP"}},
	"bad-time": {"bad-moment", LevelWarning,
		[2]string{"时间“%s”读不懂，这一条当作时间不详", "写成 2017-08-08 21:19、2017-08-08、约 2017-08-08 21:00 或 不详"},
		[2]string{"The time %q can't be read; the moment counts as undated", "Write 2017-08-08 21:19, 2017-08-08, ~2017-08-08 21:00 or unknown"}},
	"impossible-time": {"bad-moment", LevelWarning,
		[2]string{"时间“%s”不在1900年到明年之间，这一条当作时间不详", "核对年份"},
		[2]string{"The time %q is not between 1900 and next year; the moment counts as undated", "Check the year"}},
	"before-outbreak": {"bad-moment", LevelWarning,
		[2]string{"这一条在事发之前，用时算不出来", "核对两处时间，或核对 type"},
		[2]string{"The moment is before the outbreak, so how long it took can't be told", "Check both times, or the types"}},
	"missing-time": {"bad-moment", LevelWarning,
		[2]string{"这一条没有时间", "写上 at；不知道就写 at: 不详"},
		[2]string{"The moment has no time", "Give at, or at: unknown"}},
	"moment-order": {"bad-moment", LevelInfo,
		[2]string{"这一条的时间早于上一条", "按时间先后排列，或核对时间"},
		[2]string{"The moment is earlier than the one before it", "Put them in order of time, or check the time"}},
	"unknown-moment": {"bad-moment", LevelWarning,
		[2]string{"没有“%s”这种节点", "type 写 outbreak、first_response、fact、cause、attitude、escalation、correction 或 close"},
		[2]string{"There is no type of moment %q", "Use outbreak, first_response, fact, cause, attitude, escalation, correction or close"}},
	"unknown-act": {"bad-moment", LevelWarning,
		[2]string{"acts 里没有“%s”这一项", "写 fact、cause、attitude 或 action"},
		[2]string{"There is no act %q", "Use fact, cause, attitude or action"}},
	"unknown-source": {"bad-moment", LevelWarning,
		[2]string{"来源编号“%s”不存在，这一篇共有 %d 个来源", "编号从 1 数起，对照 sources 改正"},
		[2]string{"There is no source %q; the case has %d", "Count from 1 and correct it by the list of sources"}},
	"bad-clock": {"bad-clock", LevelError,
		[2]string{"时钟规则读不懂，改用默认规则：%s", ""},
		[2]string{"The rules of the clock can't be read, so the defaults hold: %s", ""}},
	"unknown-clock-key": {"bad-clock", LevelWarning,
		[2]string{"时钟规则里没有“%s”这一项，没有采用", "只写 response、marks 和 order"},
		[2]string{"The rules of the clock have no key %q; it is not used", "Use response, marks and order"}},
	"unknown-scope": {"bad-clock", LevelWarning,
		[2]string{"适用范围没有“%s”这一种，这一条对所有案例都算", "for 写 major，或者不写"},
		[2]string{"There is no scope %q; the rule holds for all cases", "Set for to major, or leave it out"}},
	"bad-duration": {"bad-clock", LevelWarning,
		[2]string{"时长“%s”读不懂，没有采用", "写成 12h、90m、2d 或 12小时，不超过一年"},
		[2]string{"The duration %q can't be read and is not used", "Write 12h, 90m or 2d, a year at most"}},
	"missing-duration": {"bad-clock", LevelWarning,
		[2]string{"这一条规则没有写时长，没有采用", "写上 within，如 within: 12h"},
		[2]string{"The rule has no duration and is not used", "Give within, as in within: 12h"}},
	"missing-act": {"bad-clock", LevelWarning,
		[2]string{"这一条先后规则缺少“%s”，没有采用", "写成 {first: fact, then: cause}"},
		[2]string{"The rule of order lacks %q and is not used", "Write {first: fact, then: cause}"}},
	"unknown-order-act": {"bad-clock", LevelWarning,
		[2]string{"先后规则里没有“%s”这一项，这一条没有采用", "写 fact、cause、attitude 或 action"},
		[2]string{"There is no act %q; the rule is not used", "Use fact, cause, attitude or action"}},
	"same-act": {"bad-clock", LevelWarning,
		[2]string{"先后两项都是“%s”，没有采用", "first 和 then 写两件不同的事"},
		[2]string{"The rule puts %q before itself and is not used", "Let first and then differ"}},
	"too-many-rules": {"bad-clock", LevelWarning,
		[2]string{"“%s”最多写 %d 条，其余的没有采用", "只留最要紧的"},
		[2]string{"%q holds more than %d entries; the rest are not used", "Keep those that matter most"}},
	"unknown-question": {"bad-review", LevelWarning,
		[2]string{"复盘里没有“%s”这一问，没有采用", "写 early、sincere、faced、humane、measured，或敢于发声、态度诚恳、直面问题、体现温度、把握尺度"},
		[2]string{"The review has no question %q; it is not used", "Use early, sincere, faced, humane or measured"}},
	"repeated-question": {"bad-review", LevelWarning,
		[2]string{"复盘里“%s”答了两次，采用了前一个", "删去多余的一个"},
		[2]string{"The review answers %q twice; the first answer is used", "Remove one of them"}},
	"missing-answer": {"bad-review", LevelWarning,
		[2]string{"复盘里“%s”没有回答，当作不清楚", "写上 answer：yes、partly、no 或 unknown"},
		[2]string{"The review gives no answer for %q; it counts as unknown", "Give answer: yes, partly, no or unknown"}},
	"unknown-answer": {"bad-review", LevelWarning,
		[2]string{"复盘的回答没有“%s”，当作不清楚", "写 yes、partly、no、unknown，或是、部分、否、不清楚"},
		[2]string{"There is no answer %q; it counts as unknown", "Write yes, partly, no or unknown"}},
	"unknown-moment-number": {"bad-review", LevelWarning,
		[2]string{"没有第“%s”个节点，时间线共有 %d 个", "从 1 数起，对照 timeline 改正"},
		[2]string{"There is no moment %q; the timeline has %d", "Count from 1 and correct it by the timeline"}},
	"missing-words": {"bad-review", LevelWarning,
		[2]string{"worsened 里这一项没有写是哪句话，没有采用", "写成 {words: 那句话, why: 为什么}"},
		[2]string{"The entry of worsened says no words and is not used", "Write {words: what was said, why: the reason}"}},
	"unknown-document": {"unknown-document", LevelWarning,
		[2]string{"单元里的“%s”没有对应的文稿", ""},
		[2]string{"The unit names %q, which is no document", ""}},
	"unpublished-document": {"unknown-document", LevelInfo,
		[2]string{"单元里的“%s”还没有发布，暂不列出", "发布之后会自动列出"},
		[2]string{"The unit names %q, which is not published and not listed yet", "It is listed once it is published"}},
	"reserved-path": {"reserved-path", LevelWarning,
		[2]string{"网站自己要用“/%s/”，这一篇打不开", "换一个文件名或文件夹名"},
		[2]string{"The site itself uses /%s/, so this text can't be reached", "Rename the file or its folder"}},
	"reserved-alias": {"reserved-path", LevelWarning,
		[2]string{"网站自己要用“/%s/”，旧网址“%s”不起作用", "删去这个旧网址"},
		[2]string{"The site itself uses /%s/, so the alias %q has no effect", "Remove the alias"}},
	"bad-settings": {"bad-settings", LevelError,
		[2]string{"设置读不懂，改用默认设置：%s", ""},
		[2]string{"The settings can't be read, so the defaults hold: %s", ""}},
	"bad-setting": {"bad-settings", LevelWarning,
		[2]string{"设置“%s”的值“%s”不能用，改用 %s", ""},
		[2]string{"The setting %q can't be %q; %s is used", ""}},
	"bad-vocabulary": {"bad-vocabulary", LevelError,
		[2]string{"词表读不懂，没有采用：%s", ""},
		[2]string{"The vocabulary can't be read and is not used: %s", ""}},
	"vocabulary-name": {"bad-vocabulary", LevelError,
		[2]string{"词表不能叫“%s”", "换一个文件名：不用已有的键名，只用文字、数字、- 和 _"},
		[2]string{"A vocabulary can't be called %q", "Rename the file: no name of a key that has a meaning already; letters, digits, - and _ only"}},
	"bad-term": {"bad-vocabulary", LevelWarning,
		[2]string{"词表里这一项没有 id，没有采用", "每一项至少写 id 和 label"},
		[2]string{"The term has no id and is not used", "Give each term an id and a label"}},
	"repeated-term": {"bad-vocabulary", LevelWarning,
		[2]string{"“%s”已经是词条“%s”的名称", "每个名称只属于一个词条"},
		[2]string{"%q already names the term %q", "Let each name belong to one term"}},
}

// phrases are the parts that messages are made of: what a key wants, and hints.
var phrases = map[string][2]string{
	"text":       {"文字", "text"},
	"yes-no":     {"是或否（true、false）", "true or false"},
	"number":     {"整数", "a whole number"},
	"list":       {"列表", "a list"},
	"map":        {"键和值", "keys and values"},
	"date":       {"日期", "a date"},
	"in-quotes":  {"文字用引号括起来", "Put text in quotes"},
	"instead":    {"改成%s", "Write %s"},
	"cause":      {"这里的写法不对（%s）", "%s"},
	"web":        {"网址（http或https）", "an http or https URL"},
	"contact":    {"https网址，或mailto:加邮箱", "an https address, or mailto: and an e-mail address"},
	"path":       {"以 / 开头的网址路径", "a path that begins with /"},
	"quote":      {"值里有冒号、引号或特殊符号时，用引号把整个值括起来", "Put values that hold a colon, quotes or special characters in quotes"},
	"indent":     {"用空格缩进，不用制表符", "Indent with spaces, not tabs"},
	"close":      {"补上缺少的括号", "Close the bracket"},
	"syntax":     {"检查这一处的写法", "Check what is written here"},
	"check-name": {"检查拼写，或补上这一篇", "Check the spelling, or write it"},
	"check-part": {"检查这一节的标题", "Check the section's heading"},
	"check-file": {"检查文件名和位置", "Check its name and place"},
	"similar":    {"是不是“%s”", "Did you mean %q?"},
	"terms":      {"可以写：%s", "Known terms: %s"},
	"zone":       {"写成 Asia/Shanghai 这样的时区名", "Write a zone name such as Asia/Shanghai"},
	"days":       {"写 1 到 %d 之间的整数，单位是工作日", "Write a whole number of working days, 1 to %d"},
	"tag":        {"语言代码（如zh-CN、en）", "a language tag such as zh-CN or en"},
	"no-keys":    {"不是“键: 值”的形式", "it is not a list of keys and values"},
	"keys":       {"每行写一个键和它的值，如 title: 标题", "Write a key and its value on each line, as in title: A title"},
	"full-width": {"键后面用半角冒号，再加一个空格", "Put an ASCII colon and a space after each key"},
	"line":       {"第 %d 行，%s", "line %d, %s"},
}

// english reports whether messages in the language tag are English; all
// others are Chinese.
func english(lang string) bool {
	lang = strings.ToLower(lang)
	return lang == "en" || strings.HasPrefix(lang, "en-")
}

// phrase returns a phrase in the language of the tag.
func phrase(lang, name string, args ...any) string {
	text := phrases[name][0]
	if english(lang) {
		text = phrases[name][1]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}
