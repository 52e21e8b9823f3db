package zh

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func ExampleDictionary_Words() {
	for _, t := range Default().Words(nil, []byte("政務新媒體 Running")) {
		fmt.Println(t.Start, t.End, string(t.Term), t.Kind, t.Inner)
	}
	// Output:
	// 0 15 政务新媒体 word false
	// 0 6 政务 word true
	// 6 15 新媒体 word true
	// 9 15 媒体 word true
	// 16 23 run latin false
}

// show writes tokens as "word[part part] word".
func show(tokens []Token) string {
	var b strings.Builder
	open := false
	for i, t := range tokens {
		switch {
		case t.Inner && !open:
			b.WriteByte('[')
		case !t.Inner && open:
			b.WriteString("] ")
		case i > 0:
			b.WriteByte(' ')
		}
		open = t.Inner
		b.Write(t.Term)
	}
	if open {
		b.WriteByte(']')
	}
	return b.String()
}

type splitTest struct{ in, want string }

func testSplit(t *testing.T, split func([]Token, []byte) []Token, overlap bool, tests []splitTest) {
	t.Helper()
	for _, c := range tests {
		tokens := split(nil, []byte(c.in))
		if got := show(tokens); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.in, got, c.want)
		}
		checkTokens(t, c.in, tokens, overlap)
	}
}

// checkTokens checks what holds for the tokens of any text. Pairs overlap, words don't.
func checkTokens(t *testing.T, text string, tokens []Token, overlap bool) {
	t.Helper()
	var main Token
	for i, k := range tokens {
		switch {
		case k.Start < 0 || k.Start >= k.End || k.End > len(text):
			t.Fatalf("%q: token %d %q is from %d to %d", text, i, k.Term, k.Start, k.End)
		case !utf8.ValidString(text[k.Start:k.End]):
			t.Fatalf("%q: token %d %q cuts a character: %q", text, i, k.Term, text[k.Start:k.End])
		case len(k.Term) == 0 || !utf8.Valid(k.Term) || FoldString(string(k.Term)) != string(k.Term):
			t.Fatalf("%q: token %d has the term %q", text, i, k.Term)
		case k.Kind < Word || k.Kind > Mixed:
			t.Fatalf("%q: token %d %q is of kind %v", text, i, k.Term, k.Kind)
		case k.Inner && (k.Pos != main.Pos || k.Start < main.Start || k.End > main.End):
			t.Fatalf("%q: token %d %q is not inside of %q", text, i, k.Term, main.Term)
		case !k.Inner && (k.Pos != main.Pos+1 || k.Start <= main.Start && i > 0 || k.Start < main.End && !overlap):
			t.Fatalf("%q: token %d %q at position %d, from %d, comes after position %d, to %d",
				text, i, k.Term, k.Pos, k.Start, main.Pos, main.End)
		}
		if !k.Inner {
			main = k
		}
	}
}

func TestWords(t *testing.T) {
	testSplit(t, Default().Words, false, []splitTest{
		{"", ""},
		{" \n，。—— ", ""},
		{"新媒体", "新媒体[媒体]"},
		{"政务新媒体", "政务新媒体[政务 新媒体 媒体]"},
		{"政務新媒體", "政务新媒体[政务 新媒体 媒体]"},
		{"突发事件", "突发事件[突发 事件]"},
		{"首次回应", "首次回应[首次 回应]"},
		{"慎报原因", "慎报原因[原因]"},
		{"南京市长江大桥", "南京市[南京] 长江大桥[长江 大桥]"},
		{"研究生命的起源", "研究 生命 的 起源"},
		{"他来到了网易杭研大厦", "他 来到 了 网易 杭 研 大厦"},
		{"结婚的和尚未结婚的", "结婚 的 和 尚未 结婚 的"},
		{"我在看著書", "我 在 看着 书"},
		{"登錄帳號、登录账号", "登录 账号 登录 账号"},
		{"㍿𠀀𠀁", "𠀀 𠀁"},
		{"新\u200b媒\ufeff体的", "新媒体[媒体] 的"},
		{"ﾊﾝｶｸ 한국어 カタカナ", "ハンカク 한국어 カタカナ"},
		{"新\xff媒体\xe4\xbd", "新 媒体"},
	})
}

func TestMixedWords(t *testing.T) {
	d := Default().With([]string{"约翰·列侬", "Windows 11", "C++", "12·5事故", "node.js开发"})
	testSplit(t, d.Words, false, []splitTest{
		{"ＱＱ空间和Ｂ站", "qq空间[qq 空间] 和 b站[b 站]"},
		{"在B站上，去4S店", "在 b站[b 站] 上 去 4s店[4s 店]"},
		{"唱卡拉OK吧", "唱 卡拉ok[卡拉 ok] 吧"},
		{"卡拉OKAY", "卡拉 okay"},
		{"5G网络", "5g 网络"},
		{"学C++和c语言", "学 c++[c] 和 c 语言"},
		{"Windows 11版，windows 110", "windows 11[window 11] 版 window 110"},
		{"约翰·列侬的12·5事故", "约翰·列侬[约翰 列 侬] 的 12·5事故[12 5 事故]"},
		{"约翰·列", "约翰 列"},
		{"用Node.js开发", "用 node.js开发[node js 开发]"},
	})
}

// TestLongRun splits a text without any sign in it, which is done in pieces.
func TestLongRun(t *testing.T) {
	text := strings.Repeat("新媒体", 5000)
	tokens := Default().Words(nil, []byte(text))
	checkTokens(t, text, tokens, false)
	whole := 0
	for _, k := range tokens {
		if string(k.Term) == "新媒体" {
			whole++
		}
	}
	if pieces := 3 * 5000 / maxRun; whole < 5000-pieces {
		t.Errorf("%d of 5000 words were found whole", whole)
	}
}

// TestReuse checks that nothing is allocated for each token, and that tokens outlive the next call.
func TestReuse(t *testing.T) {
	text := []byte(strings.Repeat(sample, 50))
	words := Default().Words(nil, text)
	pairs := Pairs(nil, words, text)
	for name, split := range map[string]func(){
		"Words": func() { words = Default().Words(words[:0], text) },
		"Pairs": func() { pairs = Pairs(pairs[:0], words, text) },
	} {
		if n := testing.AllocsPerRun(5, split); n > float64(len(pairs))/200 {
			t.Errorf("%s: %v allocations for %d words and %d pairs", name, n, len(words), len(pairs))
		}
	}
	first := Default().Words(nil, []byte("ＱＱ空间 Ａpples 臺灣"))
	want := show(first)
	Default().Words(nil, []byte("ＢＢ空間 Ｐears 國語 Ｃherries"))
	if got := show(first); got != want {
		t.Errorf("tokens became %s, were %s", got, want)
	}
}

func FuzzWords(f *testing.F) {
	f.Add(sample)
	f.Add("ＱＱ空间 国办发〔2018〕第123号 二○一九年十二月三十一日 2.6.3 a@b.cn \xff\xe4\xbd")
	d := Default().With([]string{"约翰·列侬", "C++", "慎报", "a·b"})
	f.Fuzz(func(t *testing.T, text string) {
		words := d.Words(nil, []byte(text))
		checkTokens(t, text, words, false)
		checkPairs(t, text, words)
	})
}
