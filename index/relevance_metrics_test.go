//go:build relevance

package index

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The measures of one answer, and means of them over a set.
const (
	mrr10 = iota
	recall1
	recall5
	recall10
	ndcg10
	nothing // no result at all
	measureCount
)

var measureNames = [measureCount]string{"MRR@10", "R@1", "R@5", "R@10", "nDCG@10", "nothing"}

type measures [measureCount]float64

const depth = 10 // results that are looked at

// measure judges the first results of a query. For all but nDCG only the
// highest grade is right, and one right document is enough.
func measure(q judgedQuery, results []string) measures {
	var m measures
	if len(results) == 0 {
		m[nothing] = 1
	}
	results = results[:min(len(results), depth)]
	if at := slices.IndexFunc(results, func(id string) bool { return q.grades[id] == 3 }); at >= 0 {
		m[mrr10] = 1 / float64(at+1)
		m[recall1] = oneIf(at < 1)
		m[recall5] = oneIf(at < 5)
		m[recall10] = 1
	}
	m[ndcg10] = ndcg(q.grades, results)
	return m
}

func oneIf(ok bool) float64 {
	if ok {
		return 1
	}
	return 0
}

// ndcg is the normalised discounted cumulative gain of results, with gains of
// 2^grade-1, relative to the ideal order of all graded documents.
func ndcg(grades map[string]int, results []string) float64 {
	var got, ideal []int
	for _, id := range results {
		got = append(got, grades[id])
	}
	for _, g := range grades {
		ideal = append(ideal, g)
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	return dcg(got) / dcg(ideal[:min(len(ideal), depth)])
}

func dcg(grades []int) float64 {
	sum := 0.0
	for i, g := range grades {
		sum += float64(int(1)<<g-1) / math.Log2(float64(i+2))
	}
	return sum
}

func mean(values []measures) measures {
	var m measures
	for _, v := range values {
		for i := range v {
			m[i] += v[i] / float64(len(values))
		}
	}
	return m
}

const resamples = 1000

// interval is the 95 % percentile bootstrap interval of the mean of one
// measure. It is the same for the same values.
func interval(values []measures, which int) (low, high float64) {
	r := rand.New(rand.NewPCG(2019, 6))
	means := make([]float64, resamples)
	for i := range means {
		sum := 0.0
		for range values {
			sum += values[r.IntN(len(values))][which]
		}
		means[i] = sum / float64(len(values))
	}
	slices.Sort(means)
	return means[resamples*25/1000], means[resamples*975/1000-1]
}

func TestRelevanceMeasures(t *testing.T) {
	grades := map[string]int{"a": 3, "b": 3, "c": 1}
	log2of3, ideal := math.Log2(3), 7+7/math.Log2(3)+0.5
	for _, test := range []struct {
		name    string
		results []string
		want    measures
	}{
		{"ideal", []string{"b", "a", "c"}, measures{1, 1, 1, 1, 1, 0}},
		{"second", []string{"x", "a"}, measures{0.5, 0, 1, 1, 7 / log2of3 / ideal, 0}},
		{"sixth", []string{"1", "2", "3", "4", "5", "b"}, measures{1.0 / 6, 0, 0, 1, 7 / math.Log2(7) / ideal, 0}},
		{"acceptable only", []string{"c"}, measures{0, 0, 0, 0, 1 / ideal, 0}},
		{"eleventh", []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"}, measures{}},
		{"nothing", nil, measures{nothing: 1}},
	} {
		got := measure(judgedQuery{"q", grades}, test.results)
		for i := range got {
			if math.Abs(got[i]-test.want[i]) > 1e-9 {
				t.Errorf("%s: %s is %.4f, want %.4f", test.name, measureNames[i], got[i], test.want[i])
			}
		}
	}
}

func TestRelevanceInterval(t *testing.T) {
	values := make([]measures, 400)
	for i := range values {
		values[i][recall1] = oneIf(i%4 != 0)
	}
	low, high := interval(values, recall1)
	again, _ := interval(values, recall1)
	// The standard error is sqrt(.75*.25/400) = .0217.
	if low < 0.69 || low > 0.72 || high < 0.78 || high > 0.81 || low != again {
		t.Errorf("the interval of .75 is %.3f to %.3f, then %.3f", low, high, again)
	}
}
