package ui

import (
	"strings"
	"testing"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 3504: "3,504", 1234567: "1,234,567", -12: "-12", -123: "-123", -1234: "-1,234",
	} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct{ n, total, want int }{
		{0, 1, 1}, {1, 1000, 1}, {1, 3, 33}, {2, 3, 67}, {3, 3, 100}, {5, 3, 100},
	} {
		if got := percent(c.n, c.total); got != c.want {
			t.Errorf("percent(%d, %d) = %d, want %d", c.n, c.total, got, c.want)
		}
	}
	if got := largest(nil); got != 1 {
		t.Errorf("largest(nil) = %d, want 1, which can be divided by", got)
	}
}

func TestPhrased(t *testing.T) {
	for title, want := range map[string]bool{
		"": true,
		"甬温线动车事故发布会：没有核实的话，替谁也不能信": true,
		"全省党政机关政务新媒体专题培训班":         false,
		"How to answer": true,
		"中华人民共和国传染病防治法（2013年修正）": false,
	} {
		if got := phrased(title); got != want {
			t.Errorf("phrased(%q) = %v, want %v", title, got, want)
		}
	}
}

// A document among the assets names the others as they are served.
func TestFrameNamesItsScripts(t *testing.T) {
	body := string(Assets()["mermaid.html"].Body)
	for _, name := range []string{"vendor/mermaid.min.js", "draw.js"} {
		if want := `src="` + Assets()[name].Name + `"`; !strings.Contains(body, want) {
			t.Errorf("mermaid.html has no %s", want)
		}
	}
}
