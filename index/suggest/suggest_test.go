package suggest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"yanxi/index/zh"
	"yanxi/index/zh/pinyin"
)

// some are texts of several kinds, in the order in which a library would list them.
var some = []Entry{
	{"政务新媒体怎样回应政务舆情", 0},
	{"政务新媒体", 1},
	{"舆情回应", 1},
	{"涉事责任部门是政务舆情回应第一责任主体", 0},
	{"《政务舆情回应》：首报与续报", 0},
	{"警情通报 · 舆情处置", 0},
	{"2018年重庆公交车坠江", 0},
	{"重庆", 1},
	{"西安奔驰女车主维权", 0},
	{"先审后发", 1},
	{"单田芳", 2},
	{"QQ空间运营", 0},
	{"Starting a Weibo account", 0},
	{"微博", 1},
	{"政務新媒體", 3},
	{"现场救援", 3},
	{"！！", 3},
	{"", 3},
}

func complete(typed string, n int) []string {
	c := New(zh.Default(), pinyin.Default(), some)
	var out []string
	for _, completion := range c.Complete(typed, n) {
		out = append(out, some[completion.Entry].Text)
	}
	return out
}

func TestComplete(t *testing.T) {
	for _, tt := range []struct {
		typed string
		want  []string // the first ones
	}{
		{"政务", []string{"政务新媒体", "《政务舆情回应》：首报与续报", "政务新媒体怎样回应政务舆情", "涉事责任部门是政务舆情回应第一责任主体"}},
		{"政務", []string{"政务新媒体", "《政务舆情回应》：首报与续报"}},
		{"舆情回应", []string{"舆情回应", "《政务舆情回应》：首报与续报"}},
		{"yuqing", []string{"舆情回应", "警情通报 · 舆情处置", "《政务舆情回应》：首报与续报"}},
		{"yuqinghuiying", []string{"舆情回应", "《政务舆情回应》：首报与续报"}},
		{"yuqinghuiy", []string{"舆情回应", "《政务舆情回应》：首报与续报"}},
		{"yqhy", []string{"舆情回应", "《政务舆情回应》：首报与续报"}},
		{"yuqhuiy", []string{"舆情回应", "《政务舆情回应》：首报与续报"}},
		{"YuQing", []string{"舆情回应"}},
		{"ｙｕｑｉｎｇ", []string{"舆情回应"}},
		{"zhengwu", []string{"政务新媒体"}},
		{"zheng'wu", []string{"政务新媒体"}},
		{"zheng wu xin", []string{"政务新媒体"}},
		{"zhengwux", []string{"政务新媒体"}},
		{"zwxmt", []string{"政务新媒体", "政务新媒体怎样回应政务舆情"}},
		{"zhwxmt", []string{"政务新媒体", "政务新媒体怎样回应政务舆情"}},
		{"政务xin", []string{"政务新媒体"}},
		{"zhengwu新媒", []string{"政务新媒体"}},
		{"zw新mei", []string{"政务新媒体"}},
		{"chongqing", []string{"重庆", "2018年重庆公交车坠江"}},
		{"zhongqing", nil},
		{"cqgj", []string{"2018年重庆公交车坠江"}},
		{"xi'an", []string{"西安奔驰女车主维权"}},
		{"xian", []string{"先审后发", "西安奔驰女车主维权", "现场救援"}},
		{"shantianfang", []string{"单田芳"}},
		{"dantianfang", nil},
		{"qqkj", []string{"QQ空间运营"}},
		{"QQ空", []string{"QQ空间运营"}},
		{"kongjian", []string{"QQ空间运营"}},
		{"wei", []string{"Starting a Weibo account", "微博"}},
		{"weibo", []string{"Starting a Weibo account", "微博"}},
		{"start", []string{"Starting a Weibo account"}},
		{"tart", []string{"Starting a Weibo account"}},
		{"ar", nil},
		{"2018", []string{"2018年重庆公交车坠江"}},
		{"舆情 通报", []string{"警情通报 · 舆情处置"}},
		{"回应 媒体", []string{"政务新媒体怎样回应政务舆情"}},
		{"警情通报舆情处置", []string{"警情通报 · 舆情处置"}},
		{"没有的词", nil},
		{"'", nil},
		{"", nil},
		{"  ", nil},
		{strings.Repeat("政", 64), nil},
	} {
		got := complete(tt.typed, 10)
		if len(tt.want) > 0 && len(got) > len(tt.want) {
			got = got[:len(tt.want)]
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Complete(%q) (-want +got):\n%s", tt.typed, diff)
		}
	}
}

func TestCompleteBounds(t *testing.T) {
	if got := complete("政务", 1); len(got) != 1 || got[0] != "政务新媒体" {
		t.Errorf("the best one: %q", got)
	}
	if got := complete("政务", 0); got != nil {
		t.Errorf("none: %q", got)
	}
	if got := complete("政务", -1); got != nil {
		t.Errorf("less than none: %q", got)
	}
	seen := make(map[string]bool)
	for _, text := range complete("zw", 100) {
		if key := zh.FoldString(text); seen[key] {
			t.Errorf("%q twice", text)
		} else {
			seen[key] = true
		}
	}
	long := New(zh.Default(), pinyin.Default(), []Entry{{Text: strings.Repeat("长", 10_000)}})
	if got := long.Complete(strings.Repeat("chang", 12), 1); len(got) != 1 {
		t.Errorf("a long text: %v", got)
	}
}

// TestEveryWay finds each text by its characters, its pinyin and its initials.
func TestEveryWay(t *testing.T) {
	c := New(zh.Default(), pinyin.Default(), some)
	r := pinyin.Default()
	for i, e := range some[:14] {
		for _, typed := range []string{e.Text, r.Full(e.Text), r.Initials(e.Text)} {
			if utf8.RuneCountInString(typed) > MaxTyped {
				continue
			}
			got := c.Complete(typed, 3)
			found := false
			for _, n := range got {
				found = found || n.Entry == i
			}
			if !found {
				t.Errorf("%q is not found by %q, but %v", e.Text, typed, got)
			}
		}
	}
}

func FuzzComplete(f *testing.F) {
	for _, typed := range []string{"政务xin", "zheng'wu", "\xff重\u200b庆", "z h", "''''", "ü", strings.Repeat("aaaaa ", 12)} {
		f.Add("政务新媒体 · Weibo 2018", typed)
	}
	f.Fuzz(func(t *testing.T, text, typed string) {
		c := New(zh.Default(), pinyin.Default(), []Entry{{text, 0}, {typed, 1}})
		if got := c.Complete(typed, 5); len(got) > 2 {
			t.Errorf("%d completions", len(got))
		}
		if chars, _ := unitsOf(typed); len(chars) > 0 && len(chars) <= MaxTyped && len(c.Complete(typed, 5)) == 0 && utf8.ValidString(typed) {
			t.Errorf("%q does not find itself", typed)
		}
	})
}
