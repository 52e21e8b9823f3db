package site_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"yanxi/content"
	"yanxi/site"
	"yanxi/site/account"
	"yanxi/site/sitetest"
	"yanxi/site/stats"
)

// A visitor is a browser at a site with accounts.
type visitor struct {
	t        *testing.T
	server   *httptest.Server
	client   *http.Client
	accounts *account.Accounts
	activity *site.Activity
}

var everybody = []account.Person{
	{Name: "li", Role: account.Reader}, {Name: "zhou", Display: "小周", Role: account.Trainer}, {Name: "root", Role: account.Admin},
}

// newVisitor serves the library with quizzes at a base URL, which may be empty.
func newVisitor(t *testing.T, base string, people ...account.Person) *visitor {
	t.Helper()
	return newVisitorOf(t, sitetest.Open(t, sitetest.Exam()), site.Options{BaseURL: base}, people...)
}

// newVisitorOf serves a library with accounts.
func newVisitorOf(t *testing.T, lib *content.Library, options site.Options, people ...account.Person) *visitor {
	t.Helper()
	database := filepath.Join(t.TempDir(), "yanxi.db")
	v := &visitor{t: t, accounts: sitetest.Accounts(t, database, today, people...), activity: sitetest.Activity(t, database, today)}
	options.Now, options.Activity, options.Accounts = today, v.activity, v.accounts
	s := siteWith(t, lib, sitetest.IndexOf(t, lib), options)
	v.server = httptest.NewServer(s)
	t.Cleanup(v.server.Close)
	return v.another()
}

// another is one more browser.
func (v *visitor) another() *visitor {
	other := *v
	jar, _ := cookiejar.New(nil)
	other.client = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return &other
}

func (v *visitor) do(method, path, kind, body string, header ...string) reply {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.server.URL+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("User-Agent", sitetest.Agent)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header.Get("Location"), string(text), res.Header}
}

func (v *visitor) get(path string) reply { v.t.Helper(); return v.do(http.MethodGet, path, "", "") }

func (v *visitor) post(path string, fields ...string) reply {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return v.do(http.MethodPost, path, "application/x-www-form-urlencoded", form.Encode())
}

func (v *visitor) enter(name string) *visitor {
	v.t.Helper()
	if res := v.post("/account/sign-in", "name", name, "password", sitetest.Password); res.status != http.StatusSeeOther {
		v.t.Fatalf("%s is answered %d", name, res.status)
	}
	return v
}

// says fails unless an answer has a status and all the texts.
func (v *visitor) says(res reply, status int, texts ...string) reply {
	v.t.Helper()
	if res.status != status {
		v.t.Errorf("answered %d, want %d", res.status, status)
	}
	for _, text := range texts {
		if !strings.Contains(res.body, text) {
			v.t.Errorf("%q is not said in %.2000s", text, res.body)
		}
	}
	return res
}

