package browsertest

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"yanxi/site"
	"yanxi/site/ask"
	"yanxi/site/sitetest"
)

const gates = "/courses/2019-hefei/four-gates/"

func answeredSample(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	sample := sitetest.Sample()
	err := fs.WalkDir(sample, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	files["answers/night.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 夜里只有一个人值班，四道关谁来过？\nquestion: 20261127-2\n" +
		"about: ../courses/2019-hefei/four-gates.md\ndate: 2026-11-28\n---\n\n写的人不能同时是审的人，夜里请带班领导过第三关。第二天补签。\n")}
	files["answers/first.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 政策关和文字关先过哪一道？\nquestion: 20261127-1\n" +
		"about: ../courses/2019-hefei/four-gates.md\ndate: 2026-11-27\n---\n\n先过政策关：口径不对，文字改得再好也不能发。\n")}
	return files
}

// A reader asks without scripts, is told what is missing, and then the number; the
// answers of others stand on the page.
func TestAsk(t *testing.T) {
	t.Parallel()
	a := sitetest.Activity(t, filepath.Join(t.TempDir(), "yanxi.db"), time.Now)
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: answeredSample(t), Options: site.Options{Activity: a}})
	s.WaitReady(t)
	b := newTab(t)
	b.width(phone)
	b.open(s.URL + gates)
	keepShots(b, "ask-page")
	accessible(b)
	b.open(s.URL + "/answers/night/")
	keepShots(b, "ask-answer")
	b.open(s.URL + "/ask?id=courses/2019-hefei/four-gates")
	accessible(b)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	b.open(s.URL + gates)
	b.follow(chromedp.Click(chromedp.CSS(".ask-link a")))
	keepShots(b, "ask-form")
	b.do(chromedp.SendKeys(chromedp.CSS("#ask-name"), "小李"))
	b.do(chromedp.SendKeys(chromedp.CSS("#ask-text"), "问 "))
	b.follow(chromedp.Click(chromedp.CSS(".ask-form button")))
	b.do(chromedp.WaitVisible(chromedp.CSS("#ask-wrong")))
	keepShots(b, "ask-wrong")
	b.do(chromedp.SetValue(chromedp.CSS("#ask-text"), "送审的人电话打不通怎么办？"))
	b.follow(chromedp.Click(chromedp.CSS(".ask-form button")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".taken")))
	keepShots(b, "ask-sent")
	list, err := a.Desk.List(t.Context(), ask.Filter{})
	if err != nil || len(list) != 1 || list[0].Name != "小李" || list[0].Text != "送审的人电话打不通怎么办？" || list[0].Document != "courses/2019-hefei/four-gates" {
		t.Errorf("kept %+v, %v", list, err)
	}
}
