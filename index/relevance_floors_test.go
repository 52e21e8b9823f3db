//go:build relevance

package index

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A floor is the least that a measure of a set may be.
type floor struct {
	set     string
	measure int
	least   float64
}

// readFloors reads testdata/floors.txt: a line is a set, a measure and the
// least value of it, # begins a comment line.
func readFloors(t testing.TB) []floor {
	t.Helper()
	text, err := os.ReadFile("testdata/floors.txt")
	if err != nil {
		t.Fatal(err)
	}
	floors, err := parseFloors(string(text))
	if err != nil {
		t.Fatalf("testdata/floors.txt: %v", err)
	}
	return floors
}

func parseFloors(text string) ([]floor, error) {
	var floors []floor
	for n, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		if len(fields) != 3 {
			return nil, fmt.Errorf("line %d: three fields are wanted: %q", n+1, line)
		}
		which := slices.Index(measureNames[:nothing], fields[1])
		least, err := strconv.ParseFloat(fields[2], 64)
		if which < 0 || err != nil || least <= 0 || least > 1 {
			return nil, fmt.Errorf("line %d: no measure with a value up to 1: %q", n+1, line)
		}
		floors = append(floors, floor{fields[0], which, least})
	}
	return floors, nil
}

// checkFloors fails for each measure of the set that is below its floor.
func checkFloors(t *testing.T, floors []floor, set string, m measures) {
	for _, f := range floors {
		if f.set == set && m[f.measure] < f.least {
			t.Errorf("%s: %s is %.4f, the floor is %.4f", set, measureNames[f.measure], m[f.measure], f.least)
		}
	}
}

func TestRelevanceFloors(t *testing.T) {
	floors, err := parseFloors("# comment\n\nrank nDCG@10 0.9\nset R@1 1\n")
	if err != nil || len(floors) != 2 || floors[0] != (floor{"rank", ndcg10, 0.9}) {
		t.Errorf("parsed %v, %v", floors, err)
	}
	for _, bad := range []string{"rank nDCG@10", "rank nDCG 0.9", "rank R@1 1.1", "rank R@1 high", "rank R@1 0.9 more", "rank nothing 0.1"} {
		if _, err := parseFloors(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}
