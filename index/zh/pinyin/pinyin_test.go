package pinyin

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yanxi/index/zh"
)

func TestFull(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"政务新媒体", "zheng wu xin mei ti"},
		{"政務新媒體", "zheng wu xin mei ti"},
		{"舆情回应", "yu qing hui ying"},
		{"重庆公交", "chong qing gong jiao"},
		{"重要的确定", "zhong yao de que ding"},
		{"重新开始", "chong xin kai shi"},
		{"音乐节", "yin yue jie"},
		{"快乐", "kuai le"},
		{"银行行长", "yin hang hang zhang"},
		{"银行为人民", "yin hang wei ren min"},
		{"长江大桥", "chang jiang da qiao"},
		{"校长参与处理会计问题", "xiao zhang can yu chu li kuai ji wen ti"},
		{"大会计划", "da hui ji hua"},
		{"角色", "jue se"},
		{"的确", "di que"},
		{"目的", "mu di"},
		{"数目的变化", "shu mu de bian hua"},
		{"三审三校", "san shen san jiao"},
		{"学校对面", "xue xiao dui mian"},
		{"调查与调整", "diao cha yu tiao zheng"},
		{"应急值守", "ying ji zhi shou"},
		{"传播与自传", "chuan bo yu zi zhuan"},
		{"西藏和藏品", "xi zang he cang pin"},
		{"朝阳区", "chao yang qu"},
		{"成都都市圈都好", "cheng du du shi quan dou hao"},
		{"给予与给我", "ji yu yu gei wo"},
		{"退耕还林还有", "tui geng huan lin hai you"},
		{"厦门大厦", "xia men da sha"},
		{"六安市", "lu an shi"},
		{"番禺", "pan yu"},
		{"单县", "shan xian"},
		{"尉迟恭", "yu chi gong"},
		{"曾国藩曾经", "zeng guo fan ceng jing"},
		{"了解了", "liao jie le"},
		{"为了解决", "wei le jie jue"},
		{"率先提高效率", "shuai xian ti gao xiao lv"},
		{"首都都有", "shou du dou you"},
		{"强调", "qiang diao"},
		{"旅客", "lv ke"},
		{"虐待", "nve dai"},
		{"着力", "zhuo li"},
		{"看着", "kan zhe"},
		{"供给侧", "gong ji ce"},
		{"提供给您", "ti gong gei nin"},
		{"ＱＱ空间", "q q kong jian"},
		{"B站，5G", "b zhan 5 g"},
		{"著名的乾隆，干着", "zhu ming de qian long gan zhe"},
		{"畜牧业", "xu mu ye"},
		{"谁得", "shui de"},
		{"", ""},
	} {
		got := Default().Full(tt.text)
		if want := strings.ReplaceAll(tt.want, " ", ""); got != want {
			t.Errorf("Full(%q) = %q, want %q", tt.text, got, want)
		}
		initials := ""
		for _, s := range strings.Fields(tt.want) {
			initials += s[:1]
		}
		if got := Default().Initials(tt.text); got != initials {
			t.Errorf("Initials(%q) = %q, want %q", tt.text, got, initials)
		}
	}
}

func spelt(readings [][]Syllable) string {
	out := make([]string, len(readings))
	for i, all := range readings {
		for _, s := range all {
			out[i] += "/" + s.String()
		}
	}
	return strings.Join(out, " ")
}

func TestOf(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"单同学", "/dan/shan/chan /tong /xue"},
		{"单位", "/dan/shan/chan /wei"},
		{"单县A", "/shan /xian "},
		{"重\u200b庆", "/zhong/chong  /qing"},
		{"\xff重庆", " /chong /qing"},
		{"𠮷㐂", " /xi"},
	} {
		got := Default().Of(tt.text)
		if n := utf8.RuneCountInString(tt.text); len(got) != n {
			t.Fatalf("%d readings of %d characters", len(got), n)
		}
		if tt.text == "𠮷㐂" {
			continue // what the fold makes of variants is its own affair
		}
		if got := spelt(got); got != tt.want {
			t.Errorf("Of(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

// TestData checks the lists of our own against each other.
func TestData(t *testing.T) {
	tab := theTable()
	listed := make(map[rune]bool)
	for line := range dataLines(heteronymData) {
		fields := strings.Fields(line)
		r, size := utf8.DecodeRuneInString(fields[0])
		if size != len(fields[0]) || zh.Fold(r) != r || listed[r] {
			t.Errorf("%q: not one folded character, or twice", line)
		}
		listed[r] = true
		for _, s := range fields[1:] {
			if tab.numbers[s] == 0 {
				t.Errorf("%q: no syllable %q", line, s)
			}
		}
	}
	seen := make(map[string]string)
	words := 0
	for line := range dataLines(wordData) {
		fields := strings.Fields(line)
		s := tab.numbers[fields[1]]
		if s == 0 || len(fields) < 3 {
			t.Errorf("%q: no syllable, or no words", line)
		}
		for _, w := range fields[2:] {
			w = zh.FoldString(w)
			words++
			if !strings.Contains(w, fields[0]) || utf8.RuneCountInString(w) < 2 {
				t.Errorf("%q: bad word %q", line, w)
			}
			if old := seen[fields[0]+w]; old != "" && old != fields[1] {
				t.Errorf("%s in %s is both %s and %s", fields[0], w, old, fields[1])
			}
			seen[fields[0]+w] = fields[1]
		}
	}
	if words < 1000 || len(listed) < 200 {
		t.Errorf("%d words, %d characters", words, len(listed))
	}
	for _, r := range "一二三四五六七八九十百千万的是不在有人这上大来国" {
		if len(Readings(r)) == 0 {
			t.Errorf("%c is not read", r)
		}
	}
}

func TestParseWords(t *testing.T) {
	words, bad := ParseWords(strings.NewReader("\ufeff# names\n單縣 Shan Xian # the county\n\n乐乐 yue yue\n重庆 chong\nB站 b zhan\n重庆 chong qong\n女 nü\n"))
	if len(words) != 3 || words[0].Text != "单县" {
		t.Errorf("words: %v", words)
	}
	var lines []int
	for _, b := range bad {
		lines = append(lines, b.Line)
	}
	if diff := cmp.Diff([]int{5, 6, 7}, lines); diff != "" {
		t.Errorf("bad lines (-want +got):\n%s\n%v", diff, bad)
	}
	r := Default().With(words)
	if got := r.Full("乐乐快乐重庆"); got != "yueyuekuailechongqing" {
		t.Errorf("with a library's words: %s", got)
	}
	if got := r.With([]Word{{"重庆", words[1].Readings}}).Full("重庆"); got != "yueyue" {
		t.Errorf("a later word does not decide: %s", got)
	}
}

func FuzzReader(f *testing.F) {
	f.Add("重庆音乐", "zheng'wu")
	f.Add("\xff重\u200b庆", "xian")
	f.Fuzz(func(t *testing.T, text, latin string) {
		if got := Default().Of(text); len(got) != utf8.RuneCountInString(text) {
			t.Errorf("%d readings", len(got))
		}
		ParseWords(strings.NewReader(text + "\n" + latin))
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		loadTable()
		newReader(builtinWords(), nil)
	}
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat("重庆市人民政府关于进一步加强政务新媒体管理工作的通知", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Default().Of(text)
	}
}
