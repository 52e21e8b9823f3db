package report_test

import (
	"encoding/xml"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

const token = "a token of some length"

// A desk is a site with a trainer's browser, which keeps cookies.
type desk struct {
	t      *testing.T
	site   http.Handler
	cookie *http.Cookie
	now    time.Time

	address  string // of the database
	counts   *stats.Reports
	accounts *account.Accounts // may be nil
}

func newDesk(t *testing.T, address string, options site.Options) *desk {
	t.Helper()
	return deskOf(t, library(t), address, options)
}

func deskOf(t *testing.T, lib *content.Library, address string, options site.Options) *desk {
	t.Helper()
	lazy := store.NewLazy(address)
	t.Cleanup(func() { lazy.Close() })
	if options.Activity == nil {
		options.Activity = &site.Activity{Token: token}
	}
	options.Activity.Reports = stats.NewReports(lazy)
	options.Activity.Recorder = stats.New(lazy, stats.Options{Zone: shanghai})
	d := &desk{t: t, now: monday, address: address, counts: options.Activity.Reports, accounts: options.Accounts}
	options.Now = func() time.Time { return d.now }
	s, err := site.New(lib, sitetest.IndexOf(t, lib), slog.New(slog.DiscardHandler), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	d.site = s
	return d
}

// A reply is what a desk gets, but for its body.
type reply struct {
	Status     string
	StatusCode int
	Header     http.Header
	Cookies    []*http.Cookie
}

func (d *desk) send(method, target, body string) (r reply, text string) {
	d.t.Helper()
	ask := httptest.NewRequestWithContext(d.t.Context(), method, target, strings.NewReader(body))
	if body != "" {
		ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if d.cookie != nil {
		ask.AddCookie(d.cookie)
	}
	w := httptest.NewRecorder()
	d.site.ServeHTTP(w, ask)
	res := w.Result()
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		d.cookie = c
	}
	return reply{res.Status, res.StatusCode, res.Header, res.Cookies()}, w.Body.String()
}

func (d *desk) get(target string) string {
	d.t.Helper()
	res, body := d.send(http.MethodGet, target, "")
	if res.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %s\n%s", target, res.Status, body)
	}
	if res.Header.Get("Cache-Control") != "no-store" {
		d.t.Errorf("%s: %v", target, res.Header)
	}
	return sitetest.Parse(d.t, []byte(body)).Text()
}

// The pages say what the report says, on both databases.
func TestPages(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		simulate(t, address)
		d := newDesk(t, address, site.Options{})
		span := "from=2026-11-09&to=2026-11-15"
		for _, page := range []struct {
			target string
			says   []string
		}{
			{"/reports/?token=" + url.QueryEscape(token) + "&" + span, []string{"一周报告", "459", "↑比上期多9%（+38）", "写一篇「停水通报模板」", "暴雨预警的24小时", "交通", "按领域"}},
			{"/reports?" + span, []string{"459"}},
			{"/reports/needs/?" + span, []string{"停水通报模板", "yanxi new note '停水通报模板' --library ~/my-notes", "值班交接表", "开头太长的一篇", "例子太旧", "还没有"}},
			{"/reports/library/?" + span, []string{"过了复核日的1篇", "旧版发布流程", "计数还不满90天", "没写维护人的1篇", "值班手册"}},
			{"/reports/?period=today", []string{"一日报告"}},
			{"/reports/?period=month", []string{"30天报告"}},
			{"/reports/?from=2024-01-01&to=2026-11-16", []string{"阅读报告"}},
		} {
			text := d.get(page.target)
			for _, want := range page.says {
				if !strings.Contains(text, want) {
					t.Errorf("%s does not say %q:\n%s", page.target, want, text)
				}
			}
			if strings.Contains(text, "138001") || strings.Contains(text, "%!") {
				t.Errorf("%s: %s", page.target, text)
			}
		}
	})
}

