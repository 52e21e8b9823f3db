package index

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"yanxi/index/zh"
)

// filterFiles is a library with something for each filter. The names of its documents are short: ids are results.
func filterFiles() fstest.MapFS {
	fsys := fstest.MapFS{}
	put(fsys, "yanxi/vocabularies/region.yaml", "label: 地区\nlabel_en: Region\nterms:\n- {id: ah, label: 安徽, aliases: [皖]}\n- {id: js, label: 江苏}\n")
	put(fsys, "q.md", "---\nkind: case\ntitle: 地震速报 Running Gates\ndate: 2017-08-08\nplatform: [weibo]\nfield: disaster\ntags: [自动播报]\npeople: [张三]\n---\n")
	put(fsys, "b.md", "---\nkind: case\ntitle: 公交坠江的回应\ndate: 2018-10-28\nplatform: [weibo, wechat]\nfield: accident\npeople: [李四, 张小三]\nregion: ah\n---\n")
	put(fsys, "n.md", "---\ntitle: 舆情怎么回应\ntags: [舆情]\nregion: 未知之地\n---\n")
	put(fsys, "c/index.md", "---\nkind: course\ntitle: 合肥培训班\ndate: 2019-06-03\nlecturers: [{name: 王老师}]\n---\n")
	put(fsys, "c/m.md", "---\ntitle: 四道关\ndate: 2019-06-04\n---\n")
	return fsys
}

func TestFilters(t *testing.T) {
	lib := openLibrary(t, filterFiles())
	table := newTable(lib)
	for _, test := range []struct{ in, docs, rest, unknown string }{
		{"类型:案例", "b q", "", ""},
		{"類型：個案", "b q", "", ""},
		{"KIND:Case", "b q", "", ""},
		{"类型:课程,笔记", "c c/m n", "", ""},
		{"-类型:案例", "c c/m n", "", ""},
		{"平台:微信", "b", "", ""},
		{"平台:weibo 平台:微信", "b q", "", ""},
		{"平台:微博 -平台:公众号", "q", "", ""},
		{"platform:WeChat", "b", "", ""},
		{"平台:快手", "", "", ""},
		{"領域:災害", "q", "", ""},
		{"领域:自然灾害 类型:笔记", "", "", ""},
		{"地区:安徽", "b", "", ""},
		{"region:皖,江苏", "b", "", ""},
		{"地区:未知之地", "n", "", ""},
		{"课程:c", "c c/m", "", ""},
		{"课程:合肥", "c c/m", "", ""},
		{"课程:合肥训", "b c c/m n q", "[合肥训]", "课程 合肥训: c"},
		{`course:"合肥 培训"`, "c c/m", "", ""},
		{"标签:輿情", "n", "", ""},
		{"讲师:张三", "q", "", ""},
		{"人物:张", "b q", "", ""},
		{"author:王", "c", "", ""},
		{"-人物:李四", "c c/m n q", "", ""},
		{"年份:2019", "c c/m", "", ""},
		{"年份:2017年,2018", "b q", "", ""},
		{"年份:2018..", "b c c/m", "", ""},
		{"年份:2018-2019", "b c c/m", "", ""},
		{"年份:2001..2002", "", "", ""},
		{"-年份:2001..2002 年份:2017", "q", "", ""},
		{"-年份:2018..2019", "n q", "", ""},
		{"日期:2018..2019-06-03", "b c", "", ""},
		{"日期:>=2018 日期:<2019", "b", "", ""},
		{"日期:2017,2018", "b q", "", ""},
		{"-日期:2018", "c c/m n q", "", ""},
		{"日期:>=2018 -日期:2019-06", "b", "", ""},
		{"日期:2019 日期:2018", "", "", ""},
		{"标题:回应", "b n", "", ""},
		{"标题:迴應 标题:舆情", "n", "", ""},
		{"标题:舆情回应", "n", "", ""},
		{"标题:四道关,地震", "c/m q", "", ""},
		{"title:run title:gate", "q", "", ""},
		{"title:ate", "", "", ""},
		{"-标题:回应 类型:案例", "q", "", ""},

		{"平台:微博 道歉 -学校", "b q", "[道歉] -学校", ""},
		{"注意:微博", "b c c/m n q", "[注意:微博]", ""},
		{"平台:微播", "b c c/m n q", "[微播]", "平台 微播: weibo"},
		{"平台:微播,微信", "b", "", "平台 微播: weibo"},
		{"平台:微播 平台:微信", "b", "", "平台 微播: weibo"},
		{"-平台:微播 道歉", "b c c/m n q", "[道歉]", "平台 微播: weibo"},
		{"类型:按例,课呈", "b c c/m n q", "[按例|课呈]", "类型 按例: case course note; 类型 课呈: course case note"},
		{"标签:政务舆情", "b c c/m n q", "[政务舆情]", "标签 政务舆情: 舆情 自动播报"},
		{"讲师:赵六 日期:2019-02-30", "b c c/m n q", "[赵六] [2019-02-30]", "讲师 赵六: 李四 张小三 王老师 张三; 日期 2019-02-30: "},
		{"日期:昨天,2018", "b", "", "日期 昨天: "},
		{"年份:哪年", "b c c/m n q", "[哪年]", "年份 哪年: 2018 2019 2017"},
	} {
		r := table.resolve(lib, ParseQuery(test.in))
		if got := strings.Join(admittedIDs(table, &r), " "); got != test.docs {
			t.Errorf("%s: finds %s, want %s", test.in, got, test.docs)
		}
		if diff := cmp.Diff(test.rest, describe(r.Query)); diff != "" {
			t.Errorf("%s: text (-want +got):\n%s", test.in, diff)
		}
		if got := describeUnknown(r.Unknown); got != test.unknown {
			t.Errorf("%s: unknown is %q, want %q", test.in, got, test.unknown)
		}
	}
}

