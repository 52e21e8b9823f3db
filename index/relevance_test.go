//go:build relevance

// Measuring how well the index ranks, through the same Open, Sync and Search as
// readers get their results by. It is not part of go test ./..., but of
//
//	make relevance [RELEVANCE_SETS=DIR] [LIBRARY=DIR] [MISSES=20]
//
// Always measured are the project's own short queries (testdata/rank);
// with RELEVANCE_SETS also the question sets in that folder, and with LIBRARY the
// everyday names of the laws in that one. MISSES lists so many badly
// answered queries of each set, the worst first.

package index

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A configuration is a way to rank. The first is the product's, and the floors are its.
type configuration struct {
	name  string
	apply func(*Index) // nil, or changes an index that has just been opened, before it is given a library
}

// configurations are compared with each other: what a part of the ranking is
// worth shows when it is switched off.
var configurations = []configuration{
	{"default", nil},
	{"no pairs", func(x *Index) { x.ranking.pair, x.ranking.inner = 0, 0 }},
	{"one stage", func(x *Index) { x.ranking.title, x.ranking.closeness = 0, 0 }},
	{"no titles", func(x *Index) { x.ranking.title = 0 }},
	{"no closeness", func(x *Index) { x.ranking.closeness = 0 }},
}

func TestRelevance(t *testing.T) {
	corpora := []corpus{rankCorpus(t)}
	if dir := os.Getenv("RELEVANCE_SETS"); dir != "" {
		corpora = append(corpora, squadCorpora(t, dir)...)
	}
	if dir := os.Getenv("LIBRARY"); dir != "" {
		corpora = append(corpora, lawCorpus(t, dir))
	}
	floors := readFloors(t)
	out := t.Output()
	fmt.Fprintf(out, "%-26s %-10s %7s %-20s %6s %6s %6s %-20s %7s\n",
		"set", "", "queries", "MRR@10 (95 %)", "R@1", "R@5", "R@10", "nDCG@10 (95 %)", "nothing")
	for i, config := range configurations {
		for _, c := range corpora {
			found := map[string]measures{}
			x := openConfigured(t, c, config)
			for _, set := range c.sets {
				values := evaluate(t, x, set)
				m := mean(values)
				found[set.name] = m
				printLine(out, config.name, set.name, values)
				if i == 0 {
					checkFloors(t, floors, set.name, m)
					checkLike(t, set, found)
					printMisses(t, out, x, set, values)
				}
			}
		}
	}
}

// openConfigured indexes a library the way that readers get it.
func openConfigured(t *testing.T, c corpus, config configuration) *Index {
	x := openIndex(t, t.TempDir())
	if config.apply != nil {
		config.apply(x)
	}
	bringUp(t, x, c.lib)
	return x
}

func evaluate(t *testing.T, x *Index, set judgedSet) []measures {
	values := make([]measures, len(set.queries))
	for i, q := range set.queries {
		values[i] = measure(q, first(t, x, q.text))
	}
	return values
}

// first gives the first page of results.
func first(t *testing.T, x *Index, query string) []string {
	res, err := x.Search(context.Background(), Request{Query: query, Size: depth})
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	return ids(res)
}

func printLine(w io.Writer, config, set string, values []measures) {
	m := mean(values)
	with := func(which int) string {
		low, high := interval(values, which)
		return fmt.Sprintf("%.4f (%.3f-%.3f)", m[which], low, high)
	}
	fmt.Fprintf(w, "%-26s %-10s %7d %-20s %6.4f %6.4f %6.4f %-20s %7.4f\n", set, config, len(values),
		with(mrr10), m[recall1], m[recall5], m[recall10], with(ndcg10), m[nothing])
}

// checkLike fails if a set in the other script falls short of the original.
func checkLike(t *testing.T, set judgedSet, found map[string]measures) {
	if set.like == "" {
		return
	}
	got, want := found[set.name][mrr10], found[set.like][mrr10]
	if got < want-scriptLoss {
		t.Errorf("%s: MRR@10 is %.4f, more than %.3f below the %.4f of %s", set.name, got, scriptLoss, want, set.like)
	}
}

// printMisses lists the worst answered queries, as many as MISSES says, with
// what is right and what came first.
func printMisses(t *testing.T, w io.Writer, x *Index, set judgedSet, values []measures) {
	most, _ := strconv.Atoi(os.Getenv("MISSES"))
	var missed []int
	for i, m := range values {
		if m[recall1] == 0 || m[ndcg10] < 0.9 {
			missed = append(missed, i)
		}
	}
	slices.SortStableFunc(missed, func(a, b int) int { return cmp.Compare(values[a][ndcg10], values[b][ndcg10]) })
	for _, i := range missed[:min(most, len(missed))] {
		q := set.queries[i]
		shown := first(t, x, q.text)
		for n, id := range shown {
			shown[n] = q.grade(id) + ":" + id
		}
		fmt.Fprintf(w, "    %.2f %s\n         wants %s\n         gets  %s\n", values[i][ndcg10], q.text,
			strings.Join(q.right(), " "), strings.Join(shown[:min(3, len(shown))], " "))
	}
}

// right lists the documents with the highest grade.
func (q judgedQuery) right() []string {
	var out []string
	for id, g := range q.grades {
		if g == 3 {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
