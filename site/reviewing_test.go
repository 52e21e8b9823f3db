package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

var (
	reviewer = account.Person{Name: "li", Display: "李老师", Role: account.Reviewer}
	second   = account.Person{Name: "wang", Role: account.Reviewer}
)

var screenField = regexp.MustCompile(`name="screen" value="([^"]+)"`)

// decide posts a decision about a text, with what is on the screen.
func (w *writer) decide(id string, fields map[string]string) reply {
	w.t.Helper()
	address := "/desk/review/" + id
	if fields["screen"] == "" {
		m := screenField.FindStringSubmatch(w.get(address).body)
		if m == nil {
			w.t.Fatalf("%s has no screen", address)
		}
		fields["screen"] = m[1]
	}
	return w.post(address, fields)
}

// submit puts a text into the library by its author.
func (w *writer) submit(name, text string) {
	w.t.Helper()
	at := w.begin("题")
	w.save(at, text)
	if sent := w.post(at+"submit", map[string]string{"folder": "notes", "name": name}); sent.to != at+"submitted" {
		w.t.Fatalf("%+v", sent)
	}
	w.update()
}

const notice = "---\ntitle: 停水通报怎么写\nauthor: 小周\ndate: 2026-11-02\nsummary: 先写几点恢复。\n---\n\n先写几点恢复供水，再写原因。\n\n原因没有核实以前，只写正在查。\n\n文末写电话。\n"

