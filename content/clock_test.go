package content

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"
)

// caseOf opens a case with a timeline as authors write it.
func caseOf(t *testing.T, timeline string) *Case {
	t.Helper()
	fsys := fstest.MapFS{"a.md": {Data: []byte("---\nkind: case\ntitle: 一案\ntimeline:\n" + timeline + "---\n")}}
	lib, err := Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return lib.Document("a").Case
}

func TestClock(t *testing.T) {
	for _, c := range []struct {
		name, timeline string
		response       string // min–max
		within         Answer // 12 hours
		order          Answer // facts before causes
	}{
		{"exact", "  - {at: 2017-08-08 21:19, type: outbreak, text: 地震}\n  - {at: 2017-08-08 21:38, type: first_response, text: 速报, acts: [fact]}\n  - {at: 2017-08-10 09:00, type: cause, text: 成因}\n",
			"19m0s–19m0s", Yes, Yes},
		{"late", "  - {at: 2017-01-25 08:00, type: outbreak, text: 一}\n  - {at: 2017-01-26 08:54, type: first_response, text: 二}\n",
			"24h54m0s–24h54m0s", No, Unknown},
		{"approximate", "  - {at: ~2017-02-10 23:00, type: outbreak, text: 一}\n  - {at: 2017-02-11 02:00, type: first_response, text: 二}\n",
			"2h30m0s–3h30m0s", Yes, Unknown},
		{"a day only", "  - {at: 2019-03-12, type: outbreak, text: 一}\n  - {at: 2019-03-13, type: first_response, text: 二}\n",
			"1m0s–47h59m0s", Unknown, Unknown},
		{"days apart", "  - {at: 2019-03-12, type: outbreak, text: 一}\n  - {at: 2019-03-15, type: first_response, text: 二}\n",
			"48h1m0s–95h59m0s", No, Unknown},
		{"the same day", "  - {at: 2019-03-12 20:00, type: outbreak, text: 一}\n  - {at: 2019-03-12, type: first_response, text: 二}\n",
			"0s–3h59m0s", Yes, Unknown},
		{"unknown", "  - {at: 不详, type: outbreak, text: 一}\n  - {at: 2019-03-13 10:00, type: first_response, text: 二}\n",
			"", Unknown, Unknown},
		{"no response", "  - {at: 2019-03-12 10:00, type: outbreak, text: 一}\n", "", Unknown, Unknown},
		{"facts are a response", "  - {at: 2019-03-12 10:00, type: outbreak, text: 一}\n  - {at: 2019-03-12 11:00, type: fact, text: 二}\n",
			"1h0m0s–1h0m0s", Yes, Unknown},
		{"before the outbreak", "  - {at: 2019-03-12 10:00, type: first_response, text: 一}\n  - {at: 2019-03-12 11:00, type: outbreak, text: 二}\n",
			"", Unknown, Unknown},
		{"a fact from before", "  - {at: 2019-03-01, type: fact, text: 早有预警}\n  - {at: 2019-03-12 10:00, type: outbreak, text: 一}\n  - {at: 2019-03-12 11:00, type: cause, text: 二}\n  - {at: 2019-03-12 12:00, type: fact, text: 三}\n",
			"1h0m0s–1h0m0s", Yes, No},
		{"zones", "  - {at: \"2019-03-12 10:00 +08:00\", type: outbreak, text: 一}\n  - {at: \"2019-03-12 03:00 +00:00\", type: first_response, text: 二}\n",
			"1h0m0s–1h0m0s", Yes, Unknown},
		{"causes first", "  - {at: 2019-03-12 10:00, type: cause, text: 一}\n  - {at: 2019-03-12 11:00, type: fact, text: 二}\n",
			"", Unknown, No},
		{"causes first, times unknown", "  - {at: 不详, type: cause, text: 一}\n  - {at: 不详, type: fact, text: 二}\n", "", Unknown, No},
		{"one statement", "  - {at: 2019-03-12 10:00, text: 一, acts: [fact, cause]}\n", "", Unknown, Yes},
		{"empty", "  []\n", "", Unknown, Unknown},
	} {
		clock := caseOf(t, c.timeline).Clock()
		got := ""
		if clock.Response.Known {
			got = fmt.Sprint(clock.Response.Min, "–", clock.Response.Max)
		}
		if got != c.response || clock.Response.Within(12*time.Hour) != c.within || clock.FactsBeforeCauses != c.order {
			t.Errorf("%s: response %s, within 12 hours %d, facts before causes %d", c.name, got, clock.Response.Within(12*time.Hour), clock.FactsBeforeCauses)
		}
	}
}