func (v *visitor) cookie(name string) string {
	u, _ := url.Parse(v.server.URL)
	for _, c := range v.client.Jar.Cookies(u) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func TestSigningIn(t *testing.T) {
	v := newVisitor(t, "", everybody...)
	if res := v.get("/account/"); res.status != http.StatusSeeOther || res.to != "/account/sign-in?to=%2Faccount%2F" {
		t.Errorf("a stranger is led to %q", res.to)
	}
	v.says(v.get("/account/sign-in?to=/notes/gates/"), http.StatusOK, `name="to" value="/notes/gates/"`)
	v.says(v.post("/account/sign-in", "name", "zhou", "password", "wrong", "to", "/notes/gates/"), http.StatusUnprocessableEntity,
		"账号或密码不对", `value="zhou"`, `name="to" value="/notes/gates/"`)
	cross := v.do(http.MethodPost, "/account/sign-in", "application/x-www-form-urlencoded", "name=zhou&password="+url.QueryEscape(sitetest.Password), "Sec-Fetch-Site", "cross-site")
	if cross.status != http.StatusForbidden || v.cookie(account.SessionCookie) != "" {
		t.Errorf("another site signs somebody in: %d", cross.status)
	}
	before := v.get("/notes/gates/")
	res := v.post("/account/sign-in", "name", "Zhou", "password", sitetest.Password, "to", "/notes/gates/")
	if res.status != http.StatusSeeOther || res.to != "/notes/gates/" || v.cookie(account.HintCookie) != "trainer" {
		t.Errorf("%d to %q, the hint is %q", res.status, res.to, v.cookie(account.HintCookie))
	}
	if after := v.get("/notes/gates/"); after.body != before.body || after.header.Get("ETag") != before.header.Get("ETag") || after.header.Get("Set-Cookie") != "" {
		t.Error("a page that everybody may see differs by who asks")
	}
	if res := v.get("/account/sign-in?to=//evil.test/"); res.to != "/account/" {
		t.Errorf("who is signed in is led to %q", res.to)
	}
	v.says(v.get("/account/"), http.StatusOK, "<h1>小周</h1>", "账号zhou，身份是培训师", "培训师看得到你")
	if res := v.post("/account/sign-out"); res.to != "/account/sign-in?out=1" || v.cookie(account.SessionCookie) != "" || v.cookie(account.HintCookie) != "" {
		t.Errorf("signing out leads to %q and leaves %q", res.to, v.cookie(account.SessionCookie))
	}
	v.says(v.get("/account/sign-in?out=1"), http.StatusOK, "已经退出")
}

func TestSigningInBelowPath(t *testing.T) {
	v := newVisitor(t, "https://example.org/yanxi", everybody...)
	if res := v.get("/yanxi/account/"); res.to != "/yanxi/account/sign-in?to=%2Faccount%2F" {
		t.Errorf("a stranger is led to %q", res.to)
	}
	res := v.post("/yanxi/account/sign-in", "name", "li", "password", sitetest.Password, "to", "/daily/")
	if res.to != "/yanxi/daily/" {
		t.Errorf("it goes on at %q", res.to)
	}
	for _, c := range res.header.Values("Set-Cookie") {
		if !strings.Contains(c, "; Path=/yanxi/;") || !strings.Contains(c, "; Secure") {
			t.Errorf("the cookie %s", c)
		}
	}
}

// Nobody is led to signing in while nobody can; once there is an account, without a restart.
func TestFirstAccount(t *testing.T) {
	v := newVisitor(t, "")
	v.says(v.get("/account/sign-in"), http.StatusNotFound, "yanxi user add")
	v.says(v.get("/desk/"), http.StatusNotFound, "yanxi user add")
	v.says(v.get("/people/"), http.StatusNotFound, "yanxi user add")
	v.says(v.post("/account/sign-in", "name", "a", "password", "b"), http.StatusNotFound)
	if strings.Contains(v.get("/").body, "/account/") {
		t.Error("a page leads to signing in")
	}
	if _, err := v.accounts.Add(t.Context(), account.Adding{Name: "a", Role: account.Admin, Password: sitetest.Password}, account.Actor{}); err != nil {
		t.Fatal(err)
	}
	v.says(v.get("/"), http.StatusOK, `href="/account/"`)
	v.says(v.get("/account/sign-in"), http.StatusOK, "密码")
	none := newSite(t, sitetest.Open(t, sitetest.English()), site.Options{})
	for _, path := range []string{"/account/", "/account/sign-in", "/people/"} {
		w := httptest.NewRecorder()
		none.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "yanxi user add") {
			t.Errorf("without a database, %s is answered %d", path, w.Code)
		}
	}
}

