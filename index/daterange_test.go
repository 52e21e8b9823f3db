package index

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var shanghai = time.FixedZone("CST", 8*60*60)

func TestParseDateRange(t *testing.T) {
	const all2019 = "2019-01-01 up to 2020-01-01"
	for _, test := range []struct{ in, want string }{
		{"2019", all2019},
		{" ２０１９年 ", all2019},
		{"2019-06", "2019-06-01 up to 2019-07-01"},
		{"2019年6月", "2019-06-01 up to 2019-07-01"},
		{"201906", "2019-06-01 up to 2019-07-01"},
		{"2019-12-31", "2019-12-31 up to 2020-01-01"},
		{"2019/6/3", "2019-06-03 up to 2019-06-04"},
		{"2019.6.3", "2019-06-03 up to 2019-06-04"},
		{"2019年6月3日", "2019-06-03 up to 2019-06-04"},
		{"20190603", "2019-06-03 up to 2019-06-04"},
		{"2020-02-29", "2020-02-29 up to 2020-03-01"},

		{"2018..2020", "2018-01-01 up to 2021-01-01"},
		{"2019-06..2019-08", "2019-06-01 up to 2019-09-01"},
		{"2019.6..2019.8", "2019-06-01 up to 2019-09-01"},
		{"2019-06-03～2019-06-06", "2019-06-03 up to 2019-06-07"},
		{"2019-06-03~2019-06-06", "2019-06-03 up to 2019-06-07"},
		{"2019年6月至8月", "2019-06-01 up to 2019-09-01"},
		{"2019年6月3日到6日", "2019-06-03 up to 2019-06-07"},
		{"2019年6月3日至7月1日", "2019-06-03 up to 2019-07-02"},
		{"2018-2020", "2018-01-01 up to 2021-01-01"},
		{"2018—2020", "2018-01-01 up to 2021-01-01"},
		{"2018至2020", "2018-01-01 up to 2021-01-01"},
		{"2020..2018", "2018-01-01 up to 2021-01-01"},
		{"2019..2019-06", "2019-01-01 up to 2019-07-01"},
		{"..2019", " up to 2020-01-01"},
		{"2019..", "2019-01-01 up to "},
		{"2019至", "2019-01-01 up to "},

		{">=2019", "2019-01-01 up to "},
		{"≥2019", "2019-01-01 up to "},
		{"＞＝2019", "2019-01-01 up to "},
		{">2019", "2020-01-01 up to "},
		{"<=2019", " up to 2020-01-01"},
		{"<2019-06", " up to 2019-06-01"},
		{"=2019", all2019},

		{"", "no"}, {"..", "no"}, {"至", "no"}, {">=", "no"},
		{"abc", "no"}, {"30", "no"}, {"0000", "no"}, {"20190", "no"},
		{"2019-13", "no"}, {"2019-00", "no"}, {"2019-02-30", "no"}, {"2019-06-00", "no"}, {"2019-06-31", "no"}, {"20191301", "no"},
		{"2018..abc", "no"}, {"abc..2018", "no"}, {"2018..2019..2020", "no"}, {">=abc", "no"},
		{"6月..8月", "no"}, {"..6日", "no"}, {"2019..6日", "no"}, {"2019-06-03 21:19", "no"},
	} {
		got := "no"
		if r, ok := ParseDateRange(test.in, shanghai); ok {
			got = describeRange(r)
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.in, got, test.want)
		}
	}
}

func describeRange(r DateRange) string {
	day := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format("2006-01-02")
	}
	return fmt.Sprintf("%s up to %s", day(r.From), day(r.To))
}

// Sets of dates are compared by the years that they hold; 0 is an undated text.
func TestDateSet(t *testing.T) {
	set := func(ranges ...string) *dateSet {
		var out []DateRange
		for _, s := range ranges {
			r, ok := ParseDateRange(s, shanghai)
			if !ok {
				t.Fatal(s)
			}
			out = append(out, r)
		}
		return newDateSet(out...)
	}
	for _, test := range []struct {
		name string
		set  *dateSet
		want []int
	}{
		{"one", set("2012"), []int{2012}},
		{"several", set("2016", "2012..2013", "2011..2012"), []int{2011, 2012, 2013, 2016}},
		{"one within another", set("2011..2016", "2013"), []int{2011, 2012, 2013, 2014, 2015, 2016}},
		{"open", set("..2011", "2016.."), []int{2010, 2011, 2016, 2017}},
		{"open and within", set("2012..", "2013"), []int{2012, 2013, 2014, 2015, 2016, 2017}},
		{"none", set(), nil},
		{"no time at all", newDateSet(DateRange{time.Unix(9, 0), time.Unix(9, 0)}), nil},
		{"complement", set("2011..2015").complement(), []int{0, 2010, 2016, 2017}},
		{"complement of open", set("2012..").complement(), []int{0, 2010, 2011}},
		{"complement of none", set().complement(), []int{0, 2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017}},
		{"complement of all", set("..2012", "2012..").complement(), []int{0}},
		{"both", set("2012..").intersect(set("..2013")), []int{2012, 2013}},
		{"both, several", set("2011", "2013..2015").intersect(set("2011..2014")), []int{2011, 2013, 2014}},
		{"both, apart", set("2011").intersect(set("2013")), nil},
		{"with everything", set("2011").intersect(nil), []int{2011}},
		{"two complements", set("2011").complement().intersect(set("2013..").complement()), []int{0, 2010, 2012}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []int
			if test.set.holds(time.Time{}) {
				got = append(got, 0)
			}
			for year := 2010; year <= 2017; year++ {
				if test.set.holds(time.Date(year, 6, 3, 0, 0, 0, 0, shanghai)) {
					got = append(got, year)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("years (-want +got):\n%s", diff)
			}
		})
	}
}
