package browsertest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"yanxi/site/sitetest"
)

// An office is the program as an office runs it: a library that is a Git checkout with a remote, of which readers see
// what is approved.
type office struct {
	testing.TB
	program, library, remote, data string
	URL                            string
}

func newOffice(t testing.TB) *office {
	t.Helper()
	dir := t.TempDir()
	o := &office{TB: t, program: filepath.Join(dir, "yanxi"), library: filepath.Join(dir, "library"), remote: filepath.Join(dir, "remote.git"), data: filepath.Join(dir, "data")}
	build := exec.Command("go", "build", "-o", o.program, "yanxi/cmd/yanxi")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	o.git(dir, "init", "-q", "--bare", o.remote)
	o.git(dir, "clone", "-q", o.remote, o.library)
	if err := os.WriteFile(filepath.Join(o.library, "index.md"), []byte("---\ntitle: 示例市值班室\n---\n\n值班要用的，都在这里。\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.git(o.library, "add", "-A")
	o.git(o.library, "commit", "-q", "-m", "Begin")
	o.git(o.library, "push", "-q", "origin", "HEAD")
	return o
}

// git runs git as whoever set the library up does.
func (o *office) git(dir string, args ...string) string {
	o.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=root", "-c", "user.email=root@example.org", "-c", "init.defaultBranch=main", "-c", "core.quotePath=false", "-C", dir}, args...)...)
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := c.CombinedOutput()
	if err != nil {
		o.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// run runs the program and returns what it prints.
func (o *office) run(input string, args ...string) string {
	o.Helper()
	c := exec.Command(o.program, args...)
	c.Stdin = strings.NewReader(input)
	out, err := c.CombinedOutput()
	if err != nil {
		o.Fatalf("yanxi %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// add gives somebody an account.
func (o *office) add(name, display, role string) {
	o.Helper()
	o.run(sitetest.Password+"\n", "user", "add", name, "--display", display, "--role", role, "--data", o.data)
}

// open serves the library until the test ends.
func (o *office) open() {
	o.Helper()
	c := exec.Command(o.program, "serve", o.library, "--reviewed", "--data", o.data, "--addr", "127.0.0.1:0")
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	log := &strings.Builder{}
	c.Stderr = log
	out, err := c.StdoutPipe()
	if err != nil {
		o.Fatal(err)
	}
	if err := c.Start(); err != nil {
		o.Fatal(err)
	}
	o.Cleanup(func() {
		if err := c.Process.Signal(os.Interrupt); err != nil {
			o.Error(err)
		}
		if err := c.Wait(); err != nil {
			o.Errorf("the program ended with %v", err)
		}
		if o.Failed() {
			o.Logf("the program says:\n%s", log)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if o.URL = regexp.MustCompile(`http://[0-9.:]+`).FindString(lines.Text()); o.URL != "" {
			return
		}
	}
	o.Fatalf("no address: %v\n%s", lines.Err(), log)
}

// looks takes pictures of a page at both widths in both schemes, and goes back to the width that it had.
func (b *tab) looks(name string, back int64) {
	b.Helper()
	if !thorough {
		return
	}
	for _, width := range []int64{phone, desk} {
		b.width(width)
		for _, scheme := range []string{"light", "dark"} {
			b.scheme(scheme)
			b.picture(fmt.Sprintf("publishing-%s-%d-%s.png", name, width, scheme))
		}
	}
	b.scheme("light")
	b.width(back)
}

// TestPublishing is how a text comes to its readers, in the program itself: a trainer who has never seen Git brings a
// Word file in, mends what the gates find and submits it; a reviewer sends it back once, and then signs at four gates;
// a reader finds it by search, and not before.
func TestPublishing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.add("zhou", "小周", "trainer")
	o.add("shen", "沈老师", "reviewer")
	o.open()
	const found = "/search?q=停水抢修"

	reader := newTab(t)
	reader.width(phone)
	reader.open(o.URL + "/")
	if says := eval[string](reader, `document.querySelector(".empty").textContent`); !strings.Contains(says, "还没有审过的材料") {
		t.Errorf("the empty site says %q", says)
	}
	reader.looks("empty-home", phone)
	reader.open(o.URL + found)
	reader.looks("empty-search", phone)

	// The trainer brings a Word file in.
	zhou := newTab(t)
	zhou.width(desk)
	zhou.signIn(o.URL, "zhou", "/desk/")
	zhou.looks("1-desk", desk)
	zhou.link("导入文件")
	word, err := filepath.Abs("../../content/convert/testdata/docx/handover.docx")
	if err != nil {
		t.Fatal(err)
	}
	zhou.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{word}))
	zhou.follow(chromedp.Click(chromedp.CSS(".desk-form .button-main")))
	zhou.looks("2-imported", desk)
	zhou.follow(chromedp.Click(chromedp.CSS(".buttons .button-main")))
	zhou.wait(`document.querySelectorAll(".finding").length >= 5`)
	zhou.looks("3-findings", desk)

	// What a gate has a correction for is mended by its button, the rest by hand.
	for _, fix := range []string{"账号", "，", "〔2018〕123号"} {
		button := fmt.Sprintf(`[...document.querySelectorAll(".finding-fix")].find((f) => f.textContent.includes(%q))`, "“"+fix+"”")
		eval[bool](zhou, "("+button+".click(), true)")
		zhou.wait("!" + button)
	}
	zhou.replace("，比如13812345678这样的号码要删掉", "")
	zhou.replace("不要回无可奉告", "不清楚的说正在问，几点回话")
	zhou.wait(`document.querySelectorAll(".finding").length === 0`)
	zhou.wait(stateText + `.startsWith("已保存")`)
	zhou.looks("4-clean", desk)
	zhou.submit("第一稿", "tingshui")
	zhou.looks("5-submitted", desk)

	// The reviewer has a word at a line, and sends it back.
	shen := newTab(t)
	shen.width(desk)
	shen.signIn(o.URL, "shen", "/desk/review/")
	shen.looks("6-queue", desk)
	shen.link("停水抢修")
	shen.looks("7-review", desk)
	shen.do(press('r'))
	shen.wait(`document.activeElement.id === "return-comment"`)
	shen.do(chromedp.KeyEvent("时间写具体些"))
	eval[bool](shen, `([...document.querySelectorAll(".diff-line")].find((l) => l.textContent.includes("爆管后十分钟")).querySelector("a.diff-number").click(), true)`)
	shen.wait(`document.activeElement.id.startsWith("said-")`)
	shen.do(chromedp.KeyEvent("从接报算起，还是从爆管算起"))
	shen.looks("8-saying", desk)
	shen.follow(chromedp.Click(chromedp.CSS("#return-form button")))
	shen.looks("9-sent-back", desk)
	reader.open(o.URL + found)
	reader.nothing()

	// The trainer finds out why, mends it, and submits it again.
	zhou.open(o.URL + "/desk/")
	if links := eval[int](zhou, `document.querySelectorAll("main a[href='/notes/tingshui/']").length`); links != 0 {
		t.Errorf("%d links lead to a page that readers do not have yet", links)
	}
	zhou.looks("10-back", desk)
	zhou.link("停水抢修")
	zhou.wait(`document.querySelector(".editor-comments").textContent.includes("从接报算起")`)
	zhou.looks("11-mending", desk)
	zhou.replace("爆管后十分钟", "接报后十分钟")
	zhou.wait(stateText + `.startsWith("已保存")`)
	zhou.submit("时间从接报算起", "")
	reader.open(o.URL + found)
	reader.nothing()

	// The reviewer sees what changed since, and signs at four gates; the last signature publishes.
	shen.open(o.URL + "/desk/review/")
	shen.link("停水抢修")
	shen.wait(`document.querySelector("#changes-h").textContent.startsWith("和沈老师退回的那一版比")`)
	if changed := eval[string](shen, `[...document.querySelectorAll(".judge-text del, .judge-text ins")].map((e) => e.textContent).join(" ")`); changed != "（删：爆管） （加：接报）" {
		t.Errorf("the reviewer sees that %q changed", changed)
	}
	if said := eval[string](shen, `document.querySelector(".diff-changed .diff-said")?.textContent`); said != "沈老师上次说：从接报算起，还是从爆管算起" {
		t.Errorf("what he said of the line is %q", said)
	}
	shen.looks("12-again", desk)
	for gate := range 4 {
		shen.do(press(rune('1' + gate)))
		shen.wait(fmt.Sprintf(`document.activeElement.dataset.gate === "%d"`, gate+1))
		shen.do(press('s'))
		shen.wait(fmt.Sprintf(`document.activeElement.closest("form[data-sign]")?.dataset.sign === "%d"`, gate+1))
		shen.follow(press(keyEnter))
	}
	shen.do(chromedp.WaitVisible(chromedp.CSS(".judge-notice a[href='/notes/tingshui/']")))
	shen.looks("13-published", desk)

	// Now a reader finds it.
	sitetest.Eventually(t, "the text is found", func() bool {
		reader.open(o.URL + found)
		return eval[bool](reader, `!!document.querySelector("main a[href^='/notes/tingshui/']")`)
	})
	reader.looks("14-found", phone)
	reader.follow(chromedp.Click(chromedp.CSS("main a[href^='/notes/tingshui/']")))
	if says := eval[string](reader, `document.querySelector("main").innerText`); !strings.Contains(says, "接报后十分钟，官方账号先说三件事") {
		t.Errorf("the page says %s", says)
	}
	reader.looks("15-read", phone)
	for _, b := range []*tab{reader, zhou, shen} {
		b.healthy(o.URL)
	}

	// What happened is on the remote, as commits by those who did it; and all of it can be believed.
	const title = "停水抢修，第一个小时怎么回"
	want := []string{
		"root: Begin", "zhou: 送审：" + title, "shen: 退回：" + title, "zhou: 送审：" + title,
		"shen: 签字（policy）：" + title, "shen: 签字（wording）：" + title, "shen: 签字（confidentiality）：" + title, "shen: 发布：" + title,
	}
	log := strings.Split(strings.TrimSpace(o.git(o.remote, "log", "--reverse", "--format=%an: %s", "main")), "\n")
	if !slices.Equal(log, want) {
		t.Errorf("the remote has %q, want %q", log, want)
	}
	last := o.git(o.remote, "log", "-1", "--format=%B", "main")
	if n := strings.Count(last, "Reviewed-by: shen ("); n != 4 {
		t.Errorf("the last commit has %d signatures: %s", n, last)
	}
	if status := o.git(o.library, "status", "--porcelain"); status != "" {
		t.Errorf("the checkout is left with %s", status)
	}
	if says := o.run("", "review", "verify", o.library, "--data", o.data); !strings.HasPrefix(says, "0 problems") {
		t.Error(says)
	}
}

// replace writes other words where some are, as somebody does who selects them and types.
func (b *tab) replace(words, by string) {
	b.Helper()
	if !eval[bool](b, fmt.Sprintf(`(() => { const a = document.getElementById("text"), at = a.value.indexOf(%q); a.focus(); a.setSelectionRange(at, at + %[1]q.length); return at >= 0 && document.execCommand(%[2]q ? "insertText" : "delete", false, %[2]q); })()`, words, by)) {
		b.Fatalf("%q is not in the text", words)
	}
}

// submit hands in what is in the editor. name is that of the file, if it has none yet.
func (b *tab) submit(comment, name string) {
	b.Helper()
	b.follow(chromedp.Click(chromedp.CSS("button[value=submit]")))
	if name != "" {
		b.do(chromedp.SetValue(chromedp.CSS("#name"), name))
	}
	b.do(chromedp.SetValue(chromedp.CSS("#comment"), comment))
	b.looks("submit-"+name, desk)
	b.follow(chromedp.Click(chromedp.CSS("form button.button-main")))
	b.do(chromedp.WaitVisible(chromedp.CSS(".desk-says")))
}

// link follows a link in the text of the page by how it begins.
func (b *tab) link(text string) {
	b.Helper()
	b.follow(chromedp.Click(chromedp.Search(fmt.Sprintf(`//main//a[starts-with(normalize-space(), %q)]`, text))))
}

// nothing fails if a search found something.
func (b *tab) nothing() {
	b.Helper()
	if n := eval[int](b, `document.querySelectorAll(".results .item-title, main a[href*='/notes/']").length`); n != 0 {
		b.Errorf("a reader finds %d texts: %s", n, eval[string](b, `document.querySelector("main").innerText`))
	}
}
