package site

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/site/stats"
)

// Addresses that take in what readers do.
const (
	pathReads    = "/api/v1/reads"
	pathLikes    = "/api/v1/likes"
	pathOpenings = "/api/v1/openings"
	pathPixel    = "/_/read/"
)

// Bounds of what is sent.
const (
	maxBeacon   = 2 << 10
	maxLike     = 4 << 10
	maxReason   = 500 // characters
	maxPosition = 10_000
	searchIDLen = 32
)

// A beacon is a body that is sent; each address reads some of it.
type beacon struct {
	Document string `json:"document"`
	Search   string `json:"search"`
	Position int    `json:"position"`
	Helpful  *bool  `json:"helpful"`
	Reason   string `json:"reason"`
}

// A refusal is an answer to what cannot be counted.
type refusal struct {
	status int
	detail string
}

func (e refusal) Error() string { return e.detail }

var errTooMany = refusal{http.StatusTooManyRequests, "That is more than one reader does. Send again in a minute."}

// beacons answers the API's posts of what readers do; other requests go on.
func (s *Site) beacons(next http.Handler) http.Handler {
	if s.tally == nil {
		return next
	}
	takes := map[string]func(*http.Request) error{pathReads: s.takeRead, pathLikes: s.takeLike, pathOpenings: s.takeOpening}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		take, ok := takes[r.URL.Path]
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		allowed := http.MethodPost
		if r.URL.Path == pathLikes {
			allowed += ", " + http.MethodDelete
		}
		if r.Method != http.MethodPost && (r.Method != http.MethodDelete || r.URL.Path != pathLikes) {
			w.Header().Set("Allow", allowed)
			writeProblem(w, refusal{http.StatusMethodNotAllowed, "Here it is only counted: use " + strings.Replace(allowed, ", ", " or ", 1) + "."})
			return
		}
		if err := take(r); err != nil {
			writeProblem(w, err)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
}

// writeProblem answers with a problem (RFC 9457).
func writeProblem(w http.ResponseWriter, err error) {
	e, ok := errors.AsType[refusal](err)
	if !ok {
		e = refusal{http.StatusBadRequest, "The body cannot be read. Send it once more."}
	}
	if e.status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "60")
	}
	text, err := json.Marshal(map[string]any{"type": "about:blank", "title": http.StatusText(e.status), "status": e.status, "detail": e.detail})
	if err != nil {
		panic(err) // strings and a number
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(e.status)
	w.Write(text)
}

// receive reads a body, and refuses what no page of the site sends.
func (s *Site) receive(r *http.Request, most int64) (b beacon, d *content.Document, err error) {
	if err := s.tally.same.Check(r); err != nil {
		return b, nil, refusal{http.StatusForbidden, "Only the site's own pages may send this."}
	}
	if !s.tally.allow(r) {
		return b, nil, errTooMany
	}
	err = json.NewDecoder(http.MaxBytesReader(nil, r.Body, most)).Decode(&b)
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return b, nil, refusal{http.StatusRequestEntityTooLarge, "The body is too large: at most " + strconv.FormatInt(most>>10, 10) + " KB."}
	}
	if err != nil || b.Document == "" {
		return b, nil, refusal{http.StatusBadRequest, `The body cannot be read. Send JSON with the id of a document: {"document":"cases/x"}.`}
	}
	if d = s.current.Load().lib.Document(b.Document); d == nil {
		return b, nil, refusal{http.StatusNotFound, "There is no document with this id. An id is a file's path without .md."}
	}
	return b, d, nil
}

func (s *Site) takeRead(r *http.Request) error {
	_, d, err := s.receive(r, maxBeacon)
	if err == nil && isReader(r) {
		s.tally.recorder.Read(s.tally.visitor(r), d.ID)
	}
	return err
}

func (s *Site) takeLike(r *http.Request) error {
	b, d, err := s.receive(r, maxLike)
	if err != nil {
		return err
	}
	if utf8.RuneCountInString(b.Reason) > maxReason {
		return refusal{http.StatusUnprocessableEntity, "The reason is too long: at most 500 characters."}
	}
	value := stats.Helpful
	switch {
	case r.Method == http.MethodDelete:
		value = stats.TakenBack
	case b.Helpful != nil && !*b.Helpful:
		value = stats.NotHelpful
	}
	s.vote(r, d, value, b.Reason)
	return nil
}

// vote counts a vote. Only what did not help has a reason.
func (s *Site) vote(r *http.Request, d *content.Document, value stats.Value, reason string) {
	if !isReader(r) {
		return
	}
	if value != stats.NotHelpful {
		reason = ""
	}
	s.tally.recorder.Vote(s.tally.visitor(r), d.ID, value, strings.TrimSpace(strings.ToValidUTF8(reason, "")))
}

func (s *Site) takeOpening(r *http.Request) error {
	b, d, err := s.receive(r, maxBeacon)
	if err != nil {
		return err
	}
	if len(b.Search) != searchIDLen || strings.Trim(b.Search, "0123456789abcdef") != "" {
		return refusal{http.StatusUnprocessableEntity, "There is no such search. Its id stands in the page of its results."}
	}
	if b.Position < 1 || b.Position > maxPosition {
		return refusal{http.StatusUnprocessableEntity, "A position is a number from 1, that of the first result."}
	}
	if isReader(r) {
		s.tally.recorder.Open(b.Search, d.ID, b.Position)
	}
	return nil
}

// pixel is a transparent picture of one point.
var pixel = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// readPixel counts the read of a page whose reader uses no scripts, which asks
// for this picture.
func (s *Site) readPixel(w http.ResponseWriter, r *http.Request) {
	d := s.current.Load().lib.Document(strings.TrimPrefix(r.URL.Path, pathPixel))
	if d == nil {
		s.fail(w, r, http.StatusNotFound, nil)
		return
	}
	from := r.Header.Get("Sec-Fetch-Site")
	if isReader(r) && (from == "" || from == "same-origin") && s.tally.allow(r) {
		s.tally.recorder.Read(s.tally.visitor(r), d.ID)
	}
	w.Header().Set("Content-Type", "image/gif")
	w.Header().Set("Cache-Control", "no-store")
	w.Write(pixel)
}