// Whoever may write begins a text where the report says that one is missing; others are told the command.
func TestBeginOnDesk(t *testing.T) {
	address := storetest.SQLite(t)
	simulate(t, address)
	for _, tt := range []struct {
		role    account.Role
		writing *site.Writing
		begins  bool
		status  int
	}{
		{account.Trainer, &site.Writing{}, true, http.StatusOK},
		{account.Reader, &site.Writing{}, false, http.StatusForbidden}, // the token is for who has no account
		{account.Trainer, nil, false, http.StatusOK},
		{"", &site.Writing{}, false, http.StatusOK},
	} {
		d := newDesk(t, address, site.Options{Writing: tt.writing})
		ask := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/reports/needs/?from=2026-11-09&to=2026-11-15&token="+url.QueryEscape(token), nil)
		if tt.role != "" {
			ask = ask.WithContext(account.With(ask.Context(), account.Person{Name: "li", Role: tt.role}))
		}
		w := httptest.NewRecorder()
		d.site.ServeHTTP(w, ask)
		link := `href="/desk/new?kind=note&amp;title=` + url.QueryEscape("停水通报模板") + `"`
		if got := strings.Contains(w.Body.String(), link); got != tt.begins || strings.Contains(w.Body.String(), "yanxi new note") != (tt.status == http.StatusOK && !got) || w.Code != tt.status {
			t.Errorf("%+v: begins on the desk: %v, status %d", tt, got, w.Code)
		}
	}
}

// Nobody comes in without the token; who had it once, is let in until the browser is closed.
func TestGate(t *testing.T) {
	address := storetest.SQLite(t)
	for _, path := range []string{"/reports", "/reports/", "/reports/needs/", "/reports/library/", "/reports.atom"} {
		closed := newDesk(t, address, site.Options{Activity: &site.Activity{}})
		if res, _ := closed.send(http.MethodGet, path+"?token=", ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("without a token %s is answered %s", path, res.Status)
		}
	}
	d := newDesk(t, address, site.Options{BaseURL: "https://example.org/yanxi"})
	for _, given := range []string{"", "?token=", "?token=wrong", "?token=" + strings.Repeat("x", 5000), "?token=%00"} {
		res, body := d.send(http.MethodGet, "/reports/"+given, "")
		if res.StatusCode != http.StatusUnauthorized || len(res.Cookies) > 0 || !strings.Contains(body, `type="password"`) {
			t.Errorf("%.40q: %s, %v", given, res.Status, res.Cookies)
		}
	}
	if res, _ := d.send(http.MethodPost, "/reports/", "token=wrong"); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong form is answered %s", res.Status)
	}
	if res, _ := d.send(http.MethodPost, "/reports/", "token="+strings.Repeat("x", 1<<20)); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a huge form is answered %s", res.Status)
	}
	res, _ := d.send(http.MethodPost, "/reports/", url.Values{"token": {token}}.Encode())
	if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/yanxi/reports/" {
		t.Fatalf("%s %v", res.Status, res.Header)
	}
	c := d.cookie
	if !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.MaxAge != 0 || c.Path != "/yanxi/reports" || strings.Contains(c.Value, "token") {
		t.Errorf("%+v", c)
	}
	d.get("/reports/")
	forged := *c
	forged.Value = strings.Repeat("0", len(c.Value))
	d.cookie = &forged
	if res, _ := d.send(http.MethodGet, "/reports/", ""); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a forged cookie is answered %s", res.Status)
	}
	if res, _ := d.send(http.MethodDelete, "/reports/", ""); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("DELETE is answered %s", res.Status)
	}
}

// What cannot be shown is said, and nothing else is lost.
func TestPagesRefuse(t *testing.T) {
	d := newDesk(t, storetest.SQLite(t), site.Options{})
	d.get("/reports/?token=" + url.QueryEscape(token))
	for query, says := range map[string]string{
		"from=2026-11-15&to=2026-11-09": "结束的日子在开始之前：从2026-11-15到2026-11-09。",
		"from=2026-02-30":               "不是日期",
		"from=2001-01-01&to=2026-11-01": "一份报告最多看1100天",
		"from=9999-01-01&to=9999-01-02": "还没到",
		"from=0001-01-01":               "太早了",
		"period=%27%3B--":               "不是一个时间段",
		"from=%3Cscript%3E":             "不是日期",
	} {
		res, body := d.send(http.MethodGet, "/reports/?"+query, "")
		text := sitetest.Parse(t, []byte(body)).Text()
		if res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, says) || !strings.Contains(text, "这段时间还没有记录") {
			t.Errorf("%s: %s\n%s", query, res.Status, text)
		}
	}
	broken := newDesk(t, "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1", site.Options{})
	res, body := broken.send(http.MethodGet, "/reports/?token="+url.QueryEscape(token), "")
	if res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "数据库没有应答") {
		t.Errorf("%s\n%s", res.Status, body)
	}
}