func TestOwnAccount(t *testing.T) {
	v := newVisitor(t, "", everybody...).enter("li")
	elsewhere := v.another().enter("li")
	if res := v.post("/account/display", "display", "小李"); res.to != "/account/?done=display" {
		t.Errorf("%+v", res)
	}
	v.says(v.get("/account/?done=display"), http.StatusOK, "小李", "称呼改好了")
	v.says(v.post("/account/display", "display", strings.Repeat("长", 41)), http.StatusUnprocessableEntity, "称呼太长", strings.Repeat("长", 41))
	const next = "another good sentence"
	v.says(v.post("/account/password", "old", sitetest.Password, "new", next, "again", "x"), http.StatusUnprocessableEntity, "两遍不一样")
	v.says(v.post("/account/password", "old", sitetest.Password, "new", "short", "again", "short"), http.StatusUnprocessableEntity, "至少10个字符")
	v.says(v.post("/account/password", "old", "wrong password", "new", next, "again", next), http.StatusUnprocessableEntity, "现在的密码不对")
	if res := v.post("/account/password", "old", sitetest.Password, "new", next, "again", next); res.to != "/account/?done=password" {
		t.Errorf("%+v", res)
	}
	v.says(v.get("/account/"), http.StatusOK)
	if res := elsewhere.get("/account/"); res.status != http.StatusSeeOther {
		t.Errorf("another browser is still signed in: %d", res.status)
	}

	secret := regexp.MustCompile(`yanxi_[a-z2-7]{32}`).FindString(v.says(v.post("/account/token", "scope", "read", "days", "30"), http.StatusOK, "只显示这一次").body)
	if page := v.get("/account/"); secret == "" || strings.Contains(page.body, secret) {
		t.Error("a token is not shown, or twice")
	}
	for _, bad := range [][]string{{"scope", "read", "days", "0"}, {"scope", "read", "days", "ten"}, {"scope", "root", "days", "1"}} {
		v.says(v.post("/account/token", bad...), http.StatusUnprocessableEntity, "天数写1到366")
	}
	program := v.another()
	res := program.do(http.MethodGet, "/api/v1/progress", "", "", "Authorization", "Bearer "+secret)
	program.says(res, http.StatusOK, `"person":"li"`)
	if res.header.Get("Cache-Control") != "no-store" {
		t.Errorf("progress may be kept: %v", res.header)
	}
	program.says(program.do(http.MethodPost, "/account/password", "", "", "Authorization", "Bearer "+secret), http.StatusForbidden)
	id := regexp.MustCompile(`name="token" value="([a-z2-7]{8})"`).FindStringSubmatch(v.get("/account/").body)
	if id == nil || v.post("/account/revoke", "token", id[1]).to != "/account/?done=revoke" {
		t.Error("the token cannot be revoked")
	}
	program.says(program.do(http.MethodGet, "/api/v1/search?q=a", "", "", "Authorization", "Bearer "+secret), http.StatusUnauthorized, "The token is unknown")
	if res := v.post("/account/end"); res.to != "/account/sign-in?out=1" || v.get("/account/").status != http.StatusSeeOther {
		t.Error("the sessions are not ended")
	}
}

func TestPeople(t *testing.T) {
	v := newVisitor(t, "", everybody...).enter("root")
	v.says(v.get("/people/"), http.StatusOK, "小周", "培训师", `href="/people/of/zhou"`)
	made := v.says(v.post("/people/", "name", "王芳", "role", "reviewer"), http.StatusOK, "王芳的新密码，只显示这一次")
	password := regexp.MustCompile(`[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}`).FindString(made.body)
	other := v.another()
	if res := other.post("/account/sign-in", "name", "王芳", "password", password); res.status != http.StatusSeeOther {
		t.Errorf("the password that was made is answered %d", res.status)
	}
	v.says(v.post("/people/", "name", "王芳", "role", "reader", "display", "小王"), http.StatusConflict, "已经有这个账号名", `value="小王"`)
	v.says(v.post("/people/", "name", "a b", "role", "reader"), http.StatusUnprocessableEntity, "账号名不能用")
	v.says(v.post("/people/", "name", "c", "role", "chief"), http.StatusUnprocessableEntity)
	v.says(v.post("/people/", "name", "c", "role", "reader", "password", "1234567890"), http.StatusUnprocessableEntity, "最先被人试")
	v.says(v.get("/people/of/王芳"), http.StatusOK, "审核员", "加了账号")
	if res := v.post("/people/of/王芳", "do", "role", "role", "reader"); res.to != "/people/of/%E7%8E%8B%E8%8A%B3?done=role" {
		t.Errorf("%+v", res)
	}
	if res := other.get("/account/"); res.status != http.StatusSeeOther {
		t.Error("another role does not end the session")
	}
	v.says(v.post("/people/of/root", "do", "role", "role", "reader"), http.StatusConflict, "最后一个管理员")
	v.says(v.post("/people/of/root", "do", "disable"), http.StatusConflict, "不能停用自己")
	v.says(v.post("/people/of/nobody", "do", "disable"), http.StatusNotFound)
	v.says(v.post("/people/of/li", "do", "remove"), http.StatusUnprocessableEntity)
	v.says(v.post("/people/of/li", "do", "role", "role", "king"), http.StatusUnprocessableEntity)
	v.says(v.post("/people/of/li", "do", "password"), http.StatusOK, "li的新密码")
	if res := v.post("/people/of/li", "do", "disable"); res.status != http.StatusSeeOther {
		t.Errorf("%+v", res)
	}
	v.says(v.get("/people/"), http.StatusOK, "已停用")
	v.says(v.get("/people/audit"), http.StatusOK, "停用了", "登录", "换了密码")
	v.says(v.get("/people/audit?about=li&before=-1"), http.StatusOK, "只看li的")
	zhou := v.another().enter("zhou")
	zhou.says(zhou.get("/people/"), http.StatusForbidden, "要别的身份")
}

