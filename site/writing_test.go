package site_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"html"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/review"
	"yanxi/site/sitetest"
)

// TestWriting writes a note from nothing and submits it.
func TestWriting(t *testing.T) {
	w := newWriter(t, trainer, "")
	w.wants(w.get("/desk/"), http.StatusOK, "小周的稿子", "手上没有")
	w.wants(w.get("/desk/new?title=值班"), http.StatusOK, "/desk/new?kind=case&amp;title=%E5%80%BC%E7%8F%AD")
	w.wants(w.get("/desk/new?kind=note&title=值班"), http.StatusOK, `value="值班"`)
	w.wants(w.post("/desk/new", map[string]string{"kind": "note", "title": " "}), http.StatusUnprocessableEntity, "先写个标题")
	at := w.begin("值班交接怎么写")
	w.wants(w.get(at), http.StatusOK, "title: 值班交接怎么写", "notes/zhiban-jiaojie-zenme-xie.md")

	text := "---\ntitle: 交接班\nauthor: 小周\ndate: 2026-11-02\n---\n\n我的帐号丢了，[没有](nothing.md)。\n\n</textarea><b>粗</b>\n"
	w.save(at, strings.ReplaceAll(text, "\n", "\r\n"))
	w.wants(w.get(at+"?saved"), http.StatusOK, "已保存 08:00", "账号", "第7行", "文字关", "&lt;/textarea&gt;")
	res := w.post(at+"check", map[string]string{"text": text}, asJSON)
	var found struct {
		Findings []struct {
			Line, Column        int
			Gate, Use, GateName string
			Fixable             bool
		}
	}
	if err := json.Unmarshal([]byte(res.body), &found); err != nil || len(found.Findings) < 2 {
		t.Fatalf("%v: %s", err, res.body)
	}
	fixes := 0
	for _, f := range found.Findings {
		if f.Fixable && f.Use == "账号" && f.Line == 7 && f.Column == 3 {
			fixes++
		}
	}
	if fixes != 1 {
		t.Errorf("%d corrections in %s", fixes, res.body)
	}
	w.wants(w.post(at, map[string]string{"text": text, "do": "preview"}), http.StatusOK, "<h1", "交接班", "<b>粗</b>", "/_/app.")
	still := w.post(at+"preview?still", map[string]string{"text": text})
	w.wants(still, http.StatusOK, "data-still", "交接班")
	if strings.Contains(still.body, "<script") {
		t.Error("a page that is to stand still has scripts")
	}

	w.wants(w.get(at+"submit"), http.StatusOK, `value="jiaojieban"`, "notes")
	w.wants(w.post(at+"submit", map[string]string{"folder": "../etc", "name": "x"}), http.StatusUnprocessableEntity, "不能用")
	for _, place := range [][2]string{
		{"notes", "../x"}, {"notes", "x/y"}, {"notes", ".git"}, {"notes", "<b>"}, {"notes", "con"}, {"notes", "lpt1"}, {"notes", "index"},
		{"..", "x"}, {"../..", "x"}, {"/etc", "x"}, {".git", "x"}, {"yanxi", "x"}, {"yanxi/review/notes", "x"}, {"notes/..", "x"},
	} {
		w.wants(w.post(at+"submit", map[string]string{"folder": place[0], "name": place[1]}), http.StatusUnprocessableEntity, "不能用")
	}
	sent := w.post(at+"submit", map[string]string{"folder": "notes", "name": "jiaoban", "comment": "请看"})
	if sent.status != http.StatusSeeOther || sent.to != at+"submitted" {
		t.Fatalf("submitted: %+v", sent)
	}
	if got := w.file("notes/jiaoban.md"); got != text {
		t.Errorf("in the library: %q", got)
	}
	w.wants(w.get(at+"submitted"), http.StatusOK, "送审了")
	w.wants(w.get(at), http.StatusOK, "已经送审", "readonly")
	w.wants(w.post(at, map[string]string{"version": "2", "text": "改", "do": "save"}), http.StatusConflict, "已经送审")
	w.wants(w.get("/desk/"), http.StatusOK, "送审了", "交接班")
}

