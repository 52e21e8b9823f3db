package desk

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"yanxi/site/account"
	"yanxi/site/draft"
	"yanxi/site/publish"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// A problem is why a request is not done as it was asked. The messages desk.problem.KEY.title and
// desk.problem.KEY are its page.
type problem struct {
	status int
	key    string
	args   []any    // of the second message
	back   *ui.Link // where to go on; nil: to the desk
}

func (p problem) Error() string { return "desk: " + p.key }

// problemOf puts an error into the words of the desk. ok is false for one that is nobody's
// but the operator's.
func problemOf(err error) (p problem, ok bool) {
	var failed *publish.Error
	var refused *review.Error
	switch {
	case errors.As(err, &p):
		return p, true
	case errors.As(err, &failed):
		return publishProblem(failed), true
	case errors.As(err, &refused):
		return problem{status: http.StatusConflict, key: "review", args: []any{refused.Problem}}, true
	}
	for _, known := range []struct {
		err    error
		status int
		key    string
		args   []any
	}{
		{draft.ErrUnknown, http.StatusNotFound, "nodraft", nil},
		{draft.ErrSubmitted, http.StatusConflict, "submitted", nil},
		{draft.ErrLong, http.StatusRequestEntityTooLarge, "long", []any{draft.MaxText >> 10}},
		{draft.ErrMany, http.StatusConflict, "many", []any{draft.MaxDrafts}},
		{draft.ErrPicture, http.StatusUnprocessableEntity, "picture", []any{draft.MaxPicture >> 20}},
		{draft.ErrPictures, http.StatusConflict, "pictures", []any{draft.MaxPictures, draft.MaxAllPicture >> 20}},
		{errBusy, http.StatusServiceUnavailable, "busy", nil},
		{draft.ErrAway, http.StatusServiceUnavailable, "away", nil},
		{account.ErrAway, http.StatusServiceUnavailable, "away", nil},
	} {
		if errors.Is(err, known.err) {
			return problem{status: known.status, key: known.key, args: known.args}, true
		}
	}
	return problem{}, false
}

// publishProblem says why the library's folder could not be written, and who can help.
func publishProblem(err *publish.Error) problem {
	for _, known := range publishProblems {
		if err.Reason != known.reason {
			continue
		}
		p := problem{status: known.status, key: "publish." + known.key}
		if known.paths {
			p.args = []any{shortList(err.Paths)}
		}
		return p
	}
	return problem{status: http.StatusServiceUnavailable, key: "publish.other", args: []any{string(err.Reason)}}
}

var publishProblems = []struct {
	reason publish.Reason
	status int
	key    string
	paths  bool // the message names the files
}{
	{publish.Busy, http.StatusServiceUnavailable, "busy", false},
	{publish.Contended, http.StatusServiceUnavailable, "busy", false},
	{publish.Full, http.StatusInsufficientStorage, "full", false},
	{publish.BadName, http.StatusUnprocessableEntity, "name", false},
	{publish.TooLarge, http.StatusRequestEntityTooLarge, "large", false},
	{publish.Unwritable, http.StatusServiceUnavailable, "unwritable", false},
	{publish.NoGit, http.StatusServiceUnavailable, "nogit", false},
	{publish.Unfit, http.StatusServiceUnavailable, "unfit", false},
	{publish.Underway, http.StatusServiceUnavailable, "underway", false},
	{publish.Dirty, http.StatusServiceUnavailable, "dirty", true},
	{publish.Diverged, http.StatusServiceUnavailable, "diverged", false},
	{publish.Unreachable, http.StatusServiceUnavailable, "unreachable", false},
	{publish.Refused, http.StatusServiceUnavailable, "refused", false},
	{publish.GitFailed, http.StatusServiceUnavailable, "git", false},
	{publish.Unfinished, http.StatusServiceUnavailable, "unfinished", false},
}

// shortList names a few paths.
func shortList(paths []string) string {
	const most = 3
	if len(paths) > most {
		return strings.Join(paths[:most], " ") + " …"
	}
	return strings.Join(paths, " ")
}

// refuse answers that something is not done, to a person or to a script.
func (d *desk) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p, known := problemOf(err)
	if !known {
		p = problem{status: http.StatusInternalServerError, key: "failed"}
	}
	if !known || p.status >= 500 {
		d.Log.Error("desk: request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	}
	words := d.Words()
	if asksJSON(r) {
		writeJSON(w, p.status, map[string]string{"error": words.T("desk.problem."+p.key, p.args...)})
		return
	}
	title := words.T("desk.problem." + p.key + ".title")
	page := ui.DeskMessagePage{Layout: d.page(title), Heading: title, Text: words.T("desk.problem."+p.key, p.args...), Poor: true}
	switch {
	case p.back != nil:
		page.Links = append(page.Links, *p.back)
	case p.key == "none" || p.key == "reader":
		page.Links = append(page.Links, ui.Link{Text: words.T("error.home"), URL: "/"})
	case p.key == "stranger":
		page.Links = append(page.Links, ui.Link{Text: words.T("desk.signin"), URL: "/account/sign-in?to=" + Path})
	default:
		page.Links = append(page.Links, ui.Link{Text: words.T("desk.back"), URL: Path})
	}
	d.Render(w, r, "desk-message", page, p.status)
}

func asksJSON(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "application/json")
}

// writeJSON answers a script.
func writeJSON(w http.ResponseWriter, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // a mistake in one of our own types
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	w.Write(data)
}
