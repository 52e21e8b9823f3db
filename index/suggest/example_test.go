package suggest_test

import (
	"fmt"

	"yanxi/index/suggest"
	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

func ExampleCompleter_Complete() {
	entries := []suggest.Entry{
		{Text: "政务新媒体怎样回应", Rank: 0},
		{Text: "舆情回应", Rank: 1},
	}
	c := suggest.New(zh.Default(), pinyin.Default(), entries)
	for _, typed := range []string{"政务xin", "yqhy", "hui'ying"} {
		for _, found := range c.Complete(typed, 1) {
			fmt.Println(typed, entries[found.Entry].Text)
		}
	}
	// Output:
	// 政务xin 政务新媒体怎样回应
	// yqhy 舆情回应
	// hui'ying 舆情回应
}
