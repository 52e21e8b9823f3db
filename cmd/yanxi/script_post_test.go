package main

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdCapture keeps the first group of a pattern in the last output as a variable.
func cmdCapture(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 2, "capture NAME PATTERN")
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	m := pattern.FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) < 2 {
		ts.Fatalf("no group of %s in the output", pattern)
	}
	ts.Setenv(args[0], m[1])
}

// cmdPost sends what the page of a reader sends, once. The answer goes to stdout.
func cmdPost(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 2 || len(args) == 3, "post URL BODY [STATUS]")
	want := strconv.Itoa(http.StatusNoContent)
	if len(args) == 3 {
		want = args[2]
	}
	r, err := http.NewRequest(http.MethodPost, args[0], strings.NewReader(args[1]))
	ts.Check(err)
	r.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0")
	r.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	fmt.Fprintln(ts.Stderr(), resp.StatusCode)
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	ts.Stdout().Write(body)
	if strconv.Itoa(resp.StatusCode) != want {
		ts.Fatalf("%s answered %s", args[0], resp.Status)
	}
}
