package zh

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func ExampleParseSynonyms() {
	s, bad := ParseSynonyms(strings.NewReader(`# what operators mix up
政务新媒体 = 政务微博, 官微
公众号 => 微信公众号, 官方 微信
通报
`))
	fmt.Println(s.Of("官微"), s.Of("公眾號"), s.Of("微信公众号"))
	fmt.Println(bad)
	d := Default().With(s.Words())
	for _, m := range s.Find(d, "政务新媒体培训") {
		fmt.Println(m)
	}
	// Output:
	// [政务新媒体 政务微博] [微信公众号 官方 微信] []
	// [line 4: no = or => between terms]
	// {0 15 [政务微博 官微]}
}

func TestParseSynonyms(t *testing.T) {
	for _, c := range []struct {
		in   string
		want string // term -> synonyms, in the order of the file
		bad  string
	}{
		{"", "", ""},
		{"\ufeff# c\r\n\r\n甲方 = 乙方\r\n", "甲方: 乙方; 乙方: 甲方", ""},
		{"甲方 = 乙方, 丙方", "甲方: 乙方 丙方; 乙方: 甲方 丙方; 丙方: 甲方 乙方", ""},
		{"甲方＝乙方＝丙方 # c", "甲方: 乙方 丙方; 乙方: 甲方 丙方; 丙方: 甲方 乙方", ""},
		{"甲方=>乙方、丙方", "甲方: 乙方 丙方", ""},
		{"甲方 → 乙方；丙方\n甲方＝＞丁方", "甲方: 乙方 丙方 丁方", ""},
		{"甲方, 乙方 ⇒ 丙方", "甲方: 丙方; 乙方: 丙方", ""},
		{"甲方, 乙方 => 甲方, 乙方", "甲方: 乙方; 乙方: 甲方", ""},
		{"甲方 = 乙方 = 甲方 =, = 乙方", "甲方: 乙方; 乙方: 甲方", ""},
		{"甲方 = 乙方\n乙方 = 丙方\n丙方 = 甲方", "甲方: 乙方 丙方; 乙方: 甲方 丙方; 丙方: 乙方 甲方", ""},
		{"甲方 = 乙方\n乙方 = 丙方", "甲方: 乙方; 乙方: 甲方 丙方; 丙方: 乙方", ""},
		{"甲方 => 乙方\n乙方 => 甲方", "甲方: 乙方; 乙方: 甲方", ""},
		{"甲方 = 乙方\n甲方 = 乙方", "甲方: 乙方; 乙方: 甲方", ""},
		{"皖 = 安徽", "皖: 安徽; 安徽: 皖", ""},
		{"官方 微博 = 官微", "官方 微博: 官微; 官微: 官方 微博", ""},
		{"Press  Conference = 記者會", "Press Conference: 记者会; 記者會: press conference", ""},
		{"官方 微博 = 官方微博", "", "1 one-term"},

		{"甲方\n甲方, 乙方", "", "1 no-relation; 2 no-relation"},
		{"甲方 =\n= 甲方\n=\n=>\n甲方 =>\n=> 甲方", "", "1 one-term; 2 one-term; 3 one-term; 4 one-term; 5 one-term; 6 one-term"},
		{"甲方 = 甲方\n甲方 => 甲方\nＱＱ = qq", "", "1 one-term; 2 one-term; 3 one-term"},
		{"甲方 => 乙方 => 丙方\n甲方 = 乙方 => 丙方\n甲方 => 乙方 = 丙方", "", "1 relations; 2 relations; 3 relations"},
		{"《甲》 = 乙方\n甲\u200b方 = 乙方\n" + strings.Repeat("长", 33) + " = 乙方\n甲\xff = 乙方", "", "1 first-sign; 2 invisible; 3 long-word; 4 not-utf8"},
		{strings.Repeat("甲方 = ", 200) + "乙方", "", "1 long-line"},
	} {
		s, bad := ParseSynonyms(strings.NewReader(c.in))
		var got []string
		for _, term := range s.terms {
			if other := s.Of(term); len(other) > 0 {
				got = append(got, term+": "+strings.Join(other, " "))
			}
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%.60q (-want +got):\n%s", c.in, diff)
		}
		if got := reasons(bad); got != c.bad {
			t.Errorf("%.60q: bad lines %q, want %q", c.in, got, c.bad)
		}
	}
}

