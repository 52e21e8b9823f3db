package stats_test

import (
	"math"
	"testing"

	"yanxi/site/stats"
)

func TestNormalize(t *testing.T) {
	for query, want := range map[string]string{
		"  首次　回應 ":               "首次 回应",
		"ＡＢＣ微博":                  "abc微博",
		"国办发〔2018〕123号":          "国办发〔2018〕123号",
		"2019年6月3日":              "2019年6月3日",
		"5000万 12345热线":          "5000万 12345热线",
		"13812345678":            "",
		"打给138-1234-5678":        "",
		"+86 138 1234 5678":      "",
		"11010519491231002X":     "",
		"身份证 110105194912310021": "",
		"6222 0212 3456 7890 12": "",
		"010-62345678":           "",
		"someone@example.org":    "",
	} {
		if got := stats.Normalize(query); got != want {
			t.Errorf("Normalize(%q) = %q, want %q", query, got, want)
		}
	}
}

// One of one is worth less than eight of ten.
func TestLowerBound(t *testing.T) {
	for _, c := range []struct {
		yes, total int
		want       float64
	}{{0, 0, 0}, {0, 10, 0}, {1, 1, 0.2065}, {8, 10, 0.4902}, {80, 100, 0.7112}, {5, 3, 0.4385}} {
		if got := stats.LowerBound(c.yes, c.total); math.Abs(got-c.want) > 0.0005 {
			t.Errorf("LowerBound(%d, %d) = %.4f, want %.4f", c.yes, c.total, got, c.want)
		}
	}
}