// What a browser has learnt goes to the account and comes back, and is nobody else's.
func TestProgressOfAccount(t *testing.T) {
	v := newVisitor(t, "", everybody...)
	put := func(v *visitor, body string, header ...string) reply {
		t.Helper()
		return v.do(http.MethodPut, "/api/v1/progress", "application/json", body, header...)
	}
	v.says(put(v, `{"read":{"a":"2026-11-01"}}`), http.StatusUnauthorized)
	v.enter("li")
	v.says(put(v, `{"version":1,"read":{"notes/gates":"2026-11-01"},"quizzes":{"notes/gates#gates":{"score":4,"total":5,"passed":true,"at":"2026-11-01T08:00:00Z"}},"cards":{}}`),
		http.StatusOK, `"read":{"notes/gates":"2026-11-01"}`, `"passed":true`)
	v.says(put(v, `{"forget":{"read":{"notes/gates":"2026-11-01"}}}`), http.StatusOK, `"read":{}`)
	v.says(v.get("/api/v1/progress"), http.StatusOK, `"person":"li"`, `"read":{}`, `"score":4`)
	v.says(put(v, `{"read":{"b":"2026-11-01"}}`, "Sec-Fetch-Site", "cross-site"), http.StatusUnauthorized)
	for _, bad := range []string{"", "[]", `{"read":[]}`, `{"version":2}`, "{"} {
		v.says(put(v, bad), http.StatusBadRequest, "detail")
	}
	v.says(put(v, `{"read":{"a":"`+strings.Repeat("x", 3<<20)+`"}}`), http.StatusRequestEntityTooLarge, "2097152 bytes")
	zhou := v.another().enter("zhou")
	zhou.says(zhou.get("/api/v1/progress"), http.StatusOK, `"person":"zhou"`, `"quizzes":{}`)
	// A browser that still has what is another's does not give it to whoever has signed in since.
	zhou.says(put(zhou, `{"person":"li","read":{"notes/gates":"2026-11-01"}}`), http.StatusConflict, "Somebody else")
	zhou.says(put(zhou, `{"person":"zhou","read":{"notes/four":"2026-11-01"}}`), http.StatusOK, `"read":{"notes/four":"2026-11-01"}`)
}

