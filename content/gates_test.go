package content_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"

	"yanxi/content"
)

// gateFindings are a library's findings of some gates, one a line, without suggestions.
func gateFindings(t *testing.T, fsys fstest.MapFS, names ...string) string {
	t.Helper()
	l := open(t, fsys)
	g, all := l.Gates(names...)
	all = append(all, l.CheckGates(context.Background(), g)...)
	content.SortFindings(all)
	var b strings.Builder
	for _, f := range all {
		b.WriteString(f.Gate + " " + f.String() + "\n")
	}
	return b.String()
}

func TestGates(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		gates []string
		want  string
	}{
		{"drafts as well, columns in characters", map[string]string{"a.md": "---\ndraft: true\n---\n\n防汛布署会。"}, []string{"wording"},
			"wording a.md:5:3: warning: “布署”是错别字 [typo]\n"},
		{"one gate of two", map[string]string{"a.md": "布署，110101199003071233。"}, []string{"confidentiality"},
			"confidentiality a.md:1:4: error: 这里是一个居民身份证号码 [resident-id]\n"},
		{"switched off", map[string]string{"a.md": "布署", "yanxi/gates/wording.yaml": "off: [typo]\n"}, nil, ""},
		{"replaced", map[string]string{"a.md": "布署，消毁", "yanxi/gates/wording.yaml": "rules:\n  - {id: typo, level: error, message: 错了, words: [消毁]}\n"}, nil,
			"wording a.md:1:4: error: 错了 [typo]\n"},
		{"added, for a kind and a place", map[string]string{
			"a.md": "---\nkind: case\ntitle: 小编\nsummary: 小编\n---\n小编", "b.md": "---\ntitle: 小编\n---\n",
			"yanxi/gates/wording.yaml": "rules:\n  - {id: house, message: \"“{hit}”\", words: [小编], kinds: [case], in: [title]}\n",
		}, nil, "wording a.md:3:8: warning: “小编” [house]\n"},
		{"in English", map[string]string{"a.md": "防汛布署会", "yanxi/settings.yaml": "lang: en\n"}, nil,
			"wording a.md:1:3: warning: “布署” is misspelt [typo]\n"},
		{"rules that cannot be read", map[string]string{"a.md": "布署", "yanxi/gates/law.yaml": "rules: [\n"}, []string{"law"}, "bad-gate-rule"},
		{"of another gate", map[string]string{"a.md": "布署", "yanxi/gates/law.yaml": "rules: [\n"}, []string{"policy"}, ""},
		{"a rule without words", map[string]string{"yanxi/gates/law.yaml": "rules:\n  - id: a\n    message: 甲\n"}, []string{"law"},
			" yanxi/gates/law.yaml:2:5: warning: 规则要有words或check [bad-gate-rule]\n"},
		{"a misspelt name", map[string]string{"yanxi/gates/words.yaml": ""}, []string{"law"},
			" yanxi/gates/words.yaml:0:0: warning: “words.yaml”不是哪一关的规则文件，没有采用 [bad-gate-rule]\n"},
		{"a rule that cannot be switched off", map[string]string{"yanxi/gates/law.yaml": "off: [typo]\n"}, []string{"law"},
			" yanxi/gates/law.yaml:1:6: warning: 这一关没有“typo”这条规则，关不掉 [bad-gate-rule]\n"},
		{"an alias", map[string]string{"yanxi/gates/law.yaml": "off: &a [b]\nrules: *a\n"}, []string{"law"}, "bad-gate-rule"},
	} {
		got := gateFindings(t, files(test.files), test.gates...)
		if got != test.want && (test.want != "bad-gate-rule" || !strings.Contains(got, test.want)) {
			t.Errorf("%s: got\n%swant\n%s", test.name, got, test.want)
		}
	}
}

