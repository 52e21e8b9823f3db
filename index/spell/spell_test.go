package spell

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// some are the words of a small index of 50 documents.
var some = []Word{
	{Text: "政务", Count: 20}, {Text: "新媒体", Count: 18}, {Text: "政务新媒体", Count: 12}, {Text: "舆情", Count: 15}, {Text: "回应", Count: 30},
	{Text: "舆情回应", Count: 5}, {Text: "新闻", Count: 20}, {Text: "发布", Count: 30}, {Text: "发布会", Count: 8}, {Text: "新闻发布会", Count: 7},
	{Text: "情况", Count: 25}, {Text: "通报", Count: 22}, {Text: "情况通报", Count: 9}, {Text: "微博", Count: 20}, {Text: "账号", Count: 25},
	{Text: "重庆", Count: 2}, {Text: "公交", Count: 3}, {Text: "单县", Count: 1}, {Text: "公示", Count: 20}, {Text: "公式", Count: 2},
	{Text: "weibo", Count: 9}, {Text: "wechat", Count: 5}, {Text: "emerg", Count: 5, Known: true}, {Text: "我们", Count: 40},
	{Text: "三审三校", Count: 3}, {Text: "年", Count: 40}, {Text: "旅游", Count: 4}, {Text: "女娲", Count: 2},
}

func speller() *Speller { return New(zh.Default(), pinyin.Default(), 50, some) }

func TestCorrect(t *testing.T) {
	s := speller()
	for _, tt := range []struct{ query, want string }{
		{"政物新媒体", "政务新媒体"},
		{"政務新煤體", "政务新媒体"},
		{"政物新媒体 與情", "政务新媒体 舆情"},
		{"政务 與情回应", "政务 舆情回应"},
		{"关于政物新媒体的规定", "关于政务新媒体的规定"},
		{"新闻发不会", "新闻发布会"},
		{"新闻布发会", "新闻发布会"},
		{"新闻发布新会", "新闻发布会"},
		{"情况通抱，怎么写", "情况通报，怎么写"},
		{"zhengwu xinmeiti", "政务新媒体"},
		{"zhengwuxinmeiti", "政务新媒体"},
		{"zengwu xinmeiti", "政务新媒体"},
		{"ZhengWu'XinMeiTi", "政务新媒体"},
		{"政务xinmeiti", "政务新媒体"},
		{"yuqin huiyin", "舆情回应"},
		{"lvyou", "旅游"},
		{"zhegnwu xinmeiti", "政务 新媒体"},
		{"zhengwuxinmeitii", "政务新媒体"},
		{"yuqinghuiing", "舆情回应"},
		{"xinwenfabuhiu", "新闻发布会"},
		{"lüyou", ""},
		{"chongqing", "重庆"},
		{"shanxian", "单县"},
		{"danxian", ""},
		{"zhongqing", "重庆"},
		{"xwfbh", "新闻发布会"},
		{"wiebo", "weibo"},
		{"weichat", "wechat"},
		{"wechta 账号", "wechat 账号"},
		{"weibo", ""},
		{"weibo2", ""},
		{"wiebo.com", ""},
		{"@wiebo", ""},
		{"emergency", ""},
		{"women", ""},
		{"公式", ""},
		{"公示", ""},
		{"政务新媒体", ""},
		{"政務新媒體", ""},
		{"天气预报", ""},
		{"2019年6月", ""},
		{"", ""},
		{"，", ""},
		{"\xff政物新媒体", ""},
		{strings.Repeat("政物", 25), ""},
	} {
		got, ok := s.Correct(tt.query, nil)
		if !ok {
			got = ""
		}
		if got != tt.want {
			t.Errorf("Correct(%q) = %q, want %q", tt.query, got, tt.want)
		}
	}
}

// TestSeen believes what stands in some document.
func TestSeen(t *testing.T) {
	var asked []string
	got, ok := speller().Correct("与情回应", func(pair string) int { asked = append(asked, pair); return 25 })
	if ok {
		t.Errorf("changed to %s", got)
	}
	if diff := cmp.Diff([]string{"与情", "情回"}, asked); diff != "" {
		t.Errorf("asked (-want +got):\n%s", diff)
	}
}