func reasons(bad []LineError) string {
	var out []string
	for _, e := range bad {
		line := new(BadLine)
		if !errors.As(e, &line) {
			out = append(out, e.Error())
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", e.Line, line.Reason))
	}
	return strings.Join(out, "; ")
}

func TestParseSynonymsBounds(t *testing.T) {
	var many, line []string
	for i := range MaxSynonymTerms {
		many = append(many, fmt.Sprintf("term%d = other%d", i, i))
	}
	if s, bad := ParseSynonyms(strings.NewReader(strings.Join(many, "\n"))); len(s.terms) != MaxSynonymTerms || reasons(bad) != "10001 many-words" {
		t.Errorf("%d terms, bad lines %v", len(s.terms), bad)
	}
	for i := range MaxLineTerms + 1 {
		line = append(line, fmt.Sprintf("term%d", i))
	}
	if s, bad := ParseSynonyms(strings.NewReader(strings.Join(line, " = "))); len(s.terms) != 0 || reasons(bad) != "1 many-terms" {
		t.Errorf("%d terms, bad lines %v", len(s.terms), bad)
	}
	lines := []string{"甲方 = 乙方"}
	for i := range MaxAlternatives {
		lines = append(lines, fmt.Sprintf("甲方 = term%d", i))
	}
	s, bad := ParseSynonyms(strings.NewReader(strings.Join(lines, "\n")))
	if reasons(bad) != fmt.Sprintf("%d crowded", MaxAlternatives+1) || len(s.Of("甲方")) != MaxAlternatives || len(s.Of("term15")) != 1 {
		t.Errorf("%d synonyms, bad lines %v", len(s.Of("甲方")), bad)
	}
	broken := errors.New("broken disk")
	if _, bad := ParseSynonyms(iotest.ErrReader(broken)); len(bad) != 1 || !errors.Is(bad[0], broken) {
		t.Errorf("bad lines %v", bad)
	}
}

func TestSynonymsFind(t *testing.T) {
	s, bad := ParseSynonyms(strings.NewReader(`
官微 = 官方 微博
政务微博 = 政务号
微博 = 围脖
12345 = 12345热线, 市民热线
press conference = 发布会
通报 = 公告
皖 = 安徽
网民 == 网友
`))
	if len(bad) > 0 {
		t.Fatal(bad)
	}
	d := Default().With(s.Words())
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"没有", ""},
		{"官微怎么回应", "官微: 官方 微博"},
		{"官方微博 官方  微博，官方　微博", "官方微博: 官微; 官方  微博: 官微; 官方　微博: 官微"},
		{"官方，微博", "微博: 围脖"},
		{"政务微博与微博", "政务微博: 政务号; 微博: 围脖"},
		{"沟通报告 情况通报", ""},
		{"沟通 报告，通报", "通报: 公告"},
		{"12345热线与12345", "12345热线: 12345 市民热线; 12345: 12345热线 市民热线"},
		{"Press  Conferences, press", "Press  Conferences: 发布会"},
		{"皖南 皖", "皖: 安徽"},
		{"網民", "網民: 网友"},
	} {
		var got []string
		for _, m := range s.Find(d, c.in) {
			got = append(got, c.in[m.Start:m.End]+": "+strings.Join(m.Alternatives, " "))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestNoSynonyms(t *testing.T) {
	var none *Synonyms
	if none.Of("官微") != nil || none.Find(Default(), "官微") != nil || none.Words() != nil {
		t.Error("nil has synonyms")
	}
}

func TestSynonymsWords(t *testing.T) {
	s, _ := ParseSynonyms(strings.NewReader("官微 = 官方 微博 = 皖\nQQ空间 => 空间"))
	if want := []string{"官微", "QQ空间", "空间"}; !slices.Equal(slices.Sorted(slices.Values(s.Words())), slices.Sorted(slices.Values(want))) {
		t.Errorf("words %q, want %q", s.Words(), want)
	}
}

func FuzzSynonyms(f *testing.F) {
	f.Add("官微 = 官方 微博\n通报 => 公告, 情况通报\n", "官方 微博的情况通报")
	f.Add("a = b\nb = c\nc = a\nab => b\n", "a bb abc")
	f.Add("=\n=>\n= =>\n\xff\n# \n,=,\n", "\xff=")
	f.Fuzz(func(t *testing.T, file, text string) {
		s, bad := ParseSynonyms(strings.NewReader(file))
		for _, e := range bad {
			if e.Line < 1 || e.Error() == "" {
				t.Errorf("bad line %+v", e)
			}
		}
		for _, term := range s.terms {
			other := s.Of(term)
			if len(other) > MaxAlternatives || slices.Contains(other, FoldString(term)) {
				t.Errorf("%q: synonyms %q", term, other)
			}
		}
		end := 0
		for _, m := range s.Find(Default().With(s.Words()), text) {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || len(m.Alternatives) == 0 {
				t.Fatalf("match %+v in %q", m, text)
			}
			end = m.End
		}
	})
}
