package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdPost sends what the page of a reader sends, once.
func cmdPost(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 2, "post URL BODY")
	r, err := http.NewRequest(http.MethodPost, args[0], strings.NewReader(args[1]))
	ts.Check(err)
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0")
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	fmt.Fprintln(ts.Stderr(), resp.StatusCode)
	if resp.StatusCode != http.StatusNoContent {
		ts.Fatalf("%s answered %s", args[0], resp.Status)
	}
}
