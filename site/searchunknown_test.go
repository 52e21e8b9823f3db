package site

import "testing"

func TestReplaceValue(t *testing.T) {
	for _, test := range []struct{ query, value, other, want string }{
		{"平台:微播 回应", "微播", "微博", "平台:微博 回应"},
		{"回应 平台：微播", "微播", "微博", "回应 平台：微博"},
		{"微播 平台:微播", "微播", "微博", "微播 平台:微博"},
		{"平:平", "平", "平台", "平:平台"},
		{"平台:抖音,微播", "微播", "微博", "平台:抖音,微博"},
		{"平台:微播客,微播 回应", "微播", "微博", "平台:微播客,微博 回应"},
		{"平台:微播“回应”", "微播", "微博", "平台:微博“回应”"},
		{"课程:合非", "合非", "合肥 培训班", `课程:"合肥 培训班"`},
		{`课程:"合 非"`, "合 非", "合肥 培训班", `课程:"合肥 培训班"`},
		{"课程:a", "a", `“甲”, "乙"`, `课程:"“甲”, 乙"`},
		{"平台:x", "微播", "微博", "平台:x"},
	} {
		if got := replaceValue(test.query, test.value, test.other); got != test.want {
			t.Errorf("%s: %s for %s gives %s, want %s", test.query, test.other, test.value, got, test.want)
		}
	}
}