// TestReturned mends a text that came back, and sees it published.
func TestReturned(t *testing.T) {
	w := newWriter(t, trainer, "")
	at := w.begin("题")
	text := "---\ntitle: 停水通报怎么写\nauthor: 小周\ndate: 2026-11-02\nsummary: 先写几点恢复。\n---\n\n先写恢复时间。\n\n再写原因。\n"
	w.save(at, text)
	if sent := w.post(at+"submit", map[string]string{"folder": "notes", "name": "tongbao", "comment": "请看"}); sent.to != at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	w.update()
	if ledger := w.file("yanxi/review/notes/tongbao.jsonl"); !strings.Contains(ledger, `"do":"submit"`) || !strings.Contains(ledger, `"comment":"请看"`) || !strings.Contains(ledger, `"by":"zhou"`) {
		t.Errorf("the ledger: %s", ledger)
	}
	w.wants(w.get("/desk/"), http.StatusOK, "在审，签了0关，一共4关")
	li := review.Actor{Name: "li", Role: "reviewer", Via: review.ViaDesk}
	w.decided(func(b *review.Board) (review.Change, error) {
		return b.Return(review.Refusal{ID: "notes/tongbao", Comment: "原因要等核实", Comments: []review.LineComment{{Line: 10, Text: "这句先不写"}}}, li, today())
	})
	home := w.get("/desk/")
	w.wants(home, http.StatusOK, "退回来的", "原因要等核实", "以前改好", "li退回")
	w.wants(w.get(at), http.StatusOK, "请照下面改", "这句先不写", "第10行", "再写原因")
	w.wants(w.get("/desk/"), http.StatusOK, "退回来的", "原因要等核实")
	// The comment stays at its line, as the script asks for it and on the page.
	above := strings.Replace(text, "先写恢复时间。", "先说停在哪里。\n\n先写恢复时间。", 1)
	w.wants(w.post(at+"check", map[string]string{"text": above}, asJSON), http.StatusOK, `"line":12,"place":"第12行","was":"（原第10行）","quote":"","text":"这句先不写"`)
	w.save(at, above)
	w.wants(w.get(at), http.StatusOK, `data-line="12"`, "第12行", "原第10行", "这句先不写")
	w.save(at, strings.Replace(above, "再写原因。", "核实以后再写原因。", 1))
	w.wants(w.get(at), http.StatusOK, "第12行", "原第10行", "<q>再写原因。</q>")
	w.save(at, strings.Replace(text, "再写原因。\n", "", 1))
	w.wants(w.get(at), http.StatusOK, "原第10行，现在没有了", "<q>再写原因。</q>", "这句先不写")
	if sent := w.post(at+"submit", nil); sent.to != at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	w.update()
	// Whoever looks now sees what was done about it, though nobody had the former text on a screen.
	reader := w.as(reviewer)
	reader.wants(reader.get("/desk/review/notes/tongbao"), http.StatusOK, "和li退回的那一版比", "删了一段", "再写原因。", "请看")
	for _, gate := range content.GateNames() {
		w.decided(func(b *review.Board) (review.Change, error) {
			return b.Sign(review.Signature{ID: "notes/tongbao", Gate: gate}, li, today())
		})
	}
	w.wants(w.get("/desk/"), http.StatusOK, "已发布", "/notes/tongbao/")
	w.wants(w.get(at), http.StatusOK, "已发布", "readonly")
	// Its author learns why it was taken from readers, before and after it is opened, and may send it again.
	w.decided(func(b *review.Board) (review.Change, error) {
		return b.Withdraw("notes/tongbao", "数字待核", li, today())
	})
	for range 2 {
		w.wants(w.get("/desk/"), http.StatusOK, "退回来的", "数字待核", "li撤下")
		w.wants(w.get(at), http.StatusOK, "这一篇撤下了", "数字待核", "li撤下", `value="submit"`)
	}
	// Overdue stands out by a word.
	at = w.begin("又一篇")
	w.save(at, text)
	w.post(at+"submit", map[string]string{"folder": "notes", "name": "second"})
	w.update()
	w.decided(func(b *review.Board) (review.Change, error) {
		return b.Return(review.Refusal{ID: "notes/second", Comment: "请改"}, li, today().AddDate(0, 0, -60))
	})
	w.wants(w.get("/desk/"), http.StatusOK, "已经超期")
}

