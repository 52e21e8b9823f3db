package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestZZCLS(t *testing.T) {
	base := "http://127.0.0.1:8711"
	for _, width := range []int64{390, 1280} {
		b := newTab(t)
		b.width(width)
		b.open(base + "/about/")
		eval[bool](b, `yanxiProgress.update(s => { for (const id of ["courses/first-week/day-1","courses/2019-hefei/platform-and-content","cases/2017-shangqiu-hydrant","cases/2018-kunshan","courses/2019-hefei/rules"]) s.read[id]="2026-11-27"; s.quizzes["cases/2017-shangqiu-hydrant#q"]={score:4,total:5,passed:true,at:"2026-11-27T01:02:03Z"}; })`)
		chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `window.cls=[];new PerformanceObserver(l=>{for(const e of l.getEntries())cls.push([e.value,(e.sources||[]).map(s=>s.node&&(s.node.className||s.node.nodeName)).join()])}).observe({type:"layout-shift",buffered:true})`})
		for _, p := range []string{"/", "/courses/first-week/", "/courses/2019-hefei/platform-and-content/", "/progress/", "/kind/case/", "/search?q=回应"} {
			b.open(base + p)
			eval[bool](b, `new Promise(r=>setTimeout(()=>r(true),600))`)
			fmt.Println(width, p, eval[string](b, `JSON.stringify(cls)`), eval[string](b, `performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation")).reduce((s,e)=>s+e.transferSize,0)+""`))
		}
	}
}
