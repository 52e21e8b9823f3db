package content

import (
	"slices"
	"testing"
)

func TestCompareNatural(t *testing.T) {
	want := []string{
		"1", "2", "10", "a1", "a2b", "a10a", "B", "c", "第一讲", "第二讲", "第九讲", "第十讲", "第十二讲",
		"第二十讲", "第二十一讲", "第一百零三讲", "终",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareNatural)
	if !slices.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
}

func TestLeadingNumeral(t *testing.T) {
	tests := []struct {
		in   string
		n    uint64
		rest string
		ok   bool
	}{
		{"十", 10, "", true},
		{"十二", 12, "", true},
		{"二十", 20, "", true},
		{"九十九", 99, "", true},
		{"一百零三条", 103, "条", true},
		{"一百一十", 110, "", true},
		{"一千零一", 1001, "", true},
		{"二〇一九年", 2019, "年", true},
		{"条", 0, "条", false},
		{"", 0, "", false},
	}
	for _, tt := range tests {
		n, rest, ok := leadingNumber(tt.in)
		if !ok {
			rest = tt.in
		}
		if n != tt.n || rest != tt.rest || ok != tt.ok {
			t.Errorf("leadingNumber(%q) = %d %q %v, want %d %q %v", tt.in, n, rest, ok, tt.n, tt.rest, tt.ok)
		}
	}
}