func TestDraftConflict(t *testing.T) {
	w := newWriter(t, trainer, "")
	at := w.begin("题")
	v := w.version(at)
	w.save(at, "# 别的窗口\n")
	res := w.post(at, map[string]string{"version": v, "text": "# 我的\n"}, asJSON)
	w.wants(res, http.StatusConflict, `"conflict":true`)
	page := w.post(at, map[string]string{"version": v, "text": "# 我的\n", "do": "save"})
	w.wants(page, http.StatusConflict, "# 别的窗口", "# 我的", `value="2"`)
	settled := w.post(at+"conflict", map[string]string{"version": "2", "text": "# 我的，合好了\n", "do": "mine"})
	if settled.status != http.StatusSeeOther {
		t.Fatalf("%+v", settled)
	}
	w.wants(w.get(at), http.StatusOK, "# 我的，合好了")
	w.wants(w.get(at+"history?version=2"), http.StatusOK, "# 别的窗口")
	restored := w.post(at+"history", map[string]string{"version": "3", "past": "2"})
	if restored.status != http.StatusSeeOther {
		t.Fatalf("%+v", restored)
	}
	w.wants(w.get(at), http.StatusOK, "# 别的窗口")
	// Choosing the other keeps one's own as well.
	w.post(at+"conflict", map[string]string{"version": "4", "text": "# 丢不了\n", "do": "theirs"})
	w.wants(w.get(at), http.StatusOK, "# 别的窗口")
	w.wants(w.get(at+"history?version=5"), http.StatusOK, "# 丢不了")
}

// TestChange changes a text of the library while somebody else does.
func TestChange(t *testing.T) {
	w := newWriter(t, trainer, "")
	const file = "course/first-hour.md"
	w.wants(w.get("/desk/edit?document=course/first-hour"), http.StatusOK, "开始改", file)
	w.wants(w.get("/desk/edit?document=no"), http.StatusNotFound, "没有这一篇")
	begun := w.post("/desk/edit", map[string]string{"document": "course/first-hour"})
	at := begun.to
	if again := w.get("/desk/edit?document=course/first-hour"); again.to != at {
		t.Errorf("once more: %+v", again)
	}
	old := w.file(file)
	w.save(at, old+"\n加一段。\n")
	sitetest.Write(t, w.folder, file, old+"\n别人加的。\n")
	w.wants(w.get(at+"submit"), http.StatusOK, file)
	clash := w.post(at+"submit", nil)
	w.wants(clash, http.StatusConflict, "别人加的", "加一段", `name="base"`)
	if got := w.file(file); got != old+"\n别人加的。\n" {
		t.Errorf("in the library: %q", got)
	}
	base := regexp.MustCompile(`name="base" value="([0-9a-f]{64})"`).FindStringSubmatch(clash.body)
	w.post(at+"conflict", map[string]string{"version": w.version(at), "base": base[1], "text": old + "\n别人加的。\n\n加一段。\n", "do": "mine"})
	if sent := w.post(at+"submit", nil); sent.to != at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	if got := w.file(file); got != old+"\n别人加的。\n\n加一段。\n" {
		t.Errorf("in the library: %q", got)
	}
}

// photo is a picture with a comment in it that must not be kept.
func photo(t *testing.T) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 20, 10))
	img.Set(3, 3, color.RGBA{200, 0, 0, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	chunk := "tEXtWhere\x00HOME"
	data := b.String()
	sum := string(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(chunk))))
	return data[:33] + "\x00\x00\x00\x0a" + chunk + sum + data[33:]
}

