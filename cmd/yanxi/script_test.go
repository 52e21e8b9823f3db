package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// In the stories of testdata/script, yanxi is this test binary.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"yanxi": main})
}

var update = flag.Bool("update", false, "rewrite the expected outputs in the stories")

// TestScript runs the stories of testdata/script: one file for each thing that
// a user does. Beside testscript's own commands they have:
//
//	exits CODE program args...   run a program, which must exit with that code
//	start NAME program args...   start a server and wait until it is ready: $NAME is its URL, $NAME_addr host:port
//	end NAME [PATH]              end it by SIGTERM, which must go well; a request of PATH
//	                             that is half sent by then must be answered
//	crash NAME                   end it by SIGKILL
//	get URL [STATUS] [ORIGIN]    ask once, as a page of another site if ORIGIN is given: the body goes to stdout,
//	                             status and header to stderr
//	until URL PATTERN            ask until the body matches
//	cut PATTERN...               leave a tenth of the files, as a full disk does
//	post URL BODY [STATUS]       send what the page of a reader sends, which must be answered 204 or STATUS:
//	                             the answer goes to stdout
//	capture NAME PATTERN         keep the first group of a pattern in the last output as $NAME
//	enter SITE NAME PASSWORD STATUS   sign somebody in as the page does
//	as TOKEN URL STATUS          ask with a token of an account
//	newer FILE                   a database of a later version of the program
//
// $FILES is the folder of files that content/convert is tested with.
//
// After end and crash, stdout and stderr are those of the server.
func TestScript(t *testing.T) {
	files, err := filepath.Abs(filepath.Join("..", "..", "content", "convert", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, "home")
			env.Setenv("HOME", home)
			env.Setenv("FILES", files)
			env.Setenv("XDG_STATE_HOME", filepath.Join(home, "state"))
			env.Setenv("GORACE", "atexit_sleep_ms=0") // or the race detector adds a second to each command
			env.Values[serversKey{}] = servers{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": cmdExits, "start": cmdStart, "end": cmdEnd, "crash": cmdCrash,
			"get": cmdGet, "until": cmdUntil, "cut": cmdCut,
			"newer": cmdNewer, "post": cmdPost, "capture": cmdCapture, "enter": cmdEnter, "as": cmdAs,
		},
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

func usage(ts *testscript.TestScript, neg, ok bool, text string) {
	if neg || !ok {
		ts.Fatalf("usage: %s", text)
	}
}

func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) >= 2, "exits CODE program args...")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func cmdGet(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) >= 1 && len(args) <= 3, "get URL [STATUS] [ORIGIN]")
	want := http.StatusOK
	header := http.Header{}
	for _, a := range args[1:] {
		if status, err := strconv.Atoi(a); err == nil {
			want = status
		} else {
			header.Set("Origin", a)
		}
	}
	a, err := fetch(args[0], header)
	ts.Check(err)
	fmt.Fprintln(ts.Stderr(), a.status)
	for name, values := range a.header {
		fmt.Fprintf(ts.Stderr(), "%s: %s\n", name, strings.Join(values, ", "))
	}
	ts.Stdout().Write(a.body)
	if a.status != want {
		ts.Fatalf("%s answered %d, want %d", args[0], a.status, want)
	}
}

func cmdUntil(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 2, "until URL PATTERN")
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	eventually(ts, func() error {
		a, err := fetch(args[0], nil)
		if err == nil && !pattern.Match(a.body) {
			err = fmt.Errorf("no match for %s in %s", pattern, a.body)
		}
		return err
	})
}

func cmdCut(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) > 0, "cut PATTERN...")
	for _, pattern := range args {
		names, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		if len(names) == 0 {
			ts.Fatalf("no file matches %s", pattern)
		}
		for _, name := range names {
			info, err := os.Stat(name)
			ts.Check(err)
			ts.Check(os.Truncate(name, info.Size()/10))
		}
	}
}

// A fetched answer.
type fetched struct {
	status int
	header http.Header
	body   []byte
}

// fetch asks once, on a connection of its own, without following redirects.
// The query is encoded as a browser would.
func fetch(address string, header http.Header) (fetched, error) {
	u, err := url.Parse(address)
	if err != nil {
		return fetched{}, err
	}
	u.RawQuery = u.Query().Encode()
	client := http.Client{
		Timeout:       patience,
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Do(&http.Request{Method: http.MethodGet, URL: u, Header: header})
	if err != nil {
		return fetched{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return fetched{resp.StatusCode, resp.Header, body}, err
}

// patience is how long a story waits for what must happen.
const patience = 30 * time.Second

// A fataler is a story or a test.
type fataler interface {
	Fatalf(format string, args ...any)
}

// eventually tries again until there is no error; in the end the story fails
// with the last one.
func eventually(t fataler, try func() error) {
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		err := try()
		if err == nil {
			return
		}
		select {
		case <-again.C:
		case <-deadline.C:
			t.Fatalf("waited in vain: %v", err)
		}
	}
}