// TestGateFilesInCheck holds that the plain check names a bad file of rules as well.
func TestGateFilesInCheck(t *testing.T) {
	l := open(t, files(map[string]string{"yanxi/gates/law.yaml": "rules: 1\n", "yanxi/gates/x.yaml": ""}))
	var got []string
	for _, f := range l.Check(context.Background()) {
		got = append(got, f.File+" "+f.Rule)
	}
	if want := []string{"yanxi/gates/law.yaml bad-gate-rule", "yanxi/gates/x.yaml bad-gate-rule"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// taken is a PNG whose XMP tells a place.
const taken = "\x89PNG\r\n\x1a\n\x00\x00\x00\x3ciTXtexif:GPSLatitude=\"31,51.6N\" exif:GPSLongitude=\"117,16.8E\"----"

func TestGatesLookAtPictures(t *testing.T) {
	fsys := files(map[string]string{"a.md": "# 甲", "图/现场.PNG": taken, "图/示意.png": "\x89PNG\r\n\x1a\n", "yanxi/x.png": taken})
	want := "confidentiality 图/现场.PNG:0:0: warning: 这张图片带着拍摄地点：31,51.6N, 117,16.8E [picture-location]\n"
	if got := gateFindings(t, fsys); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	g := content.DefaultGates("confidentiality")
	if got := g.CheckPicture("a.png", []byte(taken)); len(got) != 1 {
		t.Errorf("alone: %v", got)
	}
	if got := content.DefaultGates("law").CheckPicture("a.png", []byte(taken)); len(got) != 0 {
		t.Errorf("another gate: %v", got)
	}
}

func TestGatesFix(t *testing.T) {
	g := content.DefaultGates("wording", "policy")
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "请看。\n", "请看。\n"},
		{"words and marks", "请布署,明天发文。\n", "请部署，明天发文。\n"},
		{"line ends and byte order mark", "\uFEFF---\r\ntitle: 布署\r\n---\r\n\r\n请消毁\r\n", "\uFEFF---\r\ntitle: 部署\r\n---\r\n\r\n请销毁\r\n"},
		{"old line ends", "请看\r请布署\r", "请看\r请部署\r"},
		{"document numbers", "国办发[2018]第0123号", "国办发〔2018〕123号"},
		{"not quotations", "> 布署\n\n他写的是“布署”。", "> 布署\n\n他写的是“布署”。"},
		{"not what is waived", "<!-- 放行 typo：讲错字 -->\n布署", "<!-- 放行 typo：讲错字 -->\n布署"},
	} {
		got, done, err := g.Fix("a.md", []byte(test.in))
		if string(got) != test.want || err != nil || (len(done) > 0) != (test.in != test.want) {
			t.Errorf("%s: got %q, %v, %v, want %q", test.name, got, done, err, test.want)
		}
		if again, done, _ := g.Fix("a.md", got); string(again) != test.want || len(done) > 0 {
			t.Errorf("%s: again %q, %v", test.name, again, done)
		}
	}
	legacy, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("请布署防汛工作，请马上办理。"))
	if err != nil {
		t.Fatal(err)
	}
	if got, done, err := g.Fix("a.md", legacy); !errors.Is(err, content.ErrNotFixed) || string(got) != string(legacy) || len(done) > 0 {
		t.Errorf("GB18030: %q, %v, %v", got, done, err)
	}
	if got := g.Check("a.md", legacy); len(got) != 1 || got[0].Column != 2 {
		t.Errorf("GB18030: found %v", got)
	}
}

// TestGatesQuoteNoQuiz has what rules would find in a quiz, in a fence and in what only looks like one.
func TestGatesQuoteNoQuiz(t *testing.T) {
	const item = "? 哪个对？\n(x) 布署\n( ) 110101199003071233\n"
	for _, body := range []string{
		"```quiz\n" + item + "```\n", "~~~quiz\n" + item, "～～～quiz\n" + item + "～～～\n", "<!--\n```quiz\n" + item + "```\n-->\n", "···quiz\n" + item + "···\n",
	} {
		text := "---\ntitle: 测验\n---\n防汛布署会。\n\n" + body
		want := "wording a.md:4:3: warning: “布署”是错别字 [typo]\n"
		if got := gateFindings(t, files(map[string]string{"a.md": text})); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", text, got, want)
		}
		if found := content.DefaultGates().Check("a.md", []byte(text)); len(found) != 1 {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func TestCheckPublished(t *testing.T) {
	l := open(t, files(map[string]string{"a.md": "---\ndraft: true\n---\n布署", "b.md": "布署", "yanxi/review.md": "布署"}))
	found := l.CheckPublished(context.Background(), content.DefaultGates())
	if len(found) != 1 || found[0].File != "b.md" {
		t.Errorf("%v", found)
	}
}

func TestCheckGatesStops(t *testing.T) {
	l := open(t, files(map[string]string{"a.md": "布署"}))
	g, _ := l.Gates()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got := l.CheckGates(ctx, g); len(got) != 0 {
		t.Errorf("after a stop: %v", got)
	}
}
