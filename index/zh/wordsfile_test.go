package zh

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func ExampleParseWords() {
	words, bad := ParseWords(strings.NewReader(`# our own words
慎报原因
QQ空间   # a platform
的
`))
	fmt.Println(words)
	fmt.Println(bad)
	// Output:
	// [慎报原因 QQ空间]
	// [line 4: "的": one character is no word to add]
}

func TestParseWords(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
		bad  []int
	}{
		{"", nil, nil},
		{"\ufeff新媒体\r\n\r\n  政务号\t\r\n", []string{"新媒体", "政务号"}, nil},
		{"新媒體\n新媒体", []string{"新媒體"}, nil},
		{"C++\nC#\nWindows   11\n约翰·列侬\n12·5事故", []string{"C++", "C#", "Windows 11", "约翰·列侬", "12·5事故"}, nil},
		{"云计算 5 n\n云计算 平台\n#新媒体\n新媒体 #x\n政务\t#x", []string{"云计算", "云计算 平台", "新媒体", "政务"}, nil},
		{"一\nab\xff\n" + strings.Repeat("长", 33) + "\n.NET\n《民法典》\na\u200bb\n好的", []string{"好的"}, []int{1, 2, 3, 4, 5, 6}},
		{strings.Repeat("长", 32), []string{strings.Repeat("长", 32)}, nil},
		{"政务\n" + strings.Repeat("x", 2000) + "\n新媒体", []string{"政务", "新媒体"}, []int{2}},
		{"政务\n" + strings.Repeat("x", 100_000) + "\n新媒体", []string{"政务"}, []int{2}},
	} {
		words, bad := ParseWords(strings.NewReader(c.in))
		var lines []int
		for _, e := range bad {
			lines = append(lines, e.Line)
		}
		if !slices.Equal(words, c.want) || !slices.Equal(lines, c.bad) {
			t.Errorf("ParseWords(%.40q) = %q, bad lines %v; want %q, %v", c.in, words, bad, c.want, c.bad)
		}
	}
}

func TestParseWordsBounds(t *testing.T) {
	var b strings.Builder
	for i := range MaxWords + 10 {
		fmt.Fprintf(&b, "word%d\n", i)
	}
	if words, bad := ParseWords(strings.NewReader(b.String())); len(words) != MaxWords || len(bad) != 1 || bad[0].Line != MaxWords+1 {
		t.Errorf("%d words, bad lines %v", len(words), bad)
	}
	if words, bad := ParseWords(strings.NewReader(strings.Repeat("x\n", 5000) + "新媒体")); len(words) != 0 || len(bad) != maxBad+1 {
		t.Errorf("%d words, %d bad lines", len(words), len(bad))
	}
	broken := errors.New("broken disk")
	words, bad := ParseWords(iotest.ErrReader(broken))
	if len(words) != 0 || len(bad) != 1 || !errors.Is(bad[0], broken) {
		t.Errorf("words %q, bad lines %v", words, bad)
	}
}

func FuzzParseWords(f *testing.F) {
	f.Add("# c\n新媒体 3 n\nC++ #x\n\xff\n.x\n")
	f.Add("\ufeff\r\n\u2028一二\x00\n")
	f.Fuzz(func(t *testing.T, text string) {
		words, bad := ParseWords(strings.NewReader(text))
		for _, w := range words {
			if err := checkWord(w); err != nil || w == "" {
				t.Errorf("%q: word %q: %v", text, w, err)
			}
		}
		for _, e := range bad {
			if e.Line < 1 || e.Err == nil || e.Error() == "" {
				t.Errorf("%q: bad line %+v", text, e)
			}
		}
		checkTokens(t, text, Default().With(words).Words(nil, []byte(text)), false)
	})
}