func admittedIDs(t *table, r *resolved) []string {
	var ids []string
	ok := r.admitted(t, zh.Default())
	for i, d := range t.docs {
		if ok == nil || ok[i] {
			ids = append(ids, d.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func describeUnknown(unknown []UnknownFilter) string {
	var out []string
	for _, u := range unknown {
		out = append(out, u.Key+" "+u.Value+": "+strings.Join(u.Near, " "))
	}
	return strings.Join(out, "; ")
}

// The dates of a request narrow those of the query.
func TestDuring(t *testing.T) {
	lib := openLibrary(t, filterFiles())
	table := newTable(lib)
	day := func(y, m, d int) time.Time {
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, lib.Settings().Location)
	}
	for _, test := range []struct {
		query    string
		from, to time.Time
		want     string
	}{
		{"", time.Time{}, time.Time{}, "b c c/m n q"},
		{"", day(2018, 10, 28), day(2019, 6, 4), "b c"},
		{"", day(2018, 10, 29), time.Time{}, "c c/m"},
		{"", time.Time{}, day(2018, 10, 28), "q"},
		{"日期:2019", day(2018, 1, 1), day(2019, 6, 4), "c"},
		{"-日期:2019", day(2018, 1, 1), time.Time{}, "b"},
		{"日期:2019", day(2017, 1, 1), day(2018, 1, 1), ""},
		{"", day(2019, 1, 1), day(2018, 1, 1), ""},
	} {
		r := table.resolve(lib, ParseQuery(test.query))
		r.during(test.from, test.to)
		if got := strings.Join(admittedIDs(table, &r), " "); got != test.want {
			t.Errorf("%q from %v to %v: %s, want %s", test.query, test.from, test.to, got, test.want)
		}
	}
}

// Filters in a query, on the page and by date narrow one another.
func TestSearchWithFilters(t *testing.T) {
	x := indexed(t, filterFiles())
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, shanghai) }
	for _, test := range []struct {
		name string
		req  Request
		want string
	}{
		{"a filter alone", Request{Query: "类型:案例"}, "b q"},
		{"with words", Request{Query: "类型:案例 回应"}, "b"},
		{"with words to be left out", Request{Query: "类型:案例 -回应"}, "q"},
		{"alternatives", Request{Query: "地震 或 四道关"}, "c/m q"},
		{"alternatives and a filter", Request{Query: "地震 或 四道关 年份:2019"}, "c/m"},
		{"a box narrows what was typed", Request{Query: "平台:微博", Filters: map[string][]string{"platform": {"wechat"}}}, "b"},
		{"a box of another term", Request{Query: "平台:微信", Filters: map[string][]string{"platform": {"weibo"}}}, "b"},
		{"a box of another facet", Request{Query: "类型:案例", Filters: map[string][]string{"year": {"2017"}}}, "q"},
		{"dates", Request{From: year(2018), To: year(2019)}, "b"},
		{"dates and a filter", Request{Query: "类型:案例", From: year(2017), To: year(2018)}, "q"},
		{"a title known by heart beside a filter", Request{Query: "四道关 类型:笔记"}, "c/m"},
		{"text that looks like a filter", Request{Query: "注意:地震"}, "q"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ids(find(t, x, test.req))
			slices.Sort(got)
			if strings.Join(got, " ") != test.want {
				t.Errorf("finds %q, want %q", got, test.want)
			}
		})
	}
	res := find(t, x, Request{Query: "平台:微播 回应"})
	if got := describeUnknown(res.Unknown); got != "平台 微播: weibo" || res.Query.Text != "平台:微播 回应" || res.Total == 0 {
		t.Errorf("unknown %q, query %q, %d found", got, res.Query.Text, res.Total)
	}
}