// TestReviewing returns a text once, signs it at four gates, and is shown what a change of it is.
func TestReviewing(t *testing.T) {
	author := newWriter(t, trainer, "")
	li := author.as(reviewer)
	author.submit("tongbao", notice)
	const at = "/desk/review/notes/tongbao"

	li.wants(li.get("/desk/review/"), http.StatusOK, "等我签", "停水通报怎么写", `href="`+at+`"`, "作者", "新写的")
	page := li.get(at)
	li.wants(page, http.StatusOK, "还没有通过的版本可比", "签政策关", "签法律关", `id="line-8"`, "退回以后，作者要在", "2026年12月8日", "/judge.")
	author.wants(author.get(at), http.StatusOK, "要请别人签", "自己写的，自己不能签")
	if body := author.get(at).body; strings.Contains(body, "签政策关</button>") {
		t.Error("an author can sign")
	}
	author.wants(author.decide("notes/tongbao", map[string]string{"do": "sign", "gate": "policy"}), http.StatusConflict, "你的身份签不了")

	same := author.as(account.Person{Name: "zhou", Role: account.Reviewer})
	same.wants(same.decide("notes/tongbao", map[string]string{"do": "sign", "gate": "policy"}), http.StatusConflict, "没有签：自己写的要请别人签")

	li.wants(li.decide("notes/tongbao", map[string]string{"do": "return", "comment": " "}), http.StatusUnprocessableEntity, "要写一句", `<a href="#return-comment">去写</a>`)
	li.wants(li.decide("notes/tongbao", map[string]string{"do": "return", "comment": "改", "line": "99", "said": "哪里"}), http.StatusUnprocessableEntity, "没有第99行", "哪里", `value="99"`)
	li.wants(li.decide("notes/tongbao", map[string]string{"do": "return", "comment": "改", "line": "x", "said": "哪里"}), http.StatusUnprocessableEntity, "没有第x行")
	back := li.decide("notes/tongbao", map[string]string{"do": "return", "comment": "电话写清楚", "line": "12", "said": "写哪个电话"})
	if back.to != at+"?done=return" {
		t.Fatalf("%+v", back)
	}
	li.wants(li.get(back.to), http.StatusOK, "退回去了。作者要在2026年12月8日前改好", "写哪个电话", "电话写清楚")
	li.wants(li.get("/desk/review/?view=returned"), http.StatusOK, "停水通报怎么写", "2026年12月8日以前改好")
	author.wants(author.get("/desk/"), http.StatusOK, "退回来的", "电话写清楚")

	mended := strings.Replace(notice, "文末写电话。", "文末写热线12345。", 1)
	sitetest.Write(t, author.folder, "notes/tongbao.md", mended)
	author.update()
	li.wants(li.get(at), http.StatusOK, "和li退回的那一版比", "热线12345", "<ins>")
	for i, gate := range content.GateNames() {
		signed := li.decide("notes/tongbao", map[string]string{"do": "sign", "gate": gate, "comment": "看过"})
		want := at + "?done=sign"
		if i < 3 {
			want += "#gate-" + content.GateNames()[i+1]
		}
		if signed.to != want {
			t.Fatalf("%s: %+v", gate, signed)
		}
		li.wants(li.get(signed.to), http.StatusOK, "看过", map[bool]string{true: "签好了。还差", false: "都签完了，已经发布"}[i < 3])
	}
	li.wants(li.get("/desk/review/?view=published"), http.StatusOK, "停水通报怎么写", "和上次一样")

	sitetest.Write(t, author.folder, "notes/tongbao.md", strings.Replace(notice, "文末写电话。", "文末写热线12345，接到就答。防汛布署110101199003071233。", 1))
	author.update()
	li.wants(li.get(at), http.StatusOK, "和上次通过的比", "<ins>", "要重签", "签完以后正文又改了", "中间", "“布署”是错别字", "有1处非改不可", `id="change-1"`)
	li.wants(li.get("/desk/review/"), http.StatusOK, "1处要改", "1处该改", "加")
	li.wants(li.decide("notes/tongbao", map[string]string{"do": "sign", "gate": "confidentiality"}), http.StatusConflict, "还有非改不可的地方")
	li.wants(li.get("/desk/review-page/notes/tongbao"), http.StatusOK, "接到就答", "<h1")
	li.wants(li.get(at+"?base="+strings.Repeat("0", 64)), http.StatusOK, "和上次通过的比")
	li.wants(li.get(at+"?base="+review.Digest([]byte(notice))), http.StatusOK, "那一版比", "接到就答")

	// A word at a line is a reason, too. What is withdrawn has a list of its own.
	if back := li.decide("notes/tongbao", map[string]string{"do": "return", "line": "12", "said": "证件号不能写"}); back.to != at+"?done=return" {
		t.Fatalf("%+v", back)
	}
	author.wants(author.get("/desk/"), http.StatusOK, "退回来的")
	if gone := li.post(at, map[string]string{"do": "withdraw", "comment": "号码不能公开"}); gone.to != at+"?done=withdraw" {
		t.Fatalf("%+v", gone)
	}
	li.wants(li.get("/desk/review/?view=returned"), http.StatusOK, "停水通报怎么写")
	sitetest.Write(t, author.folder, "notes/tongbao.md", mended)
	author.update()
	li.wants(li.get("/desk/review/?view=withdrawn"), http.StatusOK, "停水通报怎么写")
	li.wants(li.get("/desk/review/?view=published"), http.StatusOK, "还没有审过再发布的")
}

// TestChangedWhileReading signs a text that is not the one on the screen.
func TestChangedWhileReading(t *testing.T) {
	author := newWriter(t, trainer, "")
	li := author.as(reviewer)
	author.submit("tongbao", notice)
	screen := screenField.FindStringSubmatch(li.get("/desk/review/notes/tongbao").body)[1]
	sitetest.Write(t, author.folder, "notes/tongbao.md", strings.Replace(notice, "只写正在查", "一句也不写", 1))
	author.update()
	before := author.file("yanxi/review/notes/tongbao.jsonl")
	for _, do := range []string{"sign", "return"} {
		refused := li.decide("notes/tongbao", map[string]string{"do": do, "gate": "law", "comment": "写好的话", "screen": screen})
		li.wants(refused, http.StatusConflict, "你看的时候，这篇又改了", "你看的时候，作者改了这些", "写好的话")
		if text := sitetest.Parse(t, []byte(refused.body)).Text(); !strings.Contains(text, "一句也不写") || !strings.Contains(text, "只写正在查") {
			t.Errorf("it is not shown what changed: %s", beginning(text))
		}
	}
	for _, screen := range []string{"0", "x.y", strings.Repeat("a", 64)} {
		li.wants(li.decide("notes/tongbao", map[string]string{"do": "sign", "gate": "law", "screen": screen}), http.StatusConflict, "这篇又改了")
	}
	if now := author.file("yanxi/review/notes/tongbao.jsonl"); now != before {
		t.Errorf("the ledger has %s", now)
	}
}

