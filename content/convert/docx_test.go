package convert_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"yanxi/content/convert"
)

// parts of a DOCX by name.
type parts map[string]string

const namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// word puts a document together as Word writes it. A part whose name has no slash is below word/.
func word(body string, more parts) []byte {
	all := parts{
		"_rels/.rels":       `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + namespaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/styles.xml": `<w:styles ` + namespaces + `><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="own"><w:name w:val="自己的一级"/><w:basedOn w:val="1"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>` +
			`<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>`,
	}
	for name, text := range more {
		if !strings.Contains(name, "/") {
			name = "word/" + name
		}
		if strings.HasSuffix(name, ".rels") {
			text = "<Relationships>" + text + "</Relationships>"
		}
		all[name] = text
	}
	return zipped(all)
}

func zipped(all parts) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(all[name]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// p is a paragraph of plain text, with the properties before it.
func p(properties, text string) string {
	return `<w:p><w:pPr>` + properties + `</w:pPr>` + r("", text) + `</w:p>`
}

// r is a run.
func r(properties, text string) string {
	return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func numbered(id, level int, text string) string {
	return p(fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, id), text)
}

// level is a level of a list.
func level(n int, format, text string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:pPr><w:ind w:left="%d"/></w:pPr></w:lvl>`, n, format, text, 420*(n+1))
}

var lists = parts{"numbering.xml": `<w:numbering ` + namespaces + `>` +
	`<w:abstractNum w:abstractNumId="0">` + level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "bullet", "") + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1">` + level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3．") + level(3, "decimal", "（%4）") + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="2">` + level(0, "chineseCountingThousand", "第%1条") + strings.Replace(level(1, "decimal", "%1.%2"), "<w:pPr>", "<w:isLgl/><w:pPr>", 1) + `</w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="3">` + level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + `</w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
	`<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>` +
	`<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`}

