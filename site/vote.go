package site

import (
	"net/http"

	"yanxi/site/stats"
	"yanxi/site/ui"
)

// pathVote takes the forms at the end of documents.
const pathVote = "/_/vote"

// voteReturns are where a form leads back to, by its button: an element that the
// page shows when it is the target, so that the page is the same for everyone.
var voteReturns = map[string]struct {
	value  stats.Value
	anchor string
}{
	"yes":  {stats.Helpful, "vote-yes"},
	"no":   {stats.NotHelpful, "vote-no"},
	"why":  {stats.NotHelpful, "vote-why"},
	"undo": {stats.TakenBack, "vote-undone"},
}

// voted counts a vote that was sent as a form, and leads back to its page.
func (s *Site) voted(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "POST")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if s.tally.same.Check(r) != nil {
		s.fail(w, r, http.StatusForbidden, nil)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4*maxLike) // a form writes each character of Chinese as nine
	if err := r.ParseForm(); err != nil {
		s.fail(w, r, http.StatusBadRequest, nil)
		return
	}
	d := s.current.Load().lib.Document(r.PostForm.Get("document"))
	to, known := voteReturns[r.PostForm.Get("vote")]
	switch {
	case d == nil || !known:
		s.fail(w, r, http.StatusNotFound, nil)
	case !s.tally.allow(r):
		s.fail(w, r, http.StatusTooManyRequests, nil)
	default:
		s.vote(r, d, to.value, cut(r.PostForm.Get("reason"), maxReason))
		http.Redirect(w, r, s.prefix+DocumentURL(d.ID)+"#"+to.anchor, http.StatusSeeOther)
	}
}

// cut keeps the first characters of a text.
func cut(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// feedback is what the end of a document asks its reader; nil where nothing is counted.
func (e *Edition) feedback(id string, layout *ui.Layout) *ui.Feedback {
	if !e.options.counts() {
		return nil
	}
	layout.Scripts = append(layout.Scripts, "read.js", "vote.js")
	return &ui.Feedback{
		Document: id, Action: pathVote, Reads: pathReads, Likes: pathLikes,
		Pixel: pathPixel + escapePath(id), MaxReason: maxReason,
	}
}
