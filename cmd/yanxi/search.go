package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
)

// maxAnswer bounds what is read from a running server.
const maxAnswer = 16 << 20

func newSearch() *cobra.Command {
	var folder, data string
	var asJSON, verbatim bool
	c := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Search a library",
		Long: `Search prints what a library has on a query. Beside a running server it asks
that server; otherwise it opens the index itself and brings it up to date.

Quoted words are found as they stand, -word leaves out what holds the word
(write it after -- so that it is not taken for a flag). An empty query lists
everything, newest first. A query that looks misspelt is put right, and that
is said; --verbatim searches for what was typed.`,
		Example: `  yanxi search 首次回应 学校
  yanxi search --library ~/my-notes '"快报事实"'
  yanxi search -- 道歉 -旅游`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return withHint(errors.New("search needs a query"), "For example: yanxi search 首次回应")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			params := url.Values{"q": {strings.Join(args, " ")}}
			if verbatim {
				params.Set("verbatim", "true")
			}
			body, err := search(c, folder, data, params)
			if err != nil {
				return err
			}
			if asJSON {
				_, err = c.OutOrStdout().Write(append(body, '\n'))
				return err
			}
			return printHits(c.OutOrStdout(), body)
		},
	}
	c.Flags().StringVar(&folder, "library", "", "folder of the `LIBRARY` (default: the built-in sample)")
	c.Flags().StringVar(&data, "data", "", dataUsage)
	c.Flags().BoolVar(&verbatim, "verbatim", false, "do not put a misspelt query right")
	c.Flags().BoolVar(&asJSON, "json", false, "print the API's answer")
	return c
}

// search gives the API's answer to the parameters of a query.
func search(c *cobra.Command, folder, dataFlag string, params url.Values) ([]byte, error) {
	var args []string
	if folder != "" {
		args = []string{folder}
	}
	src, err := sourceOf(args)
	if err != nil {
		return nil, err
	}
	data, err := src.dataDir(dataFlag)
	if err != nil {
		return nil, err
	}
	log := newLog(c.ErrOrStderr(), false)
	x, body, err := openOrAsk(c.Context(), data, params, log)
	if x == nil {
		return body, err
	}
	defer x.Close()
	lib, err := src.open()
	if err != nil {
		return nil, err
	}
	return searchHere(c.Context(), lib, x, log, progressBar(c.ErrOrStderr(), "indexing"), params)
}

// searchHere answers as the server's API would. An index that turns out to be
// damaged is rebuilt, once.
func searchHere(ctx context.Context, lib *content.Library, x *index.Index, log *slog.Logger, progress index.Progress, params url.Values) ([]byte, error) {
	e, err := site.NewEdition(lib, site.Options{})
	if err != nil {
		return nil, err
	}
	api := handlerTransport{site.API(e, x, log)}
	for first := true; ; first = false {
		if _, err := x.Sync(ctx, lib, progress); err != nil {
			return nil, err
		}
		body, err := askServer(ctx, api, "http://localhost", params)
		if err == nil || !first || !x.Damaged() {
			return body, err
		}
	}
}

// Other commands hold the index only for a moment.
const (
	lockPatience = 10 * time.Second
	lockRetry    = 50 * time.Millisecond
)

// openOrAsk opens the index, or asks the server that owns it: then the index
// is nil. It asks also where the user may not open the server's index.
func openOrAsk(ctx context.Context, data string, params url.Values, log *slog.Logger) (*index.Index, []byte, error) {
	for deadline := time.Now().Add(lockPatience); ; {
		x, err := index.Open(filepath.Join(data, "index"), log)
		if err == nil {
			return x, nil, nil
		}
		if r, found := findRunning(data); found == nil {
			body, err := askServer(ctx, http.DefaultTransport, r.Address, params)
			if !errors.Is(err, errUnreachable) {
				return nil, body, err
			}
		}
		switch {
		case !errors.Is(err, index.ErrLocked):
			return nil, nil, dataError(data, err)
		case time.Now().After(deadline):
			return nil, nil, lockedError(data)
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(lockRetry):
		}
	}
}

