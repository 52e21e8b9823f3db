package spell_test

import (
	"fmt"

	"yanxi/index/spell"
	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

func ExampleSpeller_Correct() {
	s := spell.New(zh.Default(), pinyin.Default(), 100, []spell.Word{
		{Text: "政务新媒体", Count: 40},
		{Text: "新闻发布会", Count: 25},
	})
	for _, query := range []string{"政物新媒体", "zhengwu xinmeiti", "新闻布发会", "政务新媒体"} {
		meant, ok := s.Correct(query, nil)
		fmt.Println(meant, ok)
	}
	fmt.Println(s.Near("新闻发布厅", 1))
	// Output:
	// 政务新媒体 true
	// 政务新媒体 true
	// 新闻发布会 true
	// 政务新媒体 false
	// [新闻发布会]
}
