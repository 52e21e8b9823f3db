package main

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdEnter signs somebody in as the page does. The answer goes to stdout, its header to stderr.
func cmdEnter(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 4, "enter SITE NAME PASSWORD STATUS")
	form := url.Values{"name": {args[1]}, "password": {args[2]}}
	r, err := http.NewRequest(http.MethodPost, args[0]+"/account/sign-in", strings.NewReader(form.Encode()))
	ts.Check(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	send(ts, r, args[3])
}

// cmdAs asks with a token of an account.
func cmdAs(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 3, "as TOKEN URL STATUS")
	r, err := http.NewRequest(http.MethodGet, args[1], http.NoBody)
	ts.Check(err)
	r.Header.Set("Authorization", "Bearer "+args[0])
	send(ts, r, args[2])
}

func send(ts *testscript.TestScript, r *http.Request, want string) {
	client := http.Client{
		Timeout: patience, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(r)
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	fmt.Fprintln(ts.Stderr(), resp.StatusCode)
	for name, values := range resp.Header {
		fmt.Fprintf(ts.Stderr(), "%s: %s\n", name, strings.Join(values, "\n"))
	}
	ts.Stdout().Write(body)
	if strconv.Itoa(resp.StatusCode) != want {
		ts.Fatalf("%s answered %s", r.URL, resp.Status)
	}
}