func TestNear(t *testing.T) {
	s := speller()
	for _, tt := range []struct {
		word string
		want []string
	}{
		{"新闻发布厅", []string{"新闻发布会"}},
		{"与情", []string{"舆情"}},
		{"wiebo", []string{"weibo"}},
		{"新", nil},
		{"旱灾", nil},
	} {
		if diff := cmp.Diff(tt.want, s.Near(tt.word, 1)); diff != "" {
			t.Errorf("Near(%q) (-want +got):\n%s", tt.word, diff)
		}
	}
	if got := s.Near("新闻发布会", 0); got != nil {
		t.Errorf("none: %q", got)
	}
}

func TestEmpty(t *testing.T) {
	s := New(zh.Default(), pinyin.Default(), 0, nil)
	if got, ok := s.Correct("政物新媒体 zhengwu wiebo", nil); ok {
		t.Errorf("without words: %q", got)
	}
	if got := s.Near("政务", 3); len(got) != 0 {
		t.Errorf("without words: %q", got)
	}
}

func TestSlips(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"新闻发布会", "新闻发布会", 0},
		{"新闻发布会", "新闻发部会", 1},
		{"新闻发布会", "新闻发会", 1},
		{"新闻发布会", "新闻布发会", 1},
		{"新闻发布会", "新闻会发布", 2},
		{"", "a", 1},
		{"ab", "ba", 1},
		{"abc", "cba", 2},
		{"aab", "ab", 1},
	} {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := slips([]rune(pair[0]), []rune(pair[1])); got != tt.want {
				t.Errorf("slips(%q, %q) = %d, want %d", pair[0], pair[1], got, tt.want)
			}
		}
	}
}

// FuzzCorrect takes any query for any words. What is proposed is not the query itself.
func FuzzCorrect(f *testing.F) {
	for _, query := range []string{"政物新媒体", "zheng'wu xinmeiti", "\xff與情", "wiebo@", "z h e n g", strings.Repeat("shi", 16), "政务\u200bxin", "’'", "２０１９ｗｉｅｂｏ"} {
		f.Add(query, "世界 shijie", 1)
	}
	f.Fuzz(func(t *testing.T, query, words string, seen int) {
		list := some
		for _, w := range strings.Fields(words) {
			list = append(list, Word{Text: zh.FoldString(w), Count: 3})
		}
		s := New(zh.Default(), pinyin.Default(), 50, list)
		got, ok := s.Correct(query, func(string) int { return seen })
		if ok && zh.FoldString(got) == zh.FoldString(query) {
			t.Errorf("%q is changed to itself", query)
		}
		s.Near(query, 3)
	})
}

// manyWords makes words of frequent characters, as many as a large library has.
func manyWords(n int) []Word {
	const chars = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
	runes := []rune(chars)
	r := rand.New(rand.NewPCG(1, 2))
	seen := make(map[string]bool, n)
	var list []Word
	for len(list) < n {
		w := make([]rune, 2+r.IntN(3))
		for i := range w {
			w[i] = runes[r.IntN(len(runes))]
		}
		if !seen[string(w)] {
			seen[string(w)] = true
			list = append(list, Word{Text: string(w), Count: 1 + r.IntN(100)})
		}
	}
	return list
}

// BenchmarkNew is to stay below 300 ms.
func BenchmarkNew(b *testing.B) {
	words := manyWords(200_000)
	b.ReportAllocs()
	for b.Loop() {
		New(zh.Default(), pinyin.Default(), 10_000, words)
	}
}

// BenchmarkCorrect is to stay below 5 ms each, whatever the query.
func BenchmarkCorrect(b *testing.B) {
	s := New(zh.Default(), pinyin.Default(), 10_000, manyWords(200_000))
	for _, query := range []string{
		"政物新媒体", "zhengwuxinmeiti", strings.Repeat("shi", 16), strings.Repeat("长乐行", 16), strings.Repeat("xian", 12), strings.Repeat("的一是不", 12), strings.Repeat("a", 48), "anananananananananan enenenenenenenenenen",
	} {
		b.Run(query[:min(len(query), 15)], func(b *testing.B) {
			worst := time.Duration(0)
			for b.Loop() {
				start := time.Now()
				s.Correct(query, nil)
				worst = max(worst, time.Since(start))
			}
			b.ReportMetric(float64(worst.Microseconds())/1000, "max-ms")
		})
	}
	b.Run("Near", func(b *testing.B) {
		for b.Loop() {
			s.Near("政务新媒体", 5)
		}
	})
}