// TestReviewersAtOnce has two people sign at the same moment.
func TestReviewersAtOnce(t *testing.T) {
	author := newWriter(t, trainer, "")
	author.submit("tongbao", notice)
	var wait sync.WaitGroup
	for _, x := range []struct {
		who  account.Person
		gate string
	}{{reviewer, "policy"}, {second, "wording"}, {reviewer, "law"}, {second, "law"}} {
		w := author.as(x.who)
		wait.Go(func() { w.decide("notes/tongbao", map[string]string{"do": "sign", "gate": x.gate}) })
	}
	wait.Wait()
	ledger := review.ParseLedger("notes/tongbao", []byte(author.file("yanxi/review/notes/tongbao.jsonl")))
	signed := map[string]int{}
	for _, e := range ledger.Entries {
		signed[e.Gate]++
	}
	if ledger.Damage != nil || signed["policy"] != 1 || signed["wording"] != 1 || signed["law"] != 1 {
		t.Errorf("signed %v, %+v", signed, ledger.Damage)
	}
}

// TestReviewRefuses asks for what cannot be, and nothing of it is written.
func TestReviewRefuses(t *testing.T) {
	author := newWriter(t, trainer, "")
	author.submit("tongbao", notice)
	sitetest.Write(t, author.folder, "notes/draft.md", "---\ntitle: 草稿\ndraft: true\n---\n\n正文。\n")
	author.update()
	other := author.as(account.Person{Name: "zhao", Role: account.Trainer})
	li := author.as(reviewer)
	before := author.file("yanxi/review/notes/tongbao.jsonl")
	other.wants(other.get("/desk/review/notes/tongbao"), http.StatusOK, "要有“审核员”身份才能签")
	for _, x := range []struct {
		w      *writer
		id     string
		fields map[string]string
		status int
		says   string
	}{
		{other, "notes/tongbao", map[string]string{"do": "sign", "gate": "law"}, http.StatusConflict, "你的身份签不了"},
		{other, "notes/tongbao", map[string]string{"do": "return", "comment": "x"}, http.StatusConflict, "你的身份"},
		{li, "notes/tongbao", map[string]string{"do": "publish"}, http.StatusConflict, "现在的状态"},
		{li, "notes/tongbao", map[string]string{"do": "withdraw", "comment": "x"}, http.StatusConflict, "现在的状态"},
		{li, "notes/tongbao", map[string]string{"do": "sign", "gate": "none"}, http.StatusConflict, "现在的状态"},
		{li, "notes/tongbao", map[string]string{"do": "eat"}, http.StatusBadRequest, "读不出来"},
		{li, "notes/tongbao", map[string]string{"do": "return", "comment": strings.Repeat("长", 5000)}, http.StatusConflict, "写得太长"},
		{li, "notes/none", map[string]string{"do": "sign", "gate": "law", "screen": "x"}, http.StatusNotFound, "没有这一篇"},
		{li, "yanxi/review", map[string]string{"do": "sign", "gate": "law", "screen": "x"}, http.StatusNotFound, "没有这一篇"},
	} {
		x.w.wants(x.w.decide(x.id, x.fields), x.status, x.says)
	}
	if now := author.file("yanxi/review/notes/tongbao.jsonl"); now != before {
		t.Errorf("the ledger has %s", now)
	}
	li.wants(li.get("/desk/review/notes/draft"), http.StatusOK, "还是草稿")
	li.wants(li.get("/desk/review/notes/none"), http.StatusNotFound, "没有这一篇")
	li.wants(li.get("/desk/review-page/notes/none"), http.StatusNotFound, "没有这一篇")

	// A damaged ledger is said, and nothing can be done about its text.
	sitetest.Write(t, author.folder, "yanxi/review/notes/tongbao.jsonl", before+"{}\n")
	li.wants(li.get("/desk/review/notes/tongbao"), http.StatusOK, "签字记录从第2行起坏了")
	li.wants(li.get("/desk/review/"), http.StatusOK, "签字记录有1处问题")
	li.wants(li.post("/desk/review/notes/tongbao", map[string]string{"do": "withdraw", "comment": "x"}), http.StatusConflict, "签字记录坏了")
}

