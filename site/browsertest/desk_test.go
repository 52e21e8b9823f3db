package browsertest

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/sitetest"
)

// atDesk are pages of trainers; {open}, {sent} and {back} are drafts, the last of a text that was sent back.
var atDesk = []template{
	{name: "desk", path: "/desk/"},
	{name: "desk-new", path: "/desk/new"},
	{name: "desk-new-case", path: "/desk/new?kind=case&title=示例市水管爆裂"},
	{name: "desk-new-course", path: "/desk/new?kind=course"},
	{name: "desk-new-quiz", path: "/desk/new?kind=quiz"},
	{name: "desk-edit", path: "/desk/edit/{open}/"},
	{name: "desk-edit-sent", path: "/desk/edit/{sent}/"},
	{name: "desk-edit-back", path: "/desk/edit/{back}/"},
	{name: "desk-history", path: "/desk/edit/{open}/history?version=1"},
	{name: "desk-submit", path: "/desk/edit/{open}/submit"},
	{name: "desk-confirm", path: "/desk/edit/{open}/delete"},
	{name: "desk-change", path: "/desk/edit?document=cases/2015-tianjin-port"},
	{name: "desk-import", path: "/desk/import"},
	{name: "desk-message", path: "/desk/edit/{sent}/submitted"},
	{name: "desk-queue", path: "/desk/review/"},
	{name: "desk-review", path: "/desk/review/cases/2015-tianjin-port"},
	{name: "desk-message-missing", path: "/desk/nothing", status: 404},
	{name: "desk-conflict", path: "/desk/edit/{open}/submit", then: `(() => {
		const f = document.createElement("form");
		Object.assign(f, {method: "post", action: "./", enctype: "multipart/form-data"});
		for (const [name, value] of [["version", "1"], ["text", "# 我的\n\n改过的一句。"], ["do", "save"]]) {
			const field = document.createElement("textarea");
			Object.assign(field, {name, value});
			f.append(field);
		}
		document.body.append(f);
		f.submit();
	})()`, status: 409},
}

// A writingSite is a site with a trainer at its desk.
type writingSite struct {
	URL, folder string
	back        string // a draft whose text was sent back
	drafts      *draft.Drafts
	away        atomic.Bool // it answers nobody
	pages       []template
}

const flawed = `---
kind: note
title: 值班交接怎么写
date: 2026-11-02
summary: 交接班三件事：没办完的、要盯的、找谁。
author: 小周
tags: [值班, 交接]
---

## 要点

交接的时候，先说没办完的事，再说要盯的事。我的帐号密码不写在里面，按装好的软件也不用说。

身份证11010519491231002X不能写。

![值班表](pictures/none.png)
`

func newWritingSite(t testing.TB) *writingSite {
	t.Helper()
	w := &writingSite{folder: sitetest.Folder(t, sitetest.Sample())}
	address := readBefore(t)
	writing := sitetest.Writing(t, w.folder, address, nil)
	w.drafts = writing.Drafts
	w.sendBack(t, writing.FS)
	s, err := site.New(sitetest.Open(t, writing.FS), sitetest.NewIndex(t), slog.New(slog.DiscardHandler), site.Options{
		Activity: sitetest.Activity(t, address, time.Now), Writing: writing,
	})
	if err != nil {
		t.Fatal(err)
	}
	signed := sitetest.As(account.Person{Name: "zhou", Display: "小周", Role: account.Reviewer}, s)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.away.Load() {
			panic(http.ErrAbortHandler)
		}
		signed.ServeHTTP(rw, r)
	}))
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	w.URL = server.URL
	open := w.begin(t, "# 第一稿\n\n写了一句。\n")
	if _, err := w.drafts.Save(t.Context(), open, 1, "值班交接怎么写", flawed); err != nil {
		t.Fatal(err)
	}
	sent := w.begin(t, flawed)
	if _, err := w.drafts.Submit(t.Context(), sent, 1, "notes/sent", "notes/sent.md", "00"); err != nil {
		t.Fatal(err)
	}
	w.back = w.begin(t, flawed)
	if _, err := w.drafts.Submit(t.Context(), w.back, 1, sentBack, sentBack+".md", "00"); err != nil {
		t.Fatal(err)
	}
	for _, p := range atDesk {
		p.path = strings.NewReplacer("{open}", open, "{sent}", sent, "{back}", w.back).Replace(p.path)
		w.pages = append(w.pages, p)
	}
	return w
}

