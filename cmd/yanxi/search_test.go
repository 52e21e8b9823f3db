package main

import (
	"strings"
	"testing"
)

// What the page says about a query is said on the command line as well.
func TestPrintHits(t *testing.T) {
	const hit = `{"id":"a","title":"甲","kind":"note","snippet":"<mark>甲</mark>&amp;乙 … 丙"}`
	for _, test := range []struct{ name, answer, want string }{
		{"nothing", `{"query":"甲","total":0}`, "0 found\n"},
		{"found", `{"query":"甲","total":12,"hits":[` + hit + `]}`, "1. 甲\n   a\n   【甲】&乙 … 丙\n\n12 found, the first 1 are shown\n"},
		{
			"corrected and relaxed", `{"query":"政物 新媒体","corrected":"政务 新媒体","total":1,"relaxed":true,"hits":[` + hit + `]}`,
			"1. 甲\n   a\n   【甲】&乙 … 丙\n\n1 found (no text holds all the words: these hold some)\n" +
				"These are results for “政务 新媒体”. To search for “政物 新媒体” all the same, add --verbatim.\n",
		},
		{"incomplete", `{"total":0,"incomplete":true}`, "0 found\nThe quoted words are so common that some texts may be missing. Add a word or two.\n"},
		{"near", `{"query":"政物","total":0,"near":["政务","政府"]}`, "0 found\nDid you mean 政务, 政府?\n"},
		{
			"unknown", `{"total":0,"unknown":[{"key":"平台","value":"微播","near":[{"label":"微博"},{"label":"微信公众号"}]},{"key":"日期","value":"昨天","near":[]}]}`,
			"0 found\nNothing is called 平台:微播. Did you mean 微博, 微信公众号?\nNothing is called 日期:昨天.\n",
		},
	} {
		var b strings.Builder
		if err := printHits(&b, []byte(test.answer)); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != test.want {
			t.Errorf("%s: printed\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
	if err := printHits(new(strings.Builder), []byte(`<html>`)); err == nil {
		t.Error("an answer that is no JSON is printed")
	}
}
