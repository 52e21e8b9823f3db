//go:build linux

package publish

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// killedWriter tells the test program to be a writer that is killed: "DIR NAME".
const killedWriter = "YANXI_TEST_KILLED_WRITER"

// TestKills kills two writers of one remote, and one without Git, at any moment,
// again and again: alone, as a crash does, or with every git that they run, as the
// end of a machine does. What was acknowledged is there, and everything is whole.
// A writer is killed at some moment after it has acknowledged 0 to 4 updates, so
// that a slow one is as often in the middle of its work as a fast one.
func TestKills(t *testing.T) {
	indexPatience = time.Second // for the locks of killed gits
	defer func() { indexPatience = 10 * time.Second }()
	if v := os.Getenv(killedWriter); v != "" {
		dir, name, _ := strings.Cut(v, " ")
		writeUntilKilled(t, dir, name)
		return
	}
	remote := newRemote(t, map[string]string{"a.md": "一\n"})
	dirs := map[string]string{"zhang": clone(t, remote), "li": clone(t, remote), "plain": t.TempDir()}
	acknowledged := map[string][]string{}
	for round := range killRounds {
		withChildren := round%2 == 1
		kills := map[string]func() []string{}
		for i, name := range []string{"zhang", "li", "plain"} {
			within := 600 * time.Millisecond // some updates through Git
			if name == "plain" {
				within = 30 * time.Millisecond
			}
			kills[name] = startWriter(t, dirs[name], fmt.Sprintf("%s-%d", name, round), plan{(round + 2*i) % 5, within, withChildren})
		}
		var killing sync.WaitGroup
		var lock sync.Mutex
		for name, kill := range kills {
			killing.Go(func() {
				entries := kill()
				lock.Lock()
				acknowledged[name] = append(acknowledged[name], entries...)
				lock.Unlock()
			})
		}
		killing.Wait()
		for name, dir := range dirs {
			f := open(t, dir, Options{Push: true})
			heal(t, f)
			settled(t, dir)
			wantChain(t, dir, acknowledged[name])
			if name != "plain" && git(t, dir, "status", "--porcelain", "-uall") != "" {
				t.Errorf("round %d: %s", round, git(t, dir, "status", "--porcelain", "-uall"))
			}
			if t.Failed() {
				t.Fatalf("round %d, %s (children killed: %v)", round, dir, withChildren)
			}
			f.Close()
		}
	}
	all := slices.Concat(acknowledged["zhang"], acknowledged["li"])
	for _, name := range []string{"zhang", "li"} {
		heal(t, open(t, dirs[name], Options{Push: true}))
		heal(t, open(t, dirs["zhang"], Options{Push: true}))
		wantChain(t, dirs[name], acknowledged[name])
		clean(t, dirs[name])
	}
	check := clone(t, remote)
	wantChain(t, check, all)
	git(t, remote, "fsck", "--strict", "--no-dangling")
	plain := len(acknowledged["plain"])
	t.Logf("%d updates were acknowledged, %d of them through Git and a remote", len(all)+plain, len(all))
	if 2*len(all) < plain {
		t.Errorf("%d updates through Git, and %d without: it is Git that must be killed", len(all), plain)
	}
}

// mostUpdates is how many updates a writer makes at most before it waits to be killed. So
// one without Git makes no thousands, and of two with a remote none is always too late.
const mostUpdates = 6

// A plan says when a writer is killed.
type plan struct {
	after    int // updates that it has acknowledged
	within   time.Duration
	children bool // what it has started as well
}

// writeUntilKilled is the child.
func writeUntilKilled(t *testing.T, dir, name string) {
	f, err := Open(t.Context(), dir, Options{Push: true})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("begun")
	for i := range mostUpdates {
		entry := fmt.Sprintf("%s-%d", name, i)
		_, err := f.Update(t.Context(), Author{Name: name}, chained(name, entry))
		var known *Error
		switch {
		case err == nil:
			fmt.Println("acknowledged", entry)
		case errors.As(err, &known) && (known.Reason == Contended || known.Reason == Busy):
		default:
			fmt.Println("failed", err)
		}
	}
	select {}
}

// startWriter starts a child, and returns what kills it at some moment and tells
// what it had acknowledged.
func startWriter(t *testing.T, dir, name string, p plan) (kill func() []string) {
	child := exec.Command(os.Args[0], "-test.run=^TestKills$")
	child.Env = append(os.Environ(), killedWriter+"="+dir+" "+name)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan bool)
	lines := make(chan []string)
	go func() {
		var entries []string
		told := false
		for s := bufio.NewScanner(out); s.Scan(); {
			if entry, ok := strings.CutPrefix(s.Text(), "acknowledged "); ok {
				entries = append(entries, entry)
			}
			if why, ok := strings.CutPrefix(s.Text(), "failed "); ok {
				t.Errorf("%s: %s", name, why)
			}
			if !told && len(entries) >= p.after {
				told = true
				close(ready)
			}
		}
		if !told {
			close(ready)
		}
		lines <- entries
	}()
	return func() []string {
		<-ready
		<-time.After(rand.N(p.within))
		if p.children {
			killAll(child.Process.Pid)
		}
		child.Process.Kill()
		entries := <-lines
		child.Wait()
		return entries
	}
}

// killAll stops a process and kills what it has started on this machine. What
// answers at the remote would be on another one.
func killAll(pid int) {
	syscall.Kill(pid, syscall.SIGSTOP)
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, task := range tasks {
		list, _ := os.ReadFile(task)
		for _, field := range strings.Fields(string(list)) {
			child, err := strconv.Atoi(field)
			line, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", child))
			if err != nil || strings.Contains(string(line), "receive-pack") || strings.Contains(string(line), "upload-pack") {
				continue
			}
			killAll(child)
			syscall.Kill(child, syscall.SIGKILL)
		}
	}
}

// heal opens a killed folder and brings it up to date, without help.
func heal(t *testing.T, f *Folder) {
	t.Helper()
	if _, err := f.Sync(t.Context()); err != nil {
		t.Fatalf("%s: %v", f.dir, err)
	}
}
