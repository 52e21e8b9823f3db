package zh

import (
	"strings"
	"testing"
)

// show writes tokens as "word word[inner inner]".
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

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"新媒体", "新媒体[媒体]"},
		{"政务新媒体", "政务新媒体[政务 新媒体 媒体]"},
		{"政務新媒體", "政务新媒体[政务 新媒体 媒体]"},
		{"突发事件", "突发事件[突发 事件]"},
		{"慎报原因", "慎报原因[原因]"},
		{"南京市长江大桥", "南京市[南京] 长江大桥[长江 大桥]"},
		{"我在看著書", "我 在 看着 书"},
		{"Running apps", "run app"},
	} {
		if got := show(Default().Words(nil, []byte(c.in))); got != c.want {
			t.Errorf("Words(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestBigrams(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"新媒體，我", "新媒 媒体 我"},
		{"Running 5 apps", "run 5 app"},
	} {
		if got := show(Bigrams(nil, []byte(c.in))); got != c.want {
			t.Errorf("Bigrams(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}
