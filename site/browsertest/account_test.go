package browsertest

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/sitetest"
)

// ofAccounts are the pages of people with an account.
var ofAccounts = []template{
	{name: "sign-in", path: "/account/sign-in?to=/progress/"},
	{name: "sign-in-out", path: "/account/sign-in?out=1"},
	{name: "sign-in-wrong", path: "/account/sign-in", status: 422, then: `(() => {
		document.getElementById("signin-name").value = "li";
		document.getElementById("signin-password").value = "not the password";
		document.querySelector(".account-form").submit();
	})()`},
	{name: "account", path: "/account/?done=display"},
	{name: "account-wrong", path: "/account/", status: 422, then: `(() => {
		for (const id of ["account-old", "account-new", "account-again"]) document.getElementById(id).value = id;
		document.querySelector("[action$='/account/password']").submit();
	})()`},
	{name: "people", path: "/people/"},
	{name: "person", path: "/people/of/li"},
	{name: "audit", path: "/people/audit"},
	{name: "desk-class", path: "/desk/class/"},
	{name: "desk-class-course", path: "/desk/class/?course=courses/2019-hefei"},
	{name: "reports-unfinished", path: "/reports/library/"},
}

// An accountSite is a site with accounts, where everybody has the same password.
type accountSite struct {
	http.Handler
	URL      string
	accounts *account.Accounts
}

