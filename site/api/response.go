package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
)

// A response is an answer before it is sent. Held back until it is whole, it
// can become a problem up to the last moment, and is sent with its length and
// the ETag of its bytes.
type response struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newResponse() *response {
	return &response{header: http.Header{}, status: http.StatusOK}
}

func (res *response) Header() http.Header         { return res.header }
func (res *response) WriteHeader(status int)      { res.status = status }
func (res *response) Write(b []byte) (int, error) { return res.body.Write(b) }

// send writes the answer to a request: nothing but its header for HEAD, and
// for a client that has it already.
func (res *response) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Del("Cache-Control")
	for name, values := range res.header {
		header[name] = values
	}
	private := header.Get("Cache-Control") == "no-store"
	switch {
	case private:
	case res.status == http.StatusUnauthorized: // who has a token now is answered otherwise
		header.Set("Cache-Control", "no-store")
	default:
		header.Set("Cache-Control", "no-cache")
	}
	switch {
	case private:
	case res.status == http.StatusOK && r.Method == http.MethodPost:
		header.Set("Cache-Control", "no-store")
	case res.status == http.StatusOK:
		tag := etag(res.body.Bytes())
		header.Set("ETag", tag)
		if matches(r.Header.Values("If-None-Match"), tag) {
			header.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if res.status != http.StatusNoContent {
		header.Set("Content-Length", strconv.Itoa(res.body.Len()))
	}
	w.WriteHeader(res.status)
	if r.Method != http.MethodHead {
		w.Write(res.body.Bytes()) // a reader that has gone away needs no answer
	}
}

// etag names an answer by its bytes. No key made of what it derives from would
// do: the HTML of a document changes with the titles of those that it links
// to, and its labels with the site. It is weak because compression on the way
// keeps the meaning but not the bytes.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`
}

// matches reports whether a client's If-None-Match names the tag, compared
// weakly as RFC 9110 section 13.1.2 asks.
func matches(header []string, tag string) bool {
	for _, line := range header {
		for given := range strings.SplitSeq(line, ",") {
			given = strings.TrimSpace(given)
			if given == "*" || strings.TrimPrefix(given, "W/") == strings.TrimPrefix(tag, "W/") {
				return true
			}
		}
	}
	return false
}
