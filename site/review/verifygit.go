package review

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ErrNoGit says that a folder is in no Git checkout, or that there is no program git.
var ErrNoGit = errors.New("no Git checkout")

// gitPatience bounds a run of git.
const gitPatience = 5 * time.Minute

// VerifyGit compares the ledgers of the library in dir with all that the history of its Git checkout knows of them, merged
// branches included: each version of then must be the beginning of the ledger of now. The error is [ErrNoGit], the
// context's, or what git says.
func VerifyGit(ctx context.Context, dir string, fsys fs.FS) ([]Problem, error) {
	ctx, cancel := context.WithTimeout(ctx, gitPatience)
	defer cancel()
	g := history{dir: dir}
	prefix, err := g.run(ctx, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, errors.Join(ErrNoGit, err)
	}
	if _, err := g.run(ctx, "rev-parse", "--verify", "-q", "HEAD"); err != nil {
		return nil, ctx.Err() // no commit yet: nothing is known
	}
	versions, err := g.versions(ctx, strings.TrimRight(string(prefix), "\n"))
	if err != nil {
		return nil, err
	}
	return g.compare(ctx, fsys, versions)
}

// A history is what Git knows of a folder.
type history struct{ dir string }

// A ledgerVersion is a ledger as a commit has it.
type ledgerVersion struct{ id, blob, commit string }

// elsewhere are the variables by which git, in a hook, is told of the checkout that the hook is of.
var elsewhere = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
	"GIT_SHALLOW_FILE", "GIT_GRAFT_FILE",
}

func (g history) command(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", append([]string{"-C", g.dir, "--literal-pathspecs", "-c", "core.quotePath=false"}, args...)...) //nolint:gosec // no argument is a stranger's
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(elsewhere, name)
	})
	c.Env = append(c.Env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C")
	c.WaitDelay = time.Second
	return c
}

func (g history) run(ctx context.Context, args ...string) ([]byte, error) {
	out, err := g.command(ctx, args...).Output()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.As(err, &exit):
		return nil, fmt.Errorf("git %s: %s", args[0], bytes.TrimSpace(exit.Stderr))
	}
	return out, err
}

// versions are all ledgers that the history of HEAD has, each content once.
func (g history) versions(ctx context.Context, prefix string) ([]ledgerVersion, error) {
	// -m: a merge is compared with each parent, so that what it brings in shows whichever side it is from.
	out, err := g.run(ctx, "log", "-m", "-z", "--format=%x01%H", "--raw", "--no-abbrev", "--no-renames", "HEAD", "--", Folder)
	if err != nil {
		return nil, err
	}
	var all []ledgerVersion
	seen := map[string]bool{}
	commit, blob := "", ""
	for field := range bytes.SplitSeq(out, []byte{0}) {
		text := strings.TrimLeft(string(field), "\n")
		switch {
		case strings.HasPrefix(text, "\x01"):
			commit = strings.TrimSpace(text[1:])
		case strings.HasPrefix(text, ":"): // :100644 100644 OLD NEW M
			blob = ""
			if parts := strings.Fields(text); len(parts) == 5 {
				blob = parts[3]
			}
		case blob != "":
			name, inside := strings.CutPrefix(text, prefix+Folder+"/")
			id, ledger := strings.CutSuffix(name, ledgerExt)
			if inside && ledger && strings.Trim(blob, "0") != "" && !seen[id+"\x00"+blob] {
				seen[id+"\x00"+blob] = true
				all = append(all, ledgerVersion{id, blob, commit})
			}
			blob = ""
		}
	}
	return all, nil
}

// compare reads the versions and looks whether the ledgers of now begin with them.
func (g history) compare(ctx context.Context, fsys fs.FS, versions []ledgerVersion) ([]Problem, error) {
	if len(versions) == 0 {
		return nil, nil
	}
	c := g.command(ctx, "cat-file", "--batch")
	var ask bytes.Buffer
	for _, v := range versions {
		fmt.Fprintln(&ask, v.blob)
	}
	c.Stdin = &ask
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	problems, err := compareAll(bufio.NewReader(out), fsys, versions)
	if _, drained := io.Copy(io.Discard, out); err == nil && drained != nil {
		err = drained
	}
	if waited := c.Wait(); err == nil {
		err = waited
	}
	SortProblems(problems)
	return problems, err
}

func compareAll(in *bufio.Reader, fsys fs.FS, versions []ledgerVersion) ([]Problem, error) {
	var all []Problem
	reported := map[string]bool{}
	now := map[string]*Ledger{}
	for _, v := range versions {
		src, err := nextBlob(in)
		if err != nil {
			return all, err
		}
		if now[v.id] == nil {
			if now[v.id], err = ReadLedger(fsys, v.id); err != nil {
				return all, err
			}
		}
		// What was damaged then and mended since was never part of the ledger.
		then := ParseLedger(v.id, src)
		if at := forkOf(now[v.id], then); at > 0 && !reported[v.id] {
			reported[v.id] = true
			all = append(all, Problem{LedgerFile(v.id), at, v.id, CutTail, fmt.Sprintf("commit %.10s knows other lines from here on, which nothing may change or remove", v.commit)})
		}
	}
	return all, nil
}

// nextBlob reads an answer of git cat-file --batch.
func nextBlob(in *bufio.Reader) ([]byte, error) {
	head, err := in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	parts := strings.Fields(head)
	if len(parts) != 3 {
		return nil, fmt.Errorf("git cat-file: %s", strings.TrimSpace(head))
	}
	size, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || size < 0 {
		return nil, fmt.Errorf("git cat-file: %s", strings.TrimSpace(head))
	}
	if size > MaxLedger { // longer than any ledger: it was damaged then as well
		_, err := io.CopyN(io.Discard, in, size+1)
		return nil, err
	}
	data := make([]byte, size+1)
	_, err = io.ReadFull(in, data)
	return data[:size], err
}

// forkOf is the line, from 1, at which a ledger does not go on as an older version of it did; 0 if it does.
func forkOf(now, then *Ledger) int {
	for i := range then.Entries {
		if i >= len(now.Entries) || now.Entries[i].Hash != then.Entries[i].Hash {
			return i + 1
		}
	}
	return 0
}