// begin makes a draft and returns its id.
func (w *writingSite) begin(t testing.TB, text string) string {
	t.Helper()
	d, err := w.drafts.New(t.Context(), draft.Draft{Owner: "zhou", Title: "值班交接怎么写", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

// TestDeskPages holds the pages of those who write to what all pages are held to.
func TestDeskPages(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	each(t, w.URL, w.pages, func(*tab) {}, func(b *tab, p template) {
		for _, width := range []int64{phone, desk} {
			b.look(w.URL, p, width)
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

// type types at the end of the text.
func (b *tab) typeText(text string) {
	b.Helper()
	eval[bool](b, fmt.Sprintf(`(() => { const a = document.getElementById("text"); a.focus(); a.setSelectionRange(a.value.length, a.value.length); return document.execCommand("insertText", false, %q); })()`, text))
}

const stateText = `document.querySelector(".editor-state").textContent`

// A trainer writes: the page and the findings follow, what is written is kept, one flaw is mended
// by a button, a picture is put in, and the text is submitted.
func TestEditor(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(desk)
	id := w.begin(t, flawed)
	b.open(w.URL + "/desk/edit/" + id + "/")
	b.wait(`document.querySelector("iframe").contentDocument?.querySelector("h1")?.textContent === "值班交接怎么写"`)
	b.typeText("\n## 新的一节\n\n只写看得见的事。\n")
	b.wait(`document.querySelector("iframe").contentDocument.body.textContent.includes("只写看得见的事")`)
	b.wait(stateText + `.startsWith("已保存")`)
	kept, err := w.drafts.Get(t.Context(), id)
	if err != nil || !strings.HasSuffix(kept.Text, "只写看得见的事。\n") {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	b.wait(`[...document.querySelectorAll(".finding-fix")].length >= 2`)
	if marks := eval[int](b, `document.querySelectorAll(".editor-mirror .has-mark").length`); marks < 3 {
		t.Errorf("%d lines are marked", marks)
	}
	eval[bool](b, `([...document.querySelectorAll(".finding-fix")].find((f) => f.textContent.includes("账号")).click(), true)`)
	b.wait(`document.getElementById("text").value.includes("我的账号密码")`)
	b.wait(`![...document.querySelectorAll(".finding-fix")].some((f) => f.textContent.includes("账号"))`)
	eval[bool](b, `(document.querySelector(".finding-error [data-line]").click(), true)`)
	if chosen := eval[string](b, `(() => { const a = document.getElementById("text"); return a.value.slice(a.selectionStart, a.selectionEnd); })()`); chosen != "11010519491231002X" {
		t.Errorf("a finding leads to %q", chosen)
	}
	if n := eval[float64](b, `(() => { // marks stand where their words are
		const a = document.getElementById("text");
		const row = document.querySelector(".mark-error");
		const line = parseFloat(getComputedStyle(a).lineHeight);
		return row.offsetHeight / line;
	})()`); n < .9 || n > 3.1 {
		t.Errorf("a marked line is %.2f lines high", n)
	}
	// Pictures are pasted.
	eval[bool](b, `new Promise((done) => {
		const c = document.createElement("canvas");
		c.width = 40; c.height = 30;
		c.getContext("2d").fillRect(0, 0, 20, 10);
		c.toBlob((blob) => {
			const data = new DataTransfer();
			data.items.add(new File([blob], "图.png", {type: "image/png"}));
			const a = document.getElementById("text");
			a.focus();
			a.setSelectionRange(a.value.length, a.value.length);
			a.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
			done(true);
		});
	})`)
	b.wait(`/!\[[^\]]+\]\(pictures\/[0-9a-f]+\.png\)/.test(document.getElementById("text").value)`)
	b.wait(`document.querySelector("iframe").contentDocument.querySelector("main img[src*='/pictures/']")?.naturalWidth === 40`)
	b.wait(stateText + `.startsWith("已保存")`)
	b.picture("desk-editor-live.png")
	b.healthy(w.URL)
	// Ctrl+S saves, Ctrl+Enter shows the page in a phone's tab.
	b.width(phone)
	b.typeText("最后一句。")
	eval[bool](b, `(document.dispatchEvent(new KeyboardEvent("keydown", {key: "s", ctrlKey: true, cancelable: true, bubbles: true})), true)`)
	b.wait(stateText + `.startsWith("已保存")`)
	eval[bool](b, `(document.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, cancelable: true, bubbles: true})), true)`)
	b.wait(`document.querySelector("#part-look").checkVisibility() && !document.querySelector("#part-write").checkVisibility()`)
	b.follow(chromedp.Click(chromedp.CSS("button[value=submit]")))
	b.do(chromedp.SetValue(chromedp.CSS("#name"), "jiaojie"))
	b.follow(chromedp.Click(chromedp.CSS("form button.button-main")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".desk-says")))
	data, err := os.ReadFile(filepath.Join(w.folder, "notes", "jiaojie.md"))
	if err != nil || !strings.HasSuffix(string(data), "最后一句。\n") {
		t.Errorf("in the library: %q, %v", data, err)
	}
	if pictures, _ := filepath.Glob(filepath.Join(w.folder, "notes", "pictures", "*.png")); len(pictures) != 1 {
		t.Errorf("pictures in the library: %v", pictures)
	}
}

// Those who write are led from a page of the site to its editor; nobody else sees the way.
func TestChangeLink(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(phone)
	b.open(w.URL + "/cases/2018-kunshan/")
	if eval[bool](b, `document.querySelector(".change-link").checkVisibility()`) {
		t.Error("a reader sees the link")
	}
	if eval[bool](b, `[...document.querySelectorAll(".nav-work")].some((a) => a.checkVisibility())`) {
		t.Error("a reader sees the way to the desk")
	}
	for role, leads := range map[string]string{"trainer": "写稿 /desk/", "reviewer": "审稿 /desk/review/", "admin": "审稿 /desk/review/"} {
		eval[bool](b, `(document.cookie = "yanxi_in=`+role+`; path=/", true)`)
		b.open(w.URL + "/")
		b.wait(`[...document.querySelectorAll(".nav li .nav-work")].map((a) => a.innerText + " " + a.pathname).join() === "` + leads + `"`)
		if eval[bool](b, `document.documentElement.scrollWidth > innerWidth`) {
			t.Errorf("%s: the page is wider than a phone", role)
		}
	}
	eval[bool](b, `(document.cookie = "yanxi_in=trainer; path=/", true)`)
	b.open(w.URL + "/cases/2018-kunshan/")
	b.do(chromedp.WaitVisible(chromedp.CSS(".change-link a")))
	b.follow(chromedp.Click(chromedp.CSS(".change-link a")))
	b.follow(chromedp.Click(chromedp.CSS("form .button-main")))
	b.wait(`document.getElementById("text").value.includes("昆山")`)
}

// The network goes away and comes back, and another window saves meanwhile: nothing is lost.
func TestEditorAway(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(desk)
	id := w.begin(t, "# 题\n\n第一句。\n")
	address := w.URL + "/desk/edit/" + id + "/"
	b.open(address)
	b.wait(`document.querySelector("iframe").contentDocument?.querySelector("h1")`)
	w.away.Store(true)
	b.typeText("断网时写的。")
	b.wait(stateText + `.includes("没存上")`)
	if kept := eval[string](b, `localStorage.getItem("yanxi.desk.`+"/desk/edit/"+id+`/")`); !strings.Contains(kept, "断网时写的") {
		t.Errorf("the browser keeps %q", kept)
	}
	w.away.Store(false)
	b.wait(stateText + `.startsWith("已保存")`)
	kept, err := w.drafts.Get(t.Context(), id)
	if err != nil || !strings.Contains(kept.Text, "断网时写的") {
		t.Fatalf("%+v, %v", kept, err)
	}
	if left := eval[bool](b, `localStorage.getItem("yanxi.desk.`+"/desk/edit/"+id+`/") === null`); !left {
		t.Error("what was saved is kept in the browser as well")
	}
	if _, err := w.drafts.Save(t.Context(), id, kept.Version, "题", "# 题\n\n别的窗口写的。\n"); err != nil {
		t.Fatal(err)
	}
	b.typeText("我接着写。")
	b.wait(stateText + `.includes("别处改过")`)
	b.takeProblems() // the browser complains of what failed
	b.follow(chromedp.Click(chromedp.CSS("button[value=save]")))
	b.do(chromedp.WaitVisible(chromedp.CSS("#theirs")))
	if mine, theirs := eval[string](b, `document.getElementById("mine").value`), eval[string](b, `document.getElementById("theirs").value`); !strings.Contains(mine, "我接着写") || !strings.Contains(theirs, "别的窗口写的") {
		t.Errorf("%q and %q", mine, theirs)
	}
	b.picture("desk-conflict-live.png")
	b.follow(chromedp.Click(chromedp.CSS("button[value=mine]")))
	b.wait(`document.getElementById("text").value.includes("我接着写")`)
	versions, err := w.drafts.History(t.Context(), id)
	if err != nil || !slices.ContainsFunc(versions, func(v draft.Version) bool {
		past, err := w.drafts.Past(t.Context(), id, v.Version)
		return err == nil && strings.Contains(past.Text, "别的窗口写的")
	}) {
		t.Errorf("the other text is not kept: %+v, %v", versions, err)
	}
}

// Without scripts a Word file is brought in, seen, saved and submitted.
func TestWritingWithoutScripts(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(phone)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	word, err := filepath.Abs("../../content/convert/testdata/docx/note.docx")
	if err != nil {
		t.Fatal(err)
	}
	b.open(w.URL + "/desk/import")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{word}))
	b.follow(chromedp.Click(chromedp.CSS(".desk-form .button-main")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".desk-says")))
	b.picture("desk-imported.png")
	b.follow(chromedp.Click(chromedp.CSS(".buttons .button-main")))
	b.do(chromedp.WaitVisible(chromedp.CSS("#text")))
	b.picture("desk-plain.png")
	b.do(chromedp.SetValue(chromedp.CSS("#text"), flawed))
	b.follow(chromedp.Click(chromedp.CSS("button[value=check]")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".finding-error")))
	b.follow(chromedp.Click(chromedp.CSS("button[value=submit]")))
	b.do(chromedp.SetValue(chromedp.CSS("#name"), "word"))
	b.follow(chromedp.Click(chromedp.CSS("form .button-main")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".desk-says")))
	if data, err := os.ReadFile(filepath.Join(w.folder, "notes", "word.md")); err != nil || string(data) != flawed {
		t.Errorf("in the library: %q, %v", data, err)
	}
	if r, err := http.Get(w.URL + "/desk/"); err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("%+v, %v", r, err)
	} else {
		r.Body.Close()
	}
}
