package zh

import (
	"fmt"
	"testing"
)

func ExampleDictionary_Query() {
	for _, t := range Default().Query("政务新媒体怎么回应新媒体上的谣言") {
		if !StopWord(string(t.Term)) {
			fmt.Println(string(t.Term), t.Inner)
		}
	}
	// Output:
	// 政务新媒体 false
	// 政务 true
	// 媒体 true
	// 回应 false
	// 新媒体 false
	// 上 false
	// 谣言 false
}

func TestQuery(t *testing.T) {
	testSplitQuery := []splitTest{
		{"", ""},
		{"新媒体", "新媒体[媒体]"},
		{"媒体 新媒体 媒体", "媒体 新媒体"},
		{"政务新媒体 新媒体", "政务新媒体[政务 媒体] 新媒体"},
		{"Run running runs", "run"},
		{"2019年6月3日 2019-06-03", "2019-06-03[2019-06 2019 6月3日 6月]"},
	}
	for _, c := range testSplitQuery {
		if got := show(Default().Query(c.in)); got != c.want {
			t.Errorf("Query(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestStopWord(t *testing.T) {
	for term, want := range map[string]bool{
		"的": true, "什么": true, "the": true, "着": true, "为": true, // 着 and 为 as they are folded
		"": false, "新媒体": false, "回应": false, "run": false,
	} {
		if StopWord(term) != want {
			t.Errorf("StopWord(%q) = %v", term, !want)
		}
	}
}
