package convert_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"

	"yanxi/content/convert"
)

// TestHostile converts what nobody should be able to do harm with.
func TestHostile(t *testing.T) {
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 400) + p("", "深") + strings.Repeat("</w:sdtContent></w:sdt>", 400)
	bomb := p("", strings.Repeat("0", 32<<20))
	doctype := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document ` + namespaces + `><w:body>` + p("", "&b;") + `</w:body></w:document>`
	for _, tt := range []struct {
		name   string
		file   string
		src    []byte
		reason string
	}{
		{"XML that unpacks to very much", "a.docx", word(bomb, nil), "bomb"},
		{"XML of very many elements", "a.docx", word(strings.Repeat("<w:p/>", 1_300_000), nil), "many"},
		{"XML nested without end", "a.docx", word(deep, nil), "too-deep"},
		{"entities", "a.docx", word("", parts{"document.xml": doctype}), "doctype"},
		{"entities in styles", "a.docx", word(p("", "x"), parts{"styles.xml": `<!DOCTYPE a SYSTEM "file:///etc/passwd"><w:styles/>`}), "doctype"},
		{"an element that does not end", "a.docx", word("<w:p><w:r>", nil), "damaged"},
		{"another encoding", "a.docx", word("", parts{"document.xml": `<?xml version="1.0" encoding="utf-7"?><w:document/>`}), "damaged"},
		{"no body", "a.docx", word("", parts{"document.xml": `<w:document ` + namespaces + `/>`}), "damaged"},
		{"another document", "a.docx", word("", parts{"document.xml": `<workbook/>`}), "not-word"},
		{"a sheet", "a.docx", zipped(parts{"xl/workbook.xml": "<workbook/>"}), "not-word"},
		{"a cut archive", "a.docx", word(p("", "x"), nil)[:200], "damaged"},
		{"no archive", "a.docx", []byte("这不是压缩包"), "not-zip"},
		{"sizes that are not so", "a.docx", lying(p("", strings.Repeat("0", 32<<20)), 100), "damaged"},
		{"many entries", "a.docx", entries(12_000), "bomb"},
		{"old Word", "a.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest"), "old-word"},
		{"a PDF with another name", "a.docx", []byte("%PDF-1.7\n"), "pdf"},
		{"RTF", "a.rtf", []byte(`{\rtf1 x}`), "rtf"},
		{"a packed page", "a.mht", []byte("MIME-Version: 1.0\r\n"), "mhtml"},
		{"a picture", "a.png", []byte("\x89PNG\r\n\x1a\n...."), "picture"},
		{"a program", "a.txt", []byte("\x7fELF\x02\x01\x01\x00\x00\x00"), "unknown"},
		{"nothing", "a.txt", nil, "empty"},
		{"white space", "a.txt", []byte(" \n\u3000\n"), "empty"},
		{"an empty document", "a.docx", word(p("", ""), nil), "empty"},
		{"an empty page", "a.html", []byte("<script>alert(1)</script>"), "empty"},
		{"a page nested without end", "a.html", []byte(strings.Repeat("<div>", 2_000) + "深"), "too-deep"},
		{"a page of tags", "a.html", []byte(strings.Repeat("<b>", 500_000)), "many"},
		{"lines without end", "a.txt", []byte(strings.Repeat("一\n", 300_000)), "many"},
		{"a long text", "a.md", bytes.Repeat([]byte("一二三四"), 1<<20), "long"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res, err := convert.Convert(t.Context(), tt.file, tt.src, convert.Options{})
			failure, ok := errors.AsType[*convert.Error](err)
			if !ok {
				t.Fatalf("error %v, result %.200v", err, res)
			}
			if failure.Reason != tt.reason {
				t.Errorf("reason %q (%v), want %q", failure.Reason, err, tt.reason)
			}
			for _, lang := range []string{"zh-CN", "en"} {
				if said, hint := failure.Say(lang); said == "" || hint == "" || strings.Contains(said+hint, "%!") {
					t.Errorf("in %s: %q, %q", lang, said, hint)
				}
			}
		})
	}
}

// lying is a document whose parts say that they are of another size.
func lying(body string, size uint32) []byte {
	src := word(body, nil)
	for at := 0; ; {
		i := bytes.Index(src[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return src
		}
		at += i + 4
		binary.LittleEndian.PutUint32(src[at+20:], size)
	}
}

// entries is an archive of many empty files.
func entries(n int) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range n {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// TestBounded converts what is large in one respect: the result must not be larger than a document.
func TestBounded(t *testing.T) {
	spans := strings.Repeat("<tr><td colspan=60 rowspan=500>x", 30_000)
	for name, src := range map[string][]byte{
		"a.html": []byte("<table><tr><td>a<td>b" + spans + "</table>"),
		"b.html": []byte(strings.Repeat("<ul><li>", 200) + "深" + strings.Repeat("<blockquote>", 100) + "深"),
		"c.html": []byte("<table>" + strings.Repeat("<tr><td><table>", 80) + "深"),
		"d.html": []byte("<p>" + strings.Repeat("[a](<", 50_000)),
		"e.docx": word(strings.Repeat("<w:tbl><w:tr><w:tc>", 60)+p("", "深")+strings.Repeat("</w:tc><w:tc>"+p("", "y")+"</w:tc></w:tr></w:tbl>", 60), nil),
		"f.docx": word("<w:tbl>"+strings.Repeat(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999999"/></w:tcPr>`+p("", "宽")+`</w:tc></w:tr>`, 5_000)+"</w:tbl>", nil),
		"g.docx": word(strings.Repeat(numbered(1, 8, "深")+numbered(1, 0, "浅"), 2_000), lists),
		"h.docx": word("<w:p>"+strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, 3_000)+strings.Repeat(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`, 3_000)+r("", "域")+"</w:p>"+p("", "尾"), nil),
	} {
		t.Run(name, func(t *testing.T) {
			res, err := convert.Convert(t.Context(), name, src, convert.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if most := 12*len(src) + 100_000; len(res.Markdown) > most {
				t.Errorf("%d bytes of %d", len(res.Markdown), len(src))
			}
			if len(res.Notes) > 210 {
				t.Errorf("%d notes", len(res.Notes))
			}
		})
	}
}

// TestStopped converts for somebody who has left.
func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, src := range map[string][]byte{"a.docx": word(p("", "甲"), nil), "a.html": []byte("<p>甲"), "a.txt": []byte("甲")} {
		if _, err := convert.Convert(ctx, name, src, convert.Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMarkup converts pages that carry markup for whoever reads the result.
func TestMarkup(t *testing.T) {
	res, err := convert.Convert(t.Context(), "a.html", []byte(`<p onclick="x()">&lt;script&gt;alert(1)&lt;/script&gt; <a href="javascript:alert(1)">甲</a> <a href=" JaVaScRiPt:alert(1)">乙</a>
<a href="data:text/html,x">丙</a> <a href="https://a.example/)[x](javascript:alert(1)">丁</a> <img src="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="> <img src=x onerror=alert(1) alt="](javascript:alert(1))">
&lt;!-- 放行 typo：好 --&gt; &#96;&#96;&#96;quiz</p>`), convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `\<script>alert(1)\</script> 甲 乙 丙 [丁](https://a.example/%29[x]%28javascript:alert%281%29) \<!-- 放行 typo：好 --> \` + "`\\`\\`quiz\n"
	if got := bodyOf(res); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
