package quiz

import (
	"slices"
	"testing"
)

func TestMark(t *testing.T) {
	q, _ := parse(newBlock("", sample), Options{})
	id := func(question, option int) string { return q.Questions[question].Options[option].ID }
	tests := []struct {
		question int
		given    []string
		want     bool
	}{
		{0, []string{id(0, 1)}, true},
		{0, []string{id(0, 0)}, false},
		{0, []string{id(0, 0), id(0, 1)}, false},
		{0, []string{id(0, 1), id(0, 1)}, false},
		{0, nil, false},
		{1, []string{id(1, 2), id(1, 0)}, true},
		{1, []string{id(1, 0)}, false},
		{1, []string{id(1, 0), id(1, 1), id(1, 2)}, false},
		{1, []string{id(1, 0), id(1, 0)}, false},
		{2, []string{"true"}, true},
		{2, []string{"false"}, false},
		{2, []string{"对"}, false},
		{3, []string{"5"}, true},
		{3, []string{" ５ 。"}, true},
		{3, []string{"五."}, true},
		{3, []string{"Ａ|B"}, true},
		{3, []string{"伍"}, false},
		{3, []string{"。"}, false},
		{3, []string{""}, false},
		{4, []string{id(4, 0), id(4, 1), id(4, 2)}, true},
		{4, []string{id(4, 1), id(4, 0), id(4, 2)}, false},
		{4, []string{id(4, 0), id(4, 1)}, false},
	}
	for _, tt := range tests {
		if got := q.Questions[tt.question].Mark(tt.given); got != tt.want {
			t.Errorf("question %d, %q: %v", tt.question, tt.given, got)
		}
	}
}

func TestShuffled(t *testing.T) {
	q, _ := parse(newBlock("", "? a\n1. 一\n2. 二\n\n? b\n(x) 一\n( ) 二\n( ) 三\n"), Options{})
	orders := map[string]bool{}
	for seed := range uint64(100) {
		if got := q.Questions[0].Shuffled(seed); slices.Equal(got, q.Questions[0].Options) {
			t.Errorf("seed %d shows the right order", seed)
		}
		order := ""
		for _, o := range q.Questions[1].Shuffled(seed) {
			order += o.Text
		}
		orders[order] = true
	}
	if len(orders) != 6 {
		t.Errorf("%d of 6 orders come up", len(orders))
	}
}
