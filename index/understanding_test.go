package index

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestKnownFilters(t *testing.T) {
	x := indexed(t, filterFiles())
	for _, test := range []struct {
		query string
		bare  string
		want  []string // facet, terms and dates, and the query without it
	}{
		{"回应 学校", "回应 学校", nil},
		{"平台:微博 回应", "回应", []string{"platform weibo → 回应"}},
		{"回应　平台：微博，抖音　学校", "回应 学校", []string{"platform weibo,douyin → 回应 学校"}},
		{"-平台:微博", "", []string{"-platform weibo → "}},
		{"“平台:微博” 平台:微博 道歉", "“平台:微博” 道歉", []string{"platform weibo → “平台:微博” 道歉"}},
		{"平台:微博 回应 平台:微博", "回应", []string{"platform weibo → 回应 平台:微博", "platform weibo → 平台:微博 回应"}},
		{"平台:微播", "平台:微播", nil},
		{"平台:微播,抖音 回应", "回应", []string{"platform douyin → 回应"}},
		{"注意:保密 类型:案例", "注意:保密", []string{"kind case → 注意:保密"}},
		{"标题:四道关 审稿", "审稿", []string{"title 四道关 → 审稿"}},
		{"年份:2019", "", []string{"year 2019-01-01..2020-01-01 → "}},
		{"日期:>=2019-06 -日期:昨天", "-日期:昨天", []string{"date 2019-06-01.. → -日期:昨天"}},
	} {
		var got []string
		u := x.Understand(test.query)
		for _, f := range u.Filters {
			got = append(got, describeKnown(f))
		}
		if u.Bare != test.bare {
			t.Errorf("%s: %q without filters, want %q", test.query, u.Bare, test.bare)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.query, diff)
		}
	}
}

func describeKnown(f KnownFilter) string {
	values := f.Terms
	for _, r := range f.Dates {
		end := func(t time.Time) string {
			if t.IsZero() {
				return ""
			}
			return t.Format(time.DateOnly)
		}
		values = append(values, end(r.From)+".."+end(r.To))
	}
	minus := ""
	if f.Without {
		minus = "-"
	}
	return fmt.Sprintf("%s%s %s → %s", minus, f.Facet, strings.Join(values, ","), f.Rest)
}

func TestUnderstandMarksTitles(t *testing.T) {
	x := indexed(t, filterFiles())
	for _, test := range []struct{ query, title, want string }{
		{"回应", "首次回应要快", "首次<mark>回应</mark>要快"},
		{"回應", "首次回应要快", "首次<mark>回应</mark>要快"},
		{"平台:微博 学校", "学校的微博", "<mark>学校</mark>的微博"},
		{"平台:微博", "学校的微博", "学校的微博"},
		{"", "<b>学校</b>", "&lt;b&gt;学校&lt;/b&gt;"},
		{"学校", "<b>学校</b>", "&lt;b&gt;<mark>学校</mark>&lt;/b&gt;"},
		{"学校", "", ""},
	} {
		if got := x.Understand(test.query).Mark(test.title); got != test.want {
			t.Errorf("%s: %q is shown as %q, want %q", test.query, test.title, got, test.want)
		}
	}
	if got := new(Index).Understand("平台:微博").Mark("<微博>"); got != "&lt;微博&gt;" {
		t.Errorf("before there is an index: %q", got)
	}
}