func TestPictures(t *testing.T) {
	w := newWriter(t, trainer, "https://example.org/yanxi")
	at := strings.TrimPrefix(w.post("/desk/new", map[string]string{"kind": "note", "title": "图"}).to, "/yanxi")
	w.wants(w.post(at+"pictures", map[string]string{"@picture": "x.svg:<svg/>"}, asJSON), http.StatusUnprocessableEntity, "PNG")
	w.wants(w.post(at+"pictures", map[string]string{"other": "x"}), http.StatusUnprocessableEntity, "没有收到图")
	var kept struct{ Names []string }
	res := w.post(at+"pictures", map[string]string{"@picture": "我的 照片.PNG:" + photo(t)}, asJSON)
	if err := json.Unmarshal([]byte(res.body), &kept); err != nil || len(kept.Names) != 1 || !strings.HasPrefix(kept.Names[0], "pictures/") {
		t.Fatalf("%v: %s", err, res.body)
	}
	name := kept.Names[0]
	if shown := w.get(at + "pictures/" + name); shown.status != http.StatusOK || strings.Contains(shown.body, "HOME") || !strings.Contains(shown.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%+v", shown)
	}
	text := "---\ntitle: 图\n---\n\n![红点](" + name + ")\n"
	w.wants(w.post(at+"preview", map[string]string{"text": text}), http.StatusOK, `src="/yanxi`+at+"pictures/"+name+`"`, `width="20"`)
	if checked := w.post(at+"check", map[string]string{"text": text}, asJSON); strings.Contains(checked.body, "broken") {
		t.Errorf("%+v", checked)
	}
	w.wants(w.get(at), http.StatusOK, "正文里还没用")
	res = w.post(at, map[string]string{"version": "1", "text": text, "do": "submit"})
	if res.to != "/yanxi"+at+"submit" {
		t.Fatalf("%+v", res)
	}
	if sent := w.post(at+"submit", map[string]string{"folder": "notes", "name": "tu"}); sent.to != "/yanxi"+at+"submitted" {
		t.Fatalf("%+v", sent)
	}
	if w.file("notes/"+name) == "" || w.file("notes/tu.md") != text {
		t.Error("text and picture are not in the library")
	}
}

// TestDesksAreOnesOwn lets nobody read what others write.
func TestDesksAreOnesOwn(t *testing.T) {
	w := newWriter(t, trainer, "")
	at := w.begin("我的")
	li, reader := w.as(account.Person{Name: "li", Role: account.Admin}), w.as(account.Person{Name: "zhou", Role: account.Reader})
	paths := []string{at, at + "preview", at + "history", at + "submit", at + "submitted", at + "delete", at + "pictures/pictures/a.png"}
	for _, path := range paths {
		w.wants(li.get(path), http.StatusNotFound, "没有这篇稿子")
		w.wants(reader.get(path), http.StatusForbidden, "还不能写稿")
	}
	stranger := *w
	stranger.server = httptest.NewServer(w.site)
	t.Cleanup(stranger.server.Close)
	w.wants(stranger.get(at), http.StatusUnauthorized, "先登录")
	w.wants(stranger.post(at, map[string]string{"text": "x", "version": "1"}), http.StatusUnauthorized, "先登录")
	cross, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+at+"delete", nil)
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	if res := w.do(cross); res.status != http.StatusForbidden {
		t.Errorf("from another site: %d", res.status)
	}
	w.wants(w.get("/desk/nothing"), http.StatusNotFound, "没有这一页")
	for _, path := range []string{"/desk", strings.TrimSuffix(at, "/")} {
		if res := w.get(path); res.status != http.StatusSeeOther || res.to != path+"/" {
			t.Errorf("%s leads to %q", path, res.to)
		}
	}
	w.wants(w.get(at+"delete"), http.StatusOK, "扔掉")
	if gone := w.post(at+"delete", nil); gone.to != "/desk/" {
		t.Errorf("%+v", gone)
	}
	w.wants(w.get(at), http.StatusNotFound, "没有这篇稿子")
}

