package rules

import (
	"strings"
	"testing"
)

// TestHostile runs texts that repeat what opens something and never closes it. Each is large enough that work which grows
// with its square would not end within a test's time; what is found stays bounded.
func TestHostile(t *testing.T) {
	set := Compile(Defaults())
	for _, piece := range []string{
		"<!-- ", "](", "](a ", "“", "”", "（", "）", "1234-", "单元1室", "李小明，9岁", "a@b.cn ", "@", "发[2018]1号", "![", "![a](b)\n\n", "`", "``` ", "```\n",
		"|a|\n", "> ", "- ", "根据《甲通知》", "布署", "KOL布署“", "无可奉告", "<a", "$", "$$", "{#", "http://a ", "[[", "[[a|", "<!-- 放行 typo：甲 -->\n\n", "。。",
		"\n", "工作要求", "\\", "1", "a: b\n", "# ", "#\n# a\n",
	} {
		src := []byte(strings.Repeat(piece, (512<<10)/len(piece)))
		for _, body := range []int{0, len(src)} {
			if n := len(set.Check(Text{Source: src, Body: body})); n > MaxFindings {
				t.Errorf("%q: %d findings", piece, n)
			}
		}
	}
}