// askTimeout is how long a running server may take.
const askTimeout = 30 * time.Second

// errUnreachable means that no server is where one was.
var errUnreachable = errors.New("no server answers")

// askServer sends a query to an API.
func askServer(ctx context.Context, transport http.RoundTripper, address string, params url.Values) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/api/v1/search?"+params.Encode(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return nil, fmt.Errorf("%w at %s: %w", errUnreachable, address, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("the answer of %s was cut off: %w", address, err)
	}
	if resp.StatusCode != http.StatusOK {
		return nil, problemError(resp.Status, body)
	}
	return bytes.TrimSpace(body), nil
}

// problemError puts an API's problem (RFC 9457) into an error.
func problemError(status string, body []byte) error {
	var problem struct{ Title, Detail string }
	if json.Unmarshal(body, &problem) == nil && problem.Detail != "" {
		return errors.New(problem.Detail)
	}
	return fmt.Errorf("the search was answered %s", status)
}

// handlerTransport answers requests by a handler in this process.
type handlerTransport struct{ handler http.Handler }

func (t handlerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	a := &answer{header: http.Header{}, status: http.StatusOK}
	t.handler.ServeHTTP(a, req)
	return &http.Response{
		StatusCode: a.status, Status: http.StatusText(a.status), Header: a.header,
		Body: io.NopCloser(&a.body), Request: req,
	}, nil
}

// answer keeps what a handler writes.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }

// A searchAnswer is what is printed of the API's answer.
type searchAnswer struct {
	Query, Corrected string
	Total            int
	Relaxed          bool
	Incomplete       bool
	Near             []string
	Unknown          []struct {
		Key, Value string
		Near       []struct{ Label string }
	}
	Hits []struct {
		ID, Title, Kind, Snippet string
		Date                     *string
		Section                  *struct{ Heading, Anchor string }
	}
}

// printHits prints an answer for people.
func printHits(w io.Writer, body []byte) error {
	var res searchAnswer
	if err := json.Unmarshal(body, &res); err != nil {
		return fmt.Errorf("the answer cannot be read: %w", err)
	}
	for i, h := range res.Hits {
		fmt.Fprintf(w, "%d. %s\n   %s", i+1, h.Title, h.ID)
		if h.Section != nil {
			fmt.Fprintf(w, "#%s", h.Section.Anchor)
		}
		if h.Date != nil {
			fmt.Fprintf(w, "  %s", *h.Date)
		}
		fmt.Fprintf(w, "\n   %s\n\n", plain(h.Snippet))
	}
	note := ""
	if len(res.Hits) < res.Total {
		note = fmt.Sprintf(", the first %d are shown", len(res.Hits))
	}
	if res.Relaxed {
		note += " (no text holds all the words: these hold some)"
	}
	_, err := fmt.Fprintf(w, "%d found%s\n%s", res.Total, note, res.remarks())
	return err
}

// remarks say how the query was understood, and what may have been meant. They
// stand last, where the eye is when a terminal has scrolled.
func (a *searchAnswer) remarks() string {
	var b strings.Builder
	if a.Corrected != "" {
		fmt.Fprintf(&b, "These are results for “%s”. To search for “%s” all the same, add --verbatim.\n", a.Corrected, a.Query)
	}
	if a.Incomplete {
		b.WriteString("The quoted words are so common that some texts may be missing. Add a word or two.\n")
	}
	for _, u := range a.Unknown {
		fmt.Fprintf(&b, "Nothing is called %s:%s.", u.Key, u.Value)
		var near []string
		for _, term := range u.Near {
			near = append(near, term.Label)
		}
		if len(near) > 0 {
			fmt.Fprintf(&b, " Did you mean %s?", strings.Join(near, ", "))
		}
		b.WriteString("\n")
	}
	if len(a.Near) > 0 {
		fmt.Fprintf(&b, "Did you mean %s?\n", strings.Join(a.Near, ", "))
	}
	return b.String()
}

// plain shows marks in brackets, as a terminal can.
func plain(snippet string) string {
	s := strings.NewReplacer("<mark>", "【", "</mark>", "】").Replace(snippet)
	return html.UnescapeString(s)
}
