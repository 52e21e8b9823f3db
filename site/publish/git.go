package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

const (
	defaultTimeout = time.Minute
	// goodbye is how long a git that was told to end may take over its lock files.
	goodbye   = 5 * time.Second
	maxOutput = 256 << 20 // bytes that a git may say
	maxStderr = 16 << 10
)

// settings are given to every git. Nothing is collected in the background, where a
// kill or a lock would reach it; commits, branches and the index are on disk when
// git returns; no watcher of the checkout is started.
var settings = []string{
	"-c", "gc.auto=0", "-c", "maintenance.auto=false",
	"-c", "core.fsync=committed,reference,index", "-c", "core.fsmonitor=false",
	"-c", "core.quotePath=false", "-c", "i18n.commitEncoding=UTF-8", "-c", "log.showSignature=false",
}

// inherited are variables that point a git at another checkout, as in a hook.
var inherited = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
	"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE",
	"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}

// A call is one run of git.
type call struct {
	args  []string
	env   []string
	stdin io.Reader
	// remote calls speak with another machine; they don't keep the lock when we are
	// killed, as what they leave running (a credential helper) may live for hours.
	remote bool
}

// run runs git in the checkout's top folder and returns what it says. It asks
// nobody anything. The error is a *gitError or the context's.
func (r *repo) run(ctx context.Context, c call) (string, error) {
	bounded, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	cmd := exec.CommandContext(bounded, r.program, append(append(slices.Clone(settings), "-C", r.top), c.args...)...) //nolint:gosec // the operator's git
	cmd.Env = append(r.environment(), c.env...)
	cmd.Stdin = c.stdin
	var out, complaint limited
	out.max, complaint.max = maxOutput, maxStderr
	cmd.Stdout, cmd.Stderr = &out, &complaint
	cmd.WaitDelay = goodbye
	if r.lock != nil && !c.remote {
		cmd.ExtraFiles = []*os.File{r.lock}
	}
	alone(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", &Error{Reason: NoGit, Problem: "the library is in a Git checkout, and the program git is not here", Hint: "Install git."}
	case bounded.Err() != nil:
		err = fmt.Errorf("no end after %v", r.timeout)
	case err == nil && out.Len() >= maxOutput:
		err = errors.New("it says too much")
	}
	if err != nil {
		return out.String(), &gitError{args: c.args, complaint: complaint.String(), err: err}
	}
	return out.String(), nil
}

// git is run for a command on this machine that needs nothing special.
func (r *repo) git(ctx context.Context, args ...string) (string, error) {
	out, err := r.run(ctx, call{args: args})
	return strings.TrimRight(out, "\n"), err
}

// environment is ours without what leads git elsewhere or lets it ask.
func (r *repo) environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(inherited, name)
	})
	env = append(env, "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_LITERAL_PATHSPECS=1", "GIT_EDITOR=true",
		"GIT_ASKPASS=", "SSH_ASKPASS=", "SSH_ASKPASS_REQUIRE=never", "GCM_INTERACTIVE=never")
	if r.ssh != "" {
		env = append(env, "GIT_SSH_COMMAND="+r.ssh)
	}
	return env
}

// A gitError is a git that failed.
type gitError struct {
	args      []string
	complaint string
	err       error
}

func (e *gitError) Error() string {
	said := strings.Join(strings.Fields(e.complaint), " ")
	if said == "" {
		said = e.err.Error()
	}
	if runes := []rune(said); len(runes) > 300 {
		said = string(runes[:300]) + "…"
	}
	return "git " + e.args[0] + ": " + said
}

func (e *gitError) Unwrap() error { return e.err }

// exited reports with which status git ended; -1 if it did not run or was killed.
func exited(err error) int {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -1
}

// said reports that a failed git complained of something.
func said(err error, what ...string) bool {
	var failed *gitError
	return errors.As(err, &failed) && slices.ContainsFunc(what, func(w string) bool { return strings.Contains(failed.complaint, w) })
}

// gitFailed is an error of git as one of ours.
func (r *repo) gitFailed(what string, err error) error {
	var failed *gitError
	switch {
	case !errors.As(err, &failed):
		return err
	case said(err, "dubious ownership"):
		return &Error{Reason: Unfit, Problem: "Git does not trust the checkout, as it belongs to somebody else", Err: err,
			Hint: "Run the program as the owner of the folder, or tell Git: git config --global --add safe.directory " + r.top}
	case said(err, "No space left on device", "Out of diskspace", "Disk quota exceeded", "File too large"):
		return &Error{Reason: Full, Problem: what + ": there is no room on the disk", Hint: "Make room and try again.", Err: err}
	}
	return &Error{Reason: GitFailed, Problem: what, Hint: "Run git status in " + r.top + " and see to what it says.", Err: err}
}

// limited keeps the first max bytes.
type limited struct {
	bytes.Buffer
	max int
}

func (l *limited) Write(p []byte) (int, error) {
	l.Buffer.Write(p[:min(len(p), max(0, l.max-l.Len()))])
	return len(p), nil
}