// The server keeps how a reader did in a quiz, from its own marking, on the page and through the API.
func TestMarksAreKept(t *testing.T) {
	v := newVisitor(t, "", everybody...)
	answers := []string{"answer.which", "e6zeaskt", "answer.cause", "true", "answer.hours", "5"}
	v.says(v.post("/quiz?id=notes/gates&quiz=gates", answers...), http.StatusOK)
	v.enter("li")
	v.says(v.post("/quiz?id=notes/gates&quiz=gates", answers...), http.StatusOK)
	v.says(v.post("/quiz?id=notes/gates&quiz=gates"), http.StatusUnprocessableEntity) // nothing was answered
	mark := func(body string) {
		t.Helper()
		v.says(v.do(http.MethodPost, "/api/v1/quizzes?id=notes/gates", "application/json", body), http.StatusOK)
	}
	mark(`{"quiz":"gates","answers":{"which":"cslp4i4g","cause":true,"hours":"5","order":["ox6fstqi","uzre7haf","vqmpp5kr"],"what":["kt66jlif","qsjgwt6n"]}}`)
	mark(`{"quiz":"gates","answers":{}}`)
	mark(`{"questions":["cause"],"answers":{"cause":false}}`)
	v.do(http.MethodPost, "/api/v1/quizzes?id=notes/gates", "application/json", `{"quiz":"gates","answers":{"which":"e6zeaskt"}}`, "Sec-Fetch-Site", "cross-site")
	c, err := v.accounts.Class(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := c.Results["li"][account.QuizKey{Document: "notes/gates", Quiz: "gates"}]
	if got.Tries != 2 || got.Total != 5 || got.First != 2 || got.Best != 5 || !got.Passed {
		t.Errorf("%+v", got)
	}
	for question, want := range map[string]account.QuestionMark{"which": {People: 1, FirstWrong: 1}, "cause": {People: 1, StillWrong: 1}} {
		if got := c.Questions[account.QuestionKey{Document: "notes/gates", Question: question}]; got != want {
			t.Errorf("%s: %+v, want %+v", question, got, want)
		}
	}
}

// What trainers do on the site says nothing of readers, and is not counted.
func TestTrainersAreNotCounted(t *testing.T) {
	v := newVisitor(t, "", everybody...)
	use := func(v *visitor) {
		t.Helper()
		v.says(v.do(http.MethodPost, "/api/v1/reads", "application/json", `{"document":"notes/gates"}`), http.StatusNoContent)
		v.says(v.do(http.MethodPost, "/api/v1/likes", "application/json", `{"document":"notes/gates"}`), http.StatusNoContent)
		v.says(v.get("/search?q=四道关"), http.StatusOK)
		v.get("/_/read/notes/four")
		v.post("/_/vote", "document", "notes/four", "vote", "yes")
	}
	counted := func() *stats.Report { t.Helper(); return sitetest.Report(t, v.activity, today()) }
	use(v.another().enter("zhou"))
	if r := counted(); r.Reads.Now+r.Likes.Now+r.Searches.Now != 0 {
		t.Errorf("a trainer is counted: %d reads, %d votes, %d searches", r.Reads.Now, r.Likes.Now, r.Searches.Now)
	}
	use(v.another().enter("li"))
	if r := counted(); r.Reads.Now != 2 || r.Likes.Now != 2 || r.Searches.Now != 1 {
		t.Errorf("of a reader are counted %d reads, %d votes, %d searches", r.Reads.Now, r.Likes.Now, r.Searches.Now)
	}
}

// Trainers read the reports without knowing the token.
func TestReportsByRole(t *testing.T) {
	v := newVisitor(t, "", everybody...)
	if res := v.get("/reports/"); !strings.HasPrefix(res.to, "/account/sign-in?to=") {
		t.Errorf("a stranger is led to %q", res.to)
	}
	v.activity.Token = "a token"
	v.says(v.get("/reports/"), http.StatusUnauthorized, `name="token"`)
	v.says(v.get("/reports.atom?token=a+token"), http.StatusOK)
	li := v.another().enter("li")
	li.says(li.get("/reports/"), http.StatusForbidden, "要别的身份")
	zhou := v.another().enter("zhou")
	if res := zhou.says(zhou.get("/reports/"), http.StatusOK); strings.Contains(res.body, "token") {
		t.Error("the token is told")
	}
	zhou.says(zhou.get("/api/v1/reports/summary"), http.StatusOK, `"reads"`)
	li.says(li.get("/api/v1/reports/summary"), http.StatusForbidden)
}

// Trainers see who has finished what and which questions are missed; nobody else does.
func TestClassPage(t *testing.T) {
	v := newVisitor(t, "", append(everybody, account.Person{Name: "wu", Display: "=1+1", Role: account.Reader})...)
	li, wu, zhou := v.another().enter("li"), v.another().enter("wu"), v.another().enter("zhou")
	zhou.says(zhou.get("/desk/class/"), http.StatusOK, "2个学员有账号", "还没有题被答错过")
	li.says(li.do(http.MethodPut, "/api/v1/progress", "application/json", `{"read":{"notes/gates":"2026-11-30","notes/four":"2026-11-29"}}`), http.StatusOK)
	for _, who := range []*visitor{li, wu} {
		who.says(who.post("/quiz?id=notes/gates&quiz=gates", "answer.which", "e6zeaskt", "answer.cause", "true"), http.StatusOK)
	}
	page := zhou.says(zhou.get("/desk/class/"), http.StatusOK, "先在哪一关被拦下", "四道关怎么过", `href="/notes/gates/#gates"`, "2026年11月30日", "1.0/5").body
	if strings.Contains(page, "可以先不写原因") {
		t.Error("a question that nobody missed is among those that were")
	}
	people := zhou.get("/desk/class/people.csv")
	zhou.says(people, http.StatusOK, "\ufeff账号,称呼", "li,,四道关怎么过,notes/gates,2026-11-30,", "wu,'=1+1,四道关怎么过,notes/gates,,四道关小测,1,1,1,5,否\r\n")
	if people.header.Get("Content-Type") != "text/csv; charset=utf-8" || people.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", people.header)
	}
	zhou.says(zhou.get("/desk/class/answers.csv"), http.StatusOK, "先在哪一关被拦下？,四道关怎么过,2,2,2\r\n")
	zhou.says(zhou.get("/desk/class/?course=nowhere"), http.StatusNotFound)
	if res := li.get("/desk/class/"); res.status == http.StatusOK {
		t.Error("a reader sees the class")
	}
}
