package site

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"yanxi/site/account"
	"yanxi/site/api"
	"yanxi/site/report"
	"yanxi/site/stats"
	"yanxi/site/ui"
)

// reportCookie is the cookie of trainers without an account: it says that the
// token was given, until the browser is closed.
const reportCookie = "yanxi_reports"

// session is what the cookie holds: derived from the token, of which it tells nothing, so that another
// token at the next start ends all sessions.
func session(token string) string {
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte("yanxi reports session"))
	return hex.EncodeToString(mac.Sum(nil))
}

// maxTokenForm bounds the form that sends a token, in bytes.
const maxTokenForm = 4 << 10

// reports answers the pages of the reports to trainers who are signed in, and to whoever has the token.
func (s *Site) reports(w http.ResponseWriter, r *http.Request) {
	token, trainer := s.options.reportsToken(), isTrainer(r.Context())
	if s.tally == nil || token == "" && !trainer {
		s.fail(w, r, http.StatusNotFound, nil)
		return
	}
	path := strings.TrimSuffix(r.URL.Path, "/") + "/"
	w.Header().Set("Cache-Control", "no-store")
	switch {
	case trainer && reads(r):
		s.showReport(w, r, path)
		return
	case trainer: // who is signed in need not say so by a token
		http.Redirect(w, r, s.prefix+path, http.StatusSeeOther)
		return
	}
	w.Header().Set("Referrer-Policy", "no-referrer") // the address may hold the token
	given, sent := r.URL.Query().Get("token"), r.URL.Query().Has("token")
	if r.Method == http.MethodPost {
		r.Body = http.MaxBytesReader(w, r.Body, maxTokenForm)
		given, sent = r.PostFormValue("token"), true
	}
	cookie, err := r.Cookie(reportCookie)
	switch {
	case sent && !api.SameToken(strings.TrimSpace(given), token):
		s.enterReports(w, r, path, true)
		return
	case sent:
		http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever the site is reached by https
			Name: reportCookie, Value: session(token), Path: s.prefix + strings.TrimSuffix(pathReports, "/"),
			HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil || strings.HasPrefix(s.options.BaseURL, "https://"),
		})
	case err != nil || !api.SameToken(cookie.Value, session(token)):
		s.enterReports(w, r, path, false)
		return
	}
	if r.Method == http.MethodPost {
		http.Redirect(w, r, s.prefix+path, http.StatusSeeOther)
		return
	}
	s.showReport(w, r, path)
}

func (s *Site) enterReports(w http.ResponseWriter, r *http.Request, path string, wrong bool) {
	e := s.current.Load().Edition
	p := ui.ReportEnterPage{Layout: e.layout(e.ui.T("reports.enter.title"), "", ""), Heading: e.ui.T("reports.enter.title"), Action: path, Wrong: wrong}
	p.NoIndex, p.Live = true, false
	w.Header().Set("WWW-Authenticate", `Bearer realm="reports"`)
	s.write(w, r, e, "reports-enter", p, http.StatusUnauthorized)
}

// showReport shows a page of the report on the period that the address names. One that cannot be is
// said so, above the last week.
func (s *Site) showReport(w http.ResponseWriter, r *http.Request, path string) {
	e := s.current.Load().Edition
	q := r.URL.Query()
	period, wrong := report.Between(q.Get("from"), q.Get("to"), e.libraryNow())
	if name := q.Get("period"); name != "" {
		period, wrong = report.ParsePeriod(name, e.libraryNow())
	}
	status := http.StatusOK
	if wrong != nil {
		status = http.StatusUnprocessableEntity
		period, _ = report.ParsePeriod(report.Week, e.libraryNow())
	}
	made, err := s.options.report(func() *Edition { return e })(r.Context(), period)
	if err != nil {
		s.log.Warn("no report", "error", err)
		e.noReport(s, w, r, path)
		return
	}
	p := e.reportPage(path, made, wrong)
	if me, ok := account.From(r.Context()); ok && me.Role.Includes(account.Trainer) && s.options.Writing != nil {
		beginOnDesk(p.Sections)
	}
	p.Scripts = append(p.Scripts, reportScript)
	if token := s.options.reportsToken(); token != "" && !isTrainer(r.Context()) { // who has an account need not know it
		p.Subscribe = &ui.Link{Text: e.ui.T("reports.feed.link"), URL: reportFeedURL(token)}
	}
	s.write(w, r, e, "reports", p, status)
}

// beginOnDesk lets a text be begun on the desk wherever the report has a command for it.
func beginOnDesk(sections []ui.ReportSection) {
	for _, section := range sections {
		for i := range section.Rows {
			if row := &section.Rows[i]; row.Command != "" {
				row.Write = pathDesk + "new?" + url.Values{"kind": {"note"}, "title": {row.Text}}.Encode()
			}
		}
	}
}

// reportScript lets commands be copied, and takes the token out of the address.
const reportScript = "reports.js"

func (e *Edition) noReport(s *Site, w http.ResponseWriter, r *http.Request, path string) {
	p := e.reportHead(path, &report.Report{Report: &stats.Report{Period: stats.Period{From: stats.DayOf(e.libraryNow()), To: stats.DayOf(e.libraryNow())}}, Made: e.libraryNow()})
	p.Notes, p.Problem = nil, e.ui.T("reports.unavailable")
	w.Header().Set("Retry-After", "30")
	s.write(w, r, e, "reports", p, http.StatusServiceUnavailable)
}

// periodProblem says in the site's words why a period cannot be shown.
func (e *Edition) periodProblem(err error) string {
	var wrong *report.PeriodError
	if errors.As(err, &wrong) {
		return e.ui.T("reports.wrong."+wrong.Key, wrong.Args...)
	}
	return err.Error()
}

// write answers with a page that nobody may keep.
func (s *Site) write(w http.ResponseWriter, r *http.Request, e *Edition, template string, page any, status int) {
	p, err := e.render(template, page)
	if err != nil {
		s.fail(w, r, http.StatusInternalServerError, fmt.Errorf("reports: %w", err))
		return
	}
	w.Header().Set("Content-Type", p.ContentType)
	w.WriteHeader(status)
	w.Write(s.place(p).Body)
}
