package ask_test

import (
	"strings"
	"testing"

	"yanxi/site/ask"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"\r\n\u2028 \x00":              "",
		"一行":                           "一行",
		" 一 \r\n\r\n \r\n二\r三 ":        "一\n\n二\n三",
		"a\tb\x1b[31m\u202ec\u2066":    "a b[31mc",
		"👩\u200d👧":                     "👩\u200d👧",
		"坏\xff\xfe":                    "坏\uFFFD",
		strings.Repeat("\n", 50) + "末": "末",
	} {
		got := ask.Clean(in)
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if again := ask.Clean(got); again != got {
			t.Errorf("%q, cleaned again %q", got, again)
		}
	}
	if got := ask.CleanLine(" 小\n\n 李\u3000 "); got != "小 李" {
		t.Errorf("%q", got)
	}
}