// TestForms begins a case and a quiz by their forms.
func TestForms(t *testing.T) {
	w := newWriter(t, trainer, "")
	page := w.get("/desk/new?kind=case")
	w.wants(page, http.StatusOK, `name="m.at"`, "首次回应", "社会安全与警务")
	fields := url.Values{
		"kind": {"case"}, "title": {"示例市水管爆裂"}, "date": {"2026-11-02"}, "m.at": {"2026-11-02 06:10", ""}, "m.type": {"outbreak", "fact"}, "m.actor": {"", ""},
		"m.text": {"水漫路面", ""}, "m.statement": {"", ""}, "m.sources": {"1", ""}, "s.title": {"通报"}, "s.publisher": {""}, "s.date": {""}, "s.url": {""},
	}
	send := func(v url.Values) reply {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, w.server.URL+"/desk/new", strings.NewReader(v.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return w.do(r)
	}
	fields.Set("do", "more")
	more := send(fields)
	w.wants(more, http.StatusOK, "水漫路面", "2026-11-02 06:10")
	if n := strings.Count(more.body, `name="m.at"`); n != 6 {
		t.Errorf("%d rows", n)
	}
	fields.Set("do", "start")
	at := send(fields).to
	w.wants(w.get(at), http.StatusOK, "type: outbreak", "text: 水漫路面", "cases/shili-shi-shuiguan-baolie.md")
	at = send(url.Values{"kind": {"quiz"}, "title": {"小测"}, "q.kind": {"single"}, "q.stem": {"哪一关？"}, "q.answers": {"*文字关\n保密关"}, "q.explanation": {""}}).to
	w.wants(w.get(at), http.StatusOK, "(x) 文字关", "( ) 保密关")
	w.wants(send(url.Values{"kind": {"poem"}}), http.StatusUnprocessableEntity, "没有这一种")
}

// TestImport makes a draft of a Word file, pictures and all.
func TestImport(t *testing.T) {
	w := newWriter(t, trainer, "")
	w.wants(w.get("/desk/import"), http.StatusOK, ".docx")
	w.wants(w.post("/desk/import", nil), http.StatusUnprocessableEntity, "没有收到文件")
	w.wants(w.post("/desk/import", map[string]string{"@file": "a.pdf:%PDF-1.4 x"}), http.StatusUnprocessableEntity, "PDF")
	files, err := filepath.Glob("../content/convert/testdata/docx/*.docx")
	if err != nil || len(files) == 0 {
		t.Fatalf("no Word files: %v", err)
	}
	link := regexp.MustCompile(`href="(/desk/edit/[a-z0-9]+/)"`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		made := w.post("/desk/import", map[string]string{"@file": filepath.Base(file) + ":" + string(data)})
		w.wants(made, http.StatusOK, "导入好了")
		m := link.FindStringSubmatch(made.body)
		if m == nil {
			t.Fatalf("%s: no draft", file)
		}
		at := m[1]
		if checked := w.post(at+"check", map[string]string{"text": html.UnescapeString(textarea.FindStringSubmatch(w.get(at).body)[1])}, asJSON); strings.Contains(checked.body, "broken-image") {
			t.Errorf("%s: %s", file, checked.body)
		}
	}
	page := w.post("/desk/import", map[string]string{"@file": "网页.html:<title>题</title><h1>题</h1><p>一<iframe src=x></iframe></p><form><input></form>"})
	w.wants(page, http.StatusOK, "没能照原样留下的")
	at := link.FindStringSubmatch(page.body)[1]
	for range 2 {
		w.wants(w.get(at), http.StatusOK, "导入时没能照原样留下的，有", "都处理好了")
	}
	seen := w.post(at, map[string]string{"version": w.version(at), "text": "# 题\n\n改了。\n", "do": "seen"})
	if body := w.get(seen.to).body; strings.Contains(body, "导入时没能") || !strings.Contains(body, "改了。") {
		t.Error("notes that were seen to stay, or what was written with it is lost")
	}
	w.wants(w.post("/desk/import", map[string]string{"@file": "旧.txt:\xd6\xb5\xb0\xe0\xb1\xed\n\n\xd2\xbb"}), http.StatusOK, "导入好了")
}

// TestWaiverAtHand lets a finding stand with the words that the finding itself gives.
func TestWaiverAtHand(t *testing.T) {
	w := newWriter(t, trainer, "")
	at := w.begin("题")
	const text = "---\ntitle: 找谁\nsummary: 打13812345678\n---\n\n热线在前。\n\n打13912345678。\n"
	const above, beside = "<!-- 放行 mobile-number：为什么 -->", "# 放行 mobile-number：为什么"
	w.save(at, text)
	w.wants(w.get(at), http.StatusOK, "这里是一个手机号码", "就在这一段前面写一行："+html.EscapeString(above), "就在这一行末尾写： "+beside)
	w.save(at, strings.NewReplacer("13812345678", "13812345678 "+beside, "打139", above+"\n打139").Replace(text))
	if page := w.get(at); strings.Contains(page.body, "这里是一个手机号码") {
		t.Error("it is found all the same")
	}
}