// TestNights measures over nights in which clocks are changed.
func TestNights(t *testing.T) {
	for _, c := range []struct{ zone, outbreak, response, want string }{
		{"Europe/Berlin", "2026-03-29 01:30", "2026-03-29 03:30", "1h0m0s–1h0m0s"},
		{"Europe/Berlin", "2026-03-29 01:30", "2026-03-29 02:30", "1h0m0s–1h0m0s"},
		{"Europe/Berlin", "2026-10-25 01:30", "2026-10-25 02:30", "1h0m0s–1h0m0s"},
		{"Europe/Berlin", "2026-10-25 01:30", "2026-10-25 02:30 +01:00", "2h0m0s–2h0m0s"},
		{"Europe/Berlin", "2026-10-25 01:30", "2026-10-25 03:30", "3h0m0s–3h0m0s"},
		{"Europe/Berlin", "2026-10-25", "2026-10-26 00:00", "1m0s–25h0m0s"},
		{"Europe/Berlin", "2026-03-29", "2026-03-30 00:00", "1m0s–23h0m0s"},
		{"America/Sao_Paulo", "2018-11-03 23:00", "2018-11-04", "1h0m0s–23h59m0s"}, // no midnight: the day begins at one
		{"America/Sao_Paulo", "2018-02-17", "2018-02-18 00:00", "1m0s–25h0m0s"},
	} {
		settings := "timezone: " + c.zone + "\n"
		doc := "---\nkind: case\ntimeline:\n  - {at: " + c.outbreak + ", type: outbreak, text: 一}\n  - {at: " + c.response + ", type: first_response, text: 二}\n---\n"
		lib, err := Open(fstest.MapFS{"a.md": {Data: []byte(doc)}, "yanxi/settings.yaml": {Data: []byte(settings)}})
		if err != nil {
			t.Fatal(err)
		}
		r := lib.Document("a").Case.Clock().Response
		if got := fmt.Sprint(r.Min, "–", r.Max); got != c.want {
			t.Errorf("%s, %s to %s: %s, want %s", c.zone, c.outbreak, c.response, got, c.want)
		}
	}
}

func TestElapsedMinutes(t *testing.T) {
	if m, ok := (Elapsed{Known: true, Min: 200 * time.Second, Max: 200 * time.Second}).Minutes(); m != 3 || !ok {
		t.Error(m, ok)
	}
	if _, ok := (Elapsed{Known: true, Max: time.Hour}).Minutes(); ok {
		t.Error("a range has no minutes")
	}
}

func TestFactsWithin(t *testing.T) {
	const outbreak = "  - {at: 2019-03-12 10:00, type: outbreak, text: 一}\n"
	for timeline, want := range map[string]Answer{
		"": No,
		"  - {at: 2019-03-11, type: fact, text: 早有预警}\n":                                         No,
		"  - {at: 不详, acts: [fact], text: 二}\n":                                                  Unknown,
		"  - {at: 不详, acts: [fact], text: 二}\n  - {at: 2019-03-12 12:00, type: fact, text: 三}\n": Yes,
		"  - {at: 2019-03-12 16:00, type: fact, text: 二}\n":                                      No,
	} {
		if got := caseOf(t, outbreak+timeline).FactsWithin(5 * time.Hour); got != want {
			t.Errorf("%q: %d, want %d", timeline, got, want)
		}
	}
}
