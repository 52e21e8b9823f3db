package browsertest

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/sitetest"
)

const keptTexts = `Object.keys(localStorage).filter((k) => k.startsWith("yanxi.desk.")).map((k) => localStorage.getItem(k)).join(" ")`

// What somebody could not save stays in the browser under their name: nobody else who signs in is shown it, its writer
// is, and is warned before it goes by signing out. A window that was left open puts nothing back.
func TestUnsavedStaysWithItsWriter(t *testing.T) {
	t.Parallel()
	folder := sitetest.Folder(t, sitetest.Sample())
	database := filepath.Join(t.TempDir(), "yanxi.db")
	accounts := sitetest.Accounts(t, database, nil,
		account.Person{Name: "zhou", Display: "小周", Role: account.Trainer}, account.Person{Name: "li", Display: "小李", Role: account.Trainer})
	writing := sitetest.Writing(t, folder, database, nil)
	s, err := site.New(sitetest.Open(t, writing.FS), sitetest.NewIndex(t), slog.New(slog.DiscardHandler), site.Options{
		Activity: sitetest.Activity(t, database, time.Now), Accounts: accounts, Writing: writing,
	})
	if err != nil {
		t.Fatal(err)
	}
	var away atomic.Bool // drafts cannot be saved
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if away.Load() && r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/desk/edit/") {
			panic(http.ErrAbortHandler)
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	begin := func(owner string) string {
		t.Helper()
		d, err := writing.Drafts.New(t.Context(), draft.Draft{Owner: owner, Title: owner + "的稿子", Text: "# " + owner + "的稿子\n\n第一句。\n"})
		if err != nil {
			t.Fatal(err)
		}
		return "/desk/edit/" + d.ID + "/"
	}
	his, hers := begin("zhou"), begin("li")

	b := newTab(t)
	b.width(phone)
	b.signIn(server.URL, "zhou", his)
	b.do(chromedp.WaitVisible(chromedp.CSS("#text")))
	away.Store(true)
	b.typeText("没存上的一句。")
	b.wait(keptTexts + `.includes("没存上的一句")`)

	// His session ends without his signing out, and somebody else signs in.
	other := b.beside(t)
	other.width(phone)
	if _, err := chromedp.Call(other.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	other.signIn(server.URL, "li", hers)
	other.do(chromedp.WaitVisible(chromedp.CSS("#text")))
	if said := eval[string](other, `document.body.textContent + document.getElementById("text").value`); strings.Contains(said, "没存上的一句") || eval[bool](other, `!!document.querySelector(".editor-backup")`) {
		t.Error("somebody else is shown what he wrote")
	}
	other.open(server.URL + "/account/")
	if eval[bool](other, `document.querySelector("[data-unsaved]").checkVisibility()`) {
		t.Error("somebody else is told of his text")
	}
	other.follow(chromedp.Click(chromedp.CSS("[action$='/account/sign-out'] button")))
	if kept := eval[string](other, keptTexts); !strings.Contains(kept, "没存上的一句") {
		t.Error("signing out takes away what somebody else has written")
	}

	// He is back: his text is offered, and signing out says that it will go.
	other.signIn(server.URL, "zhou", his)
	other.do(chromedp.WaitVisible(chromedp.CSS(".editor-backup")))
	other.open(server.URL + "/account/")
	other.do(chromedp.WaitVisible(chromedp.CSS("[data-unsaved]")))
	if link := eval[string](other, `document.querySelector("[data-unsaved] a").outerHTML`); !strings.Contains(link, his) || !strings.Contains(link, "zhou的稿子") {
		t.Errorf("the warning leads to %s", link)
	}
	if says := eval[string](other, `document.querySelector("[action$='/account/sign-out'] button").textContent`); says != "稿子不要了，退出" {
		t.Errorf("the button says %q", says)
	}
	other.picture("account-unsaved.png")
	other.follow(chromedp.Click(chromedp.CSS("[action$='/account/sign-out'] button")))
	other.wait(`location.pathname === "/account/sign-in"`)
	if kept := eval[string](other, keptTexts); kept != "" {
		t.Errorf("after signing out the browser keeps %s", kept)
	}

	// The window that he left open cannot save, and keeps nothing any more.
	away.Store(false)
	b.typeText("又一句。")
	b.wait(stateText + `.startsWith("没存上：")`)
	if kept := eval[string](b, keptTexts); kept != "" {
		t.Errorf("a window that was left open keeps %s", kept)
	}
}