func newAccountSite(t testing.TB) *accountSite {
	t.Helper()
	database := filepath.Join(t.TempDir(), "yanxi.db")
	longAgo := func() time.Time { return time.Now().AddDate(-1, 0, 0) } // so that reports can say what nobody finished
	sitetest.Accounts(t, database, longAgo,
		account.Person{Name: "root", Display: "管理员甲", Role: account.Admin}, account.Person{Name: "li", Display: "小李", Role: account.Reader},
		account.Person{Name: "吴桐", Role: account.Reader}, account.Person{Name: "zhou", Display: "小周", Role: account.Trainer})
	accounts := sitetest.Accounts(t, database, nil)
	s, err := site.New(sitetest.Open(t, sitetest.Sample()), sitetest.NewIndex(t), slog.New(slog.DiscardHandler), site.Options{
		Activity: sitetest.Activity(t, database, time.Now), Accounts: accounts,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s)
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	return &accountSite{s, server.URL, accounts}
}

// learn gives two readers something that they have learnt.
func (s *accountSite) learn(t testing.TB) {
	t.Helper()
	read := account.Progress{Read: map[string]string{"courses/first-week/day-1": "2026-11-20", "courses/2019-hefei/four-gates": "2026-11-21"}}
	if _, err := s.accounts.MergeProgress(t.Context(), "li", read, account.Progress{}); err != nil {
		t.Fatal(err)
	}
	for _, d := range sitetest.Open(t, sitetest.Sample()).Documents() {
		body, err := sitetest.Open(t, sitetest.Sample()).Read(d)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range body.Quizzes() {
			m := account.Marked{Document: d.ID, Quiz: q.ID, Score: len(q.Questions) - 1, Total: len(q.Questions), Passed: true, Right: map[string]bool{}}
			for i, question := range q.Questions {
				m.Right[question.ID] = i > 0
			}
			if err := s.accounts.KeepMarks(t.Context(), "吴桐", m); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestAccountPages holds the pages of accounts to what all pages are held to.
func TestAccountPages(t *testing.T) {
	t.Parallel()
	s := newAccountSite(t)
	s.learn(t)
	signed := sitetest.As(account.Person{Name: "root", Display: "管理员甲", Role: account.Admin}, s)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/account/sign-in") {
			s.ServeHTTP(w, r)
			return
		}
		signed.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	each(t, server.URL, ofAccounts, func(*tab) {}, func(b *tab, p template) {
		for _, width := range []int64{phone, desk} {
			b.look(server.URL, p, width)
		}
		eval[bool](b, axe+";true")
		for _, m := range modesOf(p) {
			b.show(m)
			for _, v := range b.violations(m.rules) {
				b.Errorf("%s, %s: %s", p.path, m.name, v)
			}
		}
		b.show(modes[0])
		b.tours(p)
	})
}

// signIn signs somebody in on the page, which leads on to what it was told.
func (b *tab) signIn(root, name, to string) {
	b.Helper()
	b.open(root + "/account/sign-in?to=" + to)
	b.do(chromedp.SetValue(chromedp.CSS("#signin-name"), name), chromedp.SetValue(chromedp.CSS("#signin-password"), sitetest.Password))
	b.follow(chromedp.Click(chromedp.CSS(".account-form button")))
}

const keptHere = `Object.keys(localStorage).filter((k) => k.startsWith("yanxi.account") || k === "yanxi.progress").join(" ")`

// What somebody has learnt goes with the account, also what the browser had before and what was learnt without a
// connection; after signing out nothing of it is left, and the next person sees none of it.
func TestProgressFollowsAccount(t *testing.T) {
	t.Parallel()
	s := newAccountSite(t)
	b := newTab(t)
	b.width(phone)
	const left = "courses/first-week/day-2"
	const first, second = "/courses/first-week/day-1/", "/courses/2019-hefei/four-gates/"
	mark := func(b *tab, path string) {
		b.Helper()
		b.open(s.URL + path)
		b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
		b.wait(pressed)
	}
	mark(b, first)
	b.signIn(s.URL, "li", "/account/")
	b.do(chromedp.WaitVisible(chromedp.CSS("[data-progress-offer]")))
	if says := eval[string](b, `document.querySelector("[data-progress-offer] p").textContent`); !strings.Contains(says, "学过1篇") {
		t.Errorf("the page offers %q", says)
	}
	b.picture("account-offer.png")
	b.do(chromedp.Click(chromedp.CSS("[data-take]")))
	b.wait(`document.querySelector("[data-progress-offer] p").textContent.includes("并进账号了")`)
	if kept := eval[string](b, keptHere); kept != "yanxi.account" {
		t.Errorf("the browser keeps %s", kept)
	}
	s.reads(t, "li", 1)

	// Another browser has it, and adds to it.
	other := newTab(t)
	other.width(phone)
	other.signIn(s.URL, "li", "/progress/")
	other.wait(line + `.startsWith("已学1篇")`)
	other.wait(`document.querySelector("[data-progress-account]").textContent.includes("跟着你的账号走")`)
	mark(other, second)
	s.reads(t, "li", 2)
	b.open(s.URL + "/progress/")
	b.wait(line + `.startsWith("已学2篇")`)

	// What is taken back is taken back everywhere.
	b.open(s.URL + second)
	b.wait(pressed)
	b.do(chromedp.Click(chromedp.CSS("[data-study-end] button")))
	s.reads(t, "li", 1)
	other.open(s.URL + "/progress/")
	other.wait(line + `.startsWith("已学1篇")`)

	// Signing out leaves nothing, and who comes next begins anew.
	b.open(s.URL + "/account/")
	b.follow(chromedp.Click(chromedp.CSS("[action$='/account/sign-out'] button")))
	b.wait(`location.pathname === "/account/sign-in" && document.cookie === ""`)
	if kept := eval[string](b, keptHere+` + " " + Object.keys(sessionStorage).join(" ")`); strings.TrimSpace(kept) != "" {
		t.Errorf("after signing out the browser keeps %s", kept)
	}
	b.open(s.URL + "/progress/")
	b.wait(line + `.startsWith("共")`)
	b.signIn(s.URL, "吴桐", "/progress/")
	b.wait(`document.querySelector("[data-progress-account]").textContent.includes("跟着你的账号走")`)
	if says := eval[string](b, line); !strings.HasPrefix(says, "共") {
		t.Errorf("who comes next sees %q", says)
	}

	// What a former person could not send any more, because the session had ended, is not given to who came next.
	eval[bool](b, `(localStorage.setItem("yanxi.account", JSON.stringify({ person: "li", base: {}, state: { version: 1, read: { "`+left+`": "2026-11-20" } } })),
		dispatchEvent(new Event("online")))`)
	b.wait(`JSON.parse(localStorage.getItem("yanxi.account")).person === "吴桐"`)
	s.reads(t, "吴桐", 0)
	b.expect(template{status: http.StatusConflict})
	b.healthy(s.URL)
	other.healthy(s.URL)
}

// reads waits until an account has so many texts.
func (s *accountSite) reads(t *testing.T, name string, want int) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		p, err := s.accounts.Progress(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Read) == want {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s has %v, want %d", name, p.Read, want)
		}
	}
}