// TestReviewQueue has thousands of texts on pages, what is overdue first.
func TestReviewQueue(t *testing.T) {
	author := newWriter(t, trainer, "")
	li := author.as(reviewer)
	for i := range 600 {
		sitetest.Write(t, author.folder, "many/n"+strconv.Itoa(i)+".md", "---\ntitle: 第"+strconv.Itoa(i)+"篇\n---\n\n正文。\n")
	}
	author.update()
	author.decided(func(b *review.Board) (review.Change, error) {
		return b.Return(review.Refusal{ID: "many/n7", Comment: "请改"}, review.Actor{Name: "wang", Role: "reviewer", Via: review.ViaDesk}, today().AddDate(0, 0, -60))
	})
	li.wants(li.get("/desk/review/"), http.StatusOK, "没有等你签的")
	first := li.get("/desk/review/?view=new")
	li.wants(first, http.StatusOK, `href="/desk/review/?page=2&amp;view=new"`, "603")
	if n := strings.Count(first.body, `class="queue-text`); n != 25+1 { // and the list's own
		t.Errorf("%d texts on a page", n)
	}
	li.wants(li.get("/desk/review/?page=999&view=new"), http.StatusOK, `rel="prev"`)
	li.wants(li.get("/desk/review/?page=-1&view="+url.QueryEscape(`"><x`)), http.StatusOK, "等我签")
	late := li.get("/desk/review/?view=returned")
	li.wants(late, http.StatusOK, "1篇超期了", "已经超期", "queue-overdue", "第7篇")
	li.wants(li.get("/desk/review/?view=published"), http.StatusOK, "还没有审过再发布的")
}

// TestFilesUnderReview shows whoever signs a text the picture as it is now, though readers do not have it yet.
func TestFilesUnderReview(t *testing.T) {
	author := newWriter(t, trainer, "http://example.org/training")
	li := author.as(reviewer)
	sitetest.Write(t, author.folder, "notes/picture.md", notice+"\n![现场，图源：自摄](pictures/a%20b.svg)\n")
	sitetest.Write(t, author.folder, "notes/pictures/a b.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
	author.working() // readers have neither
	page := li.get("/training/desk/review-page/notes/picture")
	const at = "/training/desk/file/notes/pictures/a%20b.svg"
	li.wants(page, http.StatusOK, `src="`+at+`"`)
	li.wants(li.get("/training/notes/pictures/a%20b.svg"), http.StatusNotFound)
	shown := li.get(at)
	li.wants(shown, http.StatusOK, "<svg")
	if policy := shown.header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") {
		t.Errorf("it may act as a page: %q", policy)
	}
	if cached := shown.header.Get("Cache-Control"); !strings.HasPrefix(cached, "private") {
		t.Errorf("others may keep it: %q", cached)
	}
	for _, none := range []string{"notes/pictures/none.svg", "notes/picture.md", "yanxi/settings.yaml", ""} {
		li.wants(li.get("/training/desk/file/"+none), http.StatusNotFound, "没有这个文件")
	}
	reader := author.as(account.Person{Name: "wu", Role: account.Reader})
	reader.wants(reader.get(at), http.StatusForbidden)
}
