package site

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestQRCode reads the finders of a code back: the three squares that tell a
// camera where it is.
func TestQRCode(t *testing.T) {
	svg, err := qrCode("https://example.org/cases/2018-kunshan/")
	if err != nil {
		t.Fatal(err)
	}
	dark := map[[2]int]bool{}
	for _, m := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(svg, -1) {
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		if n[2] != n[3] {
			t.Errorf("%s is not closed", m[0])
		}
		for x := range n[2] {
			dark[[2]int{n[0] + x, n[1]}] = true
		}
	}
	size := 29 + 8 // version 3, with the quiet around it
	if !strings.Contains(svg, `viewBox="0 0 37 37"`) {
		t.Fatalf("another size: %s", svg[:120])
	}
	for _, corner := range [][2]int{{4, 4}, {size - 11, 4}, {4, size - 11}} {
		for y := range 7 {
			for x := range 7 {
				ring := max(abs(x-3), abs(y-3))
				if got, want := dark[[2]int{corner[0] + x, corner[1] + y}], ring != 2; got != want {
					t.Errorf("finder at %v: %d,%d is dark: %v", corner, x, y, got)
				}
			}
		}
	}
	for at := range dark {
		if min(at[0], at[1]) < 4 || max(at[0], at[1]) >= size-4 {
			t.Errorf("no quiet at %v", at)
		}
	}
	if _, err := qrCode("https://example.org/" + strings.Repeat("长", 200)); err == nil {
		t.Error("a very long address has a code")
	}
}

func abs(n int) int { return max(n, -n) }
