package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// servers are those that a story has started, by the name that it gave them.
type servers map[string]*background

type serversKey struct{}

// A background is a program that runs beside a story.
type background struct {
	*exec.Cmd
	out, err output
	ended    chan struct{} // closed when it has
}

// output can be read while a program writes it.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

func cmdStart(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) >= 2, "start NAME program args...")
	env := os.Environ()
	for _, key := range []string{"HOME", "XDG_STATE_HOME", "GORACE"} {
		env = append(env, key+"="+ts.Getenv(key))
	}
	s, err := launch(ts.MkAbs("."), env, args[1:]...)
	ts.Check(err)
	ts.Defer(s.kill)
	ts.Value(serversKey{}).(servers)[args[0]] = s
	address := s.ready(ts)
	ts.Setenv(args[0], address)
	ts.Setenv(args[0]+"_addr", strings.TrimPrefix(address, "http://"))
}

// launch starts a program in a folder.
func launch(dir string, env []string, args ...string) (*background, error) {
	s := &background{Cmd: exec.Command(args[0], args[1:]...), ended: make(chan struct{})}
	s.Dir, s.Env = dir, env
	s.Stdout, s.Stderr = &s.out, &s.err
	if err := s.Start(); err != nil {
		return nil, err
	}
	go func() {
		s.Wait() // how it ended stays in ProcessState
		close(s.ended)
	}()
	return s, nil
}

// kill ends it by SIGKILL, if it has not ended.
func (s *background) kill() {
	s.Process.Kill()
	<-s.ended
}

// ready waits until the server answers searches and returns its address, the
// first word that it prints.
func (s *background) ready(t fataler) (address string) {
	eventually(t, func() error {
		select {
		case <-s.ended:
			t.Fatalf("it ended: %v\n%s%s", s.ProcessState, s.out.String(), s.err.String())
		default:
		}
		line, _, ok := strings.Cut(s.out.String(), "\n")
		if !ok {
			return errors.New("it printed no address")
		}
		address, _, _ = strings.Cut(line, " ")
		a, err := fetch(address+"/readyz", nil)
		if err == nil && a.status != http.StatusOK {
			err = fmt.Errorf("/readyz: %d", a.status)
		}
		return err
	})
	return address
}

func cmdEnd(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 1 || len(args) == 2, "end NAME [PATH]")
	s := find(ts, args[0])
	if len(args) == 1 {
		ts.Check(s.Process.Signal(syscall.SIGTERM))
	} else {
		s.endDuring(ts, ts.Getenv(args[0]+"_addr"), args[1])
	}
	s.show(ts)
	if !s.ProcessState.Success() {
		ts.Fatalf("it ended with %v", s.ProcessState)
	}
}

// endDuring sends half of a request, the signal, and when the server takes
// nobody new, the other half.
func (s *background) endDuring(ts *testscript.TestScript, addr, path string) {
	conn, err := net.Dial("tcp", addr)
	ts.Check(err)
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n", path, addr)
	// Connections are taken in order: when a later one is answered, the first was taken.
	_, err = fetch("http://"+addr+"/healthz", nil)
	ts.Check(err)
	ts.Check(s.Process.Signal(syscall.SIGTERM))
	eventually(ts, func() error {
		if another, err := net.Dial("tcp", addr); err == nil {
			another.Close()
			return errors.New("it still takes connections")
		}
		return nil
	})
	fmt.Fprint(conn, "\r\n")
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	ts.Check(err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		ts.Fatalf("the request under way was answered %s", resp.Status)
	}
}

func cmdCrash(ts *testscript.TestScript, neg bool, args []string) {
	usage(ts, neg, len(args) == 1, "crash NAME")
	s := find(ts, args[0])
	ts.Check(s.Process.Kill())
	s.show(ts)
}

func find(ts *testscript.TestScript, name string) *background {
	s := ts.Value(serversKey{}).(servers)[name]
	if s == nil {
		ts.Fatalf("no server %s was started", name)
	}
	return s
}

// show waits for the end and makes the server's output that of the command.
func (s *background) show(ts *testscript.TestScript) {
	<-s.ended
	fmt.Fprint(ts.Stdout(), s.out.String())
	fmt.Fprint(ts.Stderr(), s.err.String())
}
