package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A reviewer signs a text at four gates by keyboard alone, and sends another one back with a word at a line.
func TestJudge(t *testing.T) {
	t.Parallel()
	w := newWritingSite(t)
	b := newTab(t)
	b.width(desk)
	ledger := func(id string) string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(w.folder, "yanxi/review", id+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}

	const signed = "cases/2015-tianjin-port"
	b.open(w.URL + "/desk/review/" + signed)
	for _, gate := range []string{"1", "2", "3", "4"} {
		b.do(press([]rune(gate)[0]))
		b.wait(`document.activeElement.dataset.gate === "` + gate + `"`)
		b.do(press('s'))
		b.wait(`document.activeElement.closest("form[data-sign]")?.dataset.sign === "` + gate + `"`)
		b.follow(press(keyEnter))
	}
	b.wait(`document.querySelector(".judge-notice a[href='/` + signed + `/']")`)
	if got := ledger(signed); strings.Count(got, `"do":"sign"`) != 4 || strings.Count(got, `"do":"publish"`) != 1 {
		t.Errorf("the ledger says %s", got)
	}

	const back = "cases/2018-kunshan"
	b.open(w.URL + "/desk/review/" + back)
	b.do(press('r'))
	b.wait(`document.activeElement.id === "return-comment"`)
	b.do(chromedp.KeyEvent("请补来源"))
	b.wait(`document.activeElement.value === "请补来源"`)
	eval[bool](b, `(document.activeElement.blur(), document.querySelectorAll("a.diff-number")[4].click(), true)`)
	b.wait(`document.activeElement.id === "said-5"`)
	b.do(chromedp.KeyEvent("这一行写早了"))
	b.follow(chromedp.Click(chromedp.CSS("#return-form button")))
	if got := ledger(back); !strings.Contains(got, `"do":"return"`) || !strings.Contains(got, "请补来源") || !strings.Contains(got, `"comments":[{"line":5,"text":"这一行写早了"}]`) {
		t.Errorf("the ledger says %s", got)
	}
	b.healthy(w.URL)
}
