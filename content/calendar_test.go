package content_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"yanxi/content"
)

const holidays = `# 假期
2026-10-01..2026-10-07 休 国庆
2026-10-10 班            # 星期六
2026-10-12 OFF
`

func calendarLibrary(t testing.TB, settings, holidays string) *content.Library {
	t.Helper()
	l, err := content.Open(fstest.MapFS{
		"yanxi/settings.yaml": {Data: []byte(settings)},
		"yanxi/holidays.txt":  {Data: []byte(holidays)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestDue(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	tests := []struct {
		name, settings, from, want string
	}{
		{"within a week", "answer_within: 3", "2026-09-07 09:00", "2026-09-10"},
		{"five days unless said otherwise", "", "2026-09-07 09:00", "2026-09-14"},
		{"over a weekend", "answer_within: 1", "2026-09-11 23:59", "2026-09-14"},
		{"asked on a Sunday", "answer_within: 1", "2026-09-13 12:00", "2026-09-14"},
		{"over a holiday with a worked Saturday", "answer_within: 3", "2026-09-30 18:00", "2026-10-10"},
		{"and a Monday off", "answer_within: 4", "2026-09-30 18:00", "2026-10-13"},
		{"over the new year", "answer_within: 2", "2026-12-31 10:00", "2027-01-04"},
	}
	for _, tt := range tests {
		from, err := time.ParseInLocation("2006-01-02 15:04", tt.from, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		l := calendarLibrary(t, tt.settings, holidays)
		for _, from := range []time.Time{from, from.UTC()} { // the day is that of the library's zone
			if got := l.Due(from).Format(time.DateTime); got != tt.want+" 23:59:59" {
				t.Errorf("%s: %s", tt.name, got)
			}
		}
	}
}

// A day that the clocks make shorter or longer is a day.
func TestDueOverSummerTime(t *testing.T) {
	l := calendarLibrary(t, "timezone: America/Santiago\nanswer_within: 1", "")
	from := time.Date(2026, 9, 4, 23, 30, 0, 0, l.Settings().Location) // Friday; there is no midnight on Sunday the 6th
	if got := l.Due(from).Format(time.DateTime); got != "2026-09-07 23:59:59" {
		t.Error(got)
	}
}

// A calendar in which nobody ever works ends.
func TestDueWithoutWork(t *testing.T) {
	var file strings.Builder
	for day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2037; day = day.AddDate(0, 0, 1) {
		file.WriteString(day.Format(time.DateOnly) + " 休\n")
	}
	l := calendarLibrary(t, "answer_within: 60", file.String())
	from := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	if got := l.Due(from); got.Year() != 2036 {
		t.Errorf("due %v", got)
	}
	if found := l.Findings(); len(found) != 1 || found[0].Line != 3661 {
		t.Errorf("findings: %v", found)
	}
}

func FuzzHolidays(f *testing.F) {
	for _, seed := range []string{holidays, "2026-10-07..2026-10-01 休", "9999-01-01 off", "2026-10-10", "２０２６－１０－０１ 休", "..\x00 班", "2026-10-01..2027-10-01 off"} {
		f.Add(seed)
	}
	from := time.Date(2026, 9, 30, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, file string) {
		due := calendarLibrary(t, "", file).Due(from)
		if !due.After(from) {
			t.Errorf("due %v", due)
		}
	})
}
