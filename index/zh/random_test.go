package zh

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// pieces are what random texts are made of: all that the scanner looks for, and what may get in its way.
var pieces = strings.Fields(`
国办发 根据 〔 〕 （ ） ( ) [ 【 】 2018 123 第 号 號 年 月 日 二〇一九 二○一九 十二 三十一 〇 6 06 31 2019-06-03 ２０１９ - ． . / : , ， @ ' ’ & _ +
QQ ＱＱ 空间 空間 B站 C++ 卡拉 OK 4S店 约翰·列侬 · Windows 11 1,234 2.6.3 v Ⅳ Ⅰ running 50 cm １．５ｋｇ iPhone13 ＡＢ é 政务新媒体 政務新媒體 的 南京市长江大桥 突发事件 慎报
カタ ｶﾀ ー 한국 𠀀 𫝈 㑮 ① ㍿ 豈 ⽂ 。
`)

// TestRandomTexts checks what holds for all texts on those that a fuzzer is slow to find: folded and original texts give
// the same terms in particular.
func TestRandomTexts(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	d := Default().With([]string{"约翰·列侬", "C++", "慎报", "2018年", "Windows 11"})
	odd := []string{" ", "\u3000", "\n", "\xff", "\xe4\xbd", "\u200b", "\u0301", "\u00ad"}
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
			if r.IntN(6) == 0 {
				b.WriteString(odd[r.IntN(len(odd))])
			}
		}
		text := b.String()
		words := d.Words(nil, []byte(text))
		checkTokens(t, text, words, false)
		checkPairs(t, text, words)
		folded := FoldString(text)
		if got, want := show(d.Words(nil, []byte(folded))), show(words); got != want {
			t.Fatalf("%q folded gives\n%s, not\n%s", text, got, want)
		}
	}
}