// A report in a file needs nothing beside it, and has no links that lead nowhere.
func TestReportFile(t *testing.T) {
	address := storetest.SQLite(t)
	simulate(t, address)
	lazy := store.NewLazy(address)
	defer lazy.Close()
	lib := library(t)
	for base, link := range map[string]string{"": "", "https://example.org": "https://example.org/cases/flood/"} {
		e, err := site.NewEdition(lib, site.Options{Static: true, BaseURL: base, Now: func() time.Time { return monday }, Activity: &site.Activity{Reports: stats.NewReports(lazy)}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.ReportSource().Make(t.Context(), week)
		if err != nil {
			t.Fatal(err)
		}
		file, err := e.ReportFile(r)
		if err != nil {
			t.Fatal(err)
		}
		if name := os.Getenv("YANXI_REPORT_FILE"); name != "" {
			if err := os.WriteFile(name, file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		page := sitetest.Parse(t, file)
		for _, address := range page.Links() {
			if !strings.HasPrefix(address, "https://example.org/") || base == "" {
				t.Errorf("with the base %q there is a link to %q", base, address)
			}
		}
		if !strings.Contains(string(file), link) || !strings.Contains(page.Text(), "459") || strings.Contains(string(file), "<link") || strings.Contains(string(file), "<script") {
			t.Error("the file is not whole, or not alone")
		}
	}
}

// Each finished week is one entry of the feed, with an id and a date that stay.
func TestFeed(t *testing.T) {
	address := storetest.SQLite(t)
	simulate(t, address)
	d := newDesk(t, address, site.Options{BaseURL: "https://example.org"})
	if res, _ := d.send(http.MethodGet, "/reports.atom?token=wrong", ""); res.StatusCode != http.StatusUnauthorized || res.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("%s %v", res.Status, res.Header)
	}
	var feed struct {
		ID      string `xml:"id"`
		Entries []struct {
			ID      string `xml:"id"`
			Updated string `xml:"updated"`
			Content string `xml:"content"`
		} `xml:"entry"`
	}
	res, body := d.send(http.MethodGet, "/reports.atom?token="+url.QueryEscape(token), "")
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s %v: %v", res.Status, res.Header, err)
	}
	if len(feed.Entries) != 2 { // nothing was counted before
		t.Fatalf("%d entries", len(feed.Entries))
	}
	for i, want := range []string{"2026-11-09", "2026-11-02"} {
		e := feed.Entries[i]
		if e.ID != "tag:example.org,2019:/reports/"+want || !strings.Contains(e.Content, "停水通报模板") || strings.Contains(e.Content, "<script") {
			t.Errorf("%+v", e)
		}
	}
	if feed.Entries[0].Updated != "2026-11-16T00:00:00+08:00" || !strings.Contains(feed.Entries[0].Content, "459") {
		t.Errorf("%+v", feed.Entries[0])
	}
	if strings.Contains(feed.ID, token) {
		t.Error("the id tells the token")
	}
}

// The home page says what is read without ever waiting for the database; what the
// library no longer has is not named.
func TestHome(t *testing.T) {
	address := storetest.SQLite(t)
	simulate(t, address)
	d := newDesk(t, address, site.Options{})
	text := ""
	sitetest.Eventually(t, "the home page says it as soon as it is known, while the clock stands", func() bool {
		_, body := d.send(http.MethodGet, "/", "")
		text = sitetest.Parse(t, []byte(body)).Text()
		return strings.Contains(text, "大家在读")
	})
	_, most, _ := strings.Cut(text, "大家在读")
	most, rising, _ := strings.Cut(most, "最近升温")
	if !strings.Contains(most, "四道关怎么过") || strings.Contains(text, "removed") || !strings.Contains(rising, "暴雨预警的24小时") {
		t.Errorf("%s", text)
	}

	broken := newDesk(t, "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1", site.Options{})
	res, body := broken.send(http.MethodGet, "/", "")
	if res.StatusCode != http.StatusOK || strings.Contains(body, "大家在读") || !strings.Contains(body, "四道关怎么过") {
		t.Errorf("without a database: %s\n%s", res.Status, body)
	}
}