func TestWord(t *testing.T) {
	for _, tt := range []struct {
		name  string
		body  string
		more  parts
		want  string // of the Markdown, without front matter
		notes string // rules, by spaces
	}{
		{"levels begin below the title", p(`<w:pStyle w:val="a3"/>`, "题") + p(`<w:pStyle w:val="1"/>`, "一级") + p(`<w:pStyle w:val="2"/>`, "二级") + p(`<w:pStyle w:val="own"/>`, "又一级") +
			p(`<w:outlineLvl w:val="1"/>`, "大纲二级"), nil, "## 一级\n\n### 二级\n\n## 又一级\n\n### 大纲二级\n", ""},
		{"a first line like any other may be the title", p("", "值班三件事") + p("", "一件。") + p("", "两件。"), nil, "一件。\n\n两件。\n", "title"},
		{"or not", p("", "2026年5月") + p("", "一件。") + p("", "两件。"), nil, "2026年5月\n\n一件。\n\n两件。\n", "title"},
		{"bold beside punctuation", p("", "请") + `<w:p>` + r("", "他说") + r("<w:b/>", "“快报”") + r("", "，") + r(`<w:rStyle w:val="s"/>`, " 慎报 ") + r(`<w:b w:val="0"/>`, "原因") + `</w:p>`, nil,
			"请\n\n他说**“快报”**， **慎报** 原因\n", "title"},
		{"marks that would not be read", `<w:p>` + r("", "a") + r("<w:b/>", "(b)") + r("", "c") + r("<w:b/>", "粗") + r("<w:i/>", "斜") + r("<w:b/><w:i/>", "都") + `</w:p>`, nil,
			"a<strong>(b)</strong>c**粗**<em>斜**都**</em>\n", "title"},
		{"bold over a space that is not", `<w:p>` + r("<w:b/>", "Term") + r("", " ") + r("<w:b/><w:i/>", "markup") + r("", "后") + r("<w:b/><w:i/>", "都") + r("<w:b/>", "粗") + `</w:p>`, nil, "**Term <em>markup</em>**后**<em>都</em>粗**\n", "title"},
		{"what Markdown would read", p("", "# 井号。") + p("", "1. 数字") + p("", "- 横线") + p("", "&gt; 引用") + p("", "a*b*c_d_ `e` ~~f~~ &lt;b&gt; &amp;amp; $1$ [x](y) | \\* ![z](a) http://a.example/b_c") + p("", "===") + p("", "+ 加") + p("", "::: tip"), nil,
			"\\# 井号。\n\n1\\. 数字\n\n\\- 横线\n\n\\> 引用\n\na\\*b\\*c_d\\_ \\`e\\` \\~\\~f\\~\\~ \\<b> \\&amp; \\$1\\$ \\[x\\](y) | \\\\\\* \\!\\[z\\](a) http://a.example/b_c\n\n\\===\n\n\\+ 加\n\n\\::: tip\n", "title"},
		{"lists within lists, and a paragraph in between", numbered(1, 0, "甲") + numbered(1, 1, "甲一") + numbered(1, 2, "点") + numbered(1, 1, "甲二") + numbered(1, 0, "乙") +
			p(`<w:ind w:left="420"/>`, "乙的第二段") + numbered(1, 0, "丙") + p("", "断开") + numbered(1, 0, "丁") + numbered(5, 0, "另一个"), lists,
			"1. 甲\n   1. 甲一\n      - 点\n   2. 甲二\n\n2. 乙\n\n   乙的第二段\n\n3. 丙\n\n断开\n\n4. 丁\n\n1) 另一个\n", "list-numbers title"},
		{"Chinese numbers are text", numbered(2, 0, "总体要求") + p("", "正文。") + numbered(2, 0, "安排") + numbered(2, 1, "轮班") + numbered(2, 2, "白班") + numbered(2, 2, "晚班") + numbered(2, 3, "交接") + numbered(2, 1, "交接") + numbered(2, 2, "又从一起"), lists,
			"## 一、总体要求\n\n正文。\n\n## 二、安排\n\n### （一）轮班\n\n1. 白班\n2. 晚班\n\n（1）交接\n\n### （二）交接\n\n1. 又从一起\n", "headings title"},
		{"articles and decimal levels", numbered(3, 0, "为了值班，制定本办法。") + numbered(3, 1, "小节。") + numbered(3, 0, "本办法适用于本市。") + p(`<w:pStyle w:val="1"/><w:numPr><w:numId w:val="4"/></w:numPr>`, "概述") +
			p(`<w:pStyle w:val="2"/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>`, "背景"), lists,
			"第一条　为了值班，制定本办法。\n\n1.1 小节。\n\n第二条　本办法适用于本市。\n\n## 1 概述\n\n### 1.1 背景\n", "title"},
		{"changes are taken", `<w:p>` + r("", "留") + `<w:ins w:id="1">` + r("", "加") + `</w:ins><w:del w:id="2"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>` +
			`<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>` + r("", "前半") + `</w:p>` + p("", "后半"), nil, "留加\n\n前半后半\n", "title tracked-change tracked-change"},
		{"fields", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://a.example/x" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("<w:u/>", "链接") +
			`<w:r><w:fldChar w:fldCharType="end"/></w:r>` + r("", "后") + `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ \o\ac(○,3)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` +
			`<w:fldSimple w:instr="PAGE">` + r("", "7") + `</w:fldSimple></w:p>`, nil, "[链接](https://a.example/x)后③7\n", "title"},
		{"contents, hidden text, symbols", p(`<w:pStyle w:val="toc1"/>`, "一、概述 1") + `<w:p>` + r("<w:vanish/>", "内部") + r("", "姓名：") + r(`<w:u w:val="single"/>`, "      ") + `<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r><w:r><w:sym w:font="Own" w:char="F0FE"/></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:tab/></w:r>` + r("", "完") + `</w:p>`, nil,
			"姓名：\\_\\_\\_\\_\\_\\_☑□- 完\n", "contents hidden-text symbol title"},
		{"footnotes", `<w:p>` + r("", "甲") + `<w:r><w:endnoteReference w:id="2"/></w:r>` + r("", "乙") + `<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="99"/></w:r></w:p>`,
			parts{"footnotes.xml": `<w:footnotes ` + namespaces + `><w:footnote w:type="separator" w:id="0">` + p("", "x") + `</w:footnote><w:footnote w:id="7">` + p("", "脚注一段") + p("", "二段") + `</w:footnote></w:footnotes>`,
				"endnotes.xml": `<w:endnotes ` + namespaces + `><w:endnote w:id="2">` + p("", "尾注") + `</w:endnote></w:endnotes>`},
			"甲[^1]乙[^2][^2]\n\n[^1]: 尾注\n\n[^2]: 脚注一段\n\n    二段\n", "title"},
		{"a text box as Word writes it, once", `<w:p>` + r("", "旁边") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx><w:txbxContent>` + p("", "框里") + `</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice>` +
			`<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + p("", "框里") + `</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, nil, "旁边\n\n框里\n", "text-box title"},
		{"tables", `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p("", "名单") + `</w:tc></w:tr><w:tr><w:tc>` + p("", "甲|乙") + `</w:tc><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + p("", "丙") + p("", "丁") + `</w:tc></w:tr>` +
			`<w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr><w:tr><w:tc><w:tbl><w:tr><w:tc>` + p("", "内") + `</w:tc><w:tc>` + p("", "层") + `</w:tc></w:tr></w:tbl><w:p/></w:tc><w:tc>` + p("", "戊") + `</w:tc></w:tr></w:tbl>` +
			`<w:tbl><w:tr><w:tc>` + p("", "框住的一段") + `</w:tc></w:tr></w:tbl>`, nil,
			"**名单**\n\n| 甲\\|乙 | 丙<br>丁 |\n| --- | --- |\n| 内　层 | 戊 |\n\n框住的一段\n", "merged-cells merged-cells title"},
		{"equations, objects, drawings", `<w:p>` + r("", "面积") + `<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r><w:object><o:OLEObject xmlns:o="x"/></w:object></w:r><w:r><w:drawing><wp:inline><a:graphic><wps:wsp/></a:graphic></wp:inline></w:drawing></w:r></w:p>`, nil,
			"面积a=b\n", "embedded-object embedded-object equation title"},
		{"controls", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + p("", "目录") + `</w:sdtContent></w:sdt>` +
			`<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + r("", "单击此处") + `</w:sdtContent></w:sdt><w:sdt><w:sdtContent>` + r("", "填了") + `</w:sdtContent></w:sdt><w:smartTag>` + r("", "的") + `</w:smartTag></w:p>`, nil, "填了的\n", "contents title"},
		{"a title with a footnote is there twice", p(`<w:pStyle w:val="a3"/>`, "题") + `<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>` + r("", "目") + `<w:r><w:footnoteReference w:id="1"/></w:r></w:p>` + p("", "文"),
			parts{"footnotes.xml": `<w:footnotes ` + namespaces + `><w:footnote w:id="1">` + p("", "注") + `</w:footnote></w:footnotes>`}, "题目[^1]\n\n文\n\n[^1]: 注\n", ""},
		{"a long heading is text", p(`<w:pStyle w:val="1"/>`, strings.Repeat("很长的一段话，", 20)) + p(`<w:pStyle w:val="1"/>`, "一") + p(`<w:pStyle w:val="1"/>`, "二"), nil, strings.Repeat("很长的一段话，", 20) + "\n\n## 一\n\n## 二\n", "headings title"},
		{"chapters may be missing, and sections begin again", p("", "第二章　安排") + p("", "第一节 轮班") + p("", "文。") + p("", "第二节 交接") + p("", "第四章　附则") + p("", "第一节 施行"), nil,
			"## 第二章　安排\n\n### 第一节 轮班\n\n文。\n\n### 第二节 交接\n\n## 第四章　附则\n\n### 第一节 施行\n", "headings title"},
		{"numbers that do not count are none", p("", "一、甲") + p("", "文。") + p("", "三、乙") + p("", "文。"), nil, "一、甲\n\n文。\n\n三、乙\n\n文。\n", "title"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := convert.Convert(t.Context(), "x.docx", word(tt.body, tt.more), convert.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, bodyOf(res)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			var rules []string
			for _, n := range res.Notes {
				rules = append(rules, n.Rule)
			}
			slices.Sort(rules)
			if got := strings.Join(rules, " "); got != tt.notes {
				t.Errorf("notes %q, want %q", got, tt.notes)
			}
		})
	}
}

// bodyOf is the Markdown below its front matter.
func bodyOf(r *convert.Result) string {
	_, rest, _ := strings.Cut(strings.TrimPrefix(string(r.Markdown), "---\n"), "---\n")
	return strings.TrimPrefix(rest, "\n")
}
