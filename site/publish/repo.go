package publish

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A repo is the Git checkout that a library is in.
type repo struct {
	top     string // absolute, where .git is
	prefix  string // the library below it: "" or "docs/"
	program string
	ssh     string // GIT_SSH_COMMAND; empty: the operator's own
	timeout time.Duration
	lock    *os.File // that calls inherit; set under the lock

	index  string   // the checkout's index, absolute; empty: not asked yet
	common string   // where branches are, absolute: worktrees share it
	under  []string // files that are there while something is under way
}

// locate finds the checkout that the folder is in, if it is in one. A folder in
// which nothing is Git's is none, though a folder above it may be.
func (f *Folder) locate(ctx context.Context) error {
	f.area = &area{root: f.root}
	top := f.dir
	for {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			break
		}
		above := filepath.Dir(top)
		if above == top {
			return nil
		}
		top = above
	}
	r := &repo{top: top, program: f.o.Git, timeout: f.o.Timeout}
	if r.program == "" {
		r.program = "git"
	}
	if r.timeout <= 0 {
		r.timeout = defaultTimeout
	}
	if top != f.dir {
		rel, err := filepath.Rel(top, f.dir)
		if err != nil {
			return err
		}
		r.prefix = filepath.ToSlash(rel) + "/"
		tracked, err := r.git(ctx, "ls-files", "-z", "--", strings.TrimSuffix(r.prefix, "/"))
		if err == nil && tracked == "" {
			f.log.Info("publish: the folder is in a Git checkout that knows nothing in it; it is written without Git", "folder", f.dir, "checkout", top)
			return nil
		}
		root, err := os.OpenRoot(top)
		if err != nil {
			return err
		}
		f.area = &area{root: root}
	}
	f.repo = r
	return nil
}

// A checkout is the state of a repo: the branch that is checked out, and where it is.
type checkout struct {
	ref  string // refs/heads/main
	head string // its commit; empty: none yet

	remote    string // of the upstream; empty: there is none
	remoteRef string // the branch there
	tracking  string // where its commit is kept here, for people
	upstream  string // its commit, once it was asked; empty: none yet
}

// inspect reads the state of the checkout. The error is an [*Error] if nothing may be
// published in it.
func (r *repo) inspect(ctx context.Context) (checkout, error) {
	var c checkout
	if err := r.ask(ctx); err != nil {
		return c, err
	}
	for _, name := range r.under {
		if _, err := os.Lstat(name); err == nil {
			return c, &Error{Reason: Underway, Problem: "the checkout is in the middle of a merge, rebase or the like (" + filepath.Base(name) + ")",
				Hint: "Finish it in " + r.top + ", or give it up: git status says how."}
		}
	}
	ref, err := r.git(ctx, "symbolic-ref", "-q", "HEAD")
	if exited(err) == 1 {
		return c, &Error{Reason: Unfit, Problem: "the checkout is on no branch, so that commits would be lost", Hint: "Check out a branch in " + r.top + ": git switch NAME."}
	}
	if err != nil {
		return c, r.gitFailed("cannot read the checkout", err)
	}
	c.ref = ref
	out, err := r.git(ctx, "for-each-ref", "--format=%(objectname)%00%(upstream)%00%(upstream:remotename)%00%(upstream:remoteref)", ref)
	if err != nil {
		return c, r.gitFailed("cannot read the checkout", err)
	}
	if parts := strings.Split(out, "\x00"); len(parts) == 4 {
		c.head, c.tracking, c.remote, c.remoteRef = parts[0], parts[1], parts[2], parts[3]
	}
	if c.remote == "" {
		c.guessUpstream(ctx, r)
	}
	if c.remote == "." || c.remoteRef == "" || c.tracking == "" {
		c.remote, c.tracking = "", "" // another branch of this machine, or one that is not kept
	}
	r.removeOldLocks(startOfMachine(), r.index, r.inGit("HEAD"), r.shared(c.ref), r.shared("packed-refs"), r.shared("shallow"), r.shared(cmp.Or(c.tracking, c.ref)))
	return c, nil
}

// ask asks for what stays the same.
func (r *repo) ask(ctx context.Context) error {
	if r.index != "" {
		return nil
	}
	sparse, err := r.git(ctx, "config", "--type=bool", "core.sparseCheckout")
	if err != nil && exited(err) != 1 {
		return r.gitFailed("cannot read the checkout", err)
	}
	if sparse == "true" {
		return &Error{Reason: Unfit, Problem: "the checkout is a sparse one, which is not supported", Hint: "Clone the repository in full."}
	}
	// ssh must not ask; who has said how to call it has seen to that.
	if _, err := r.git(ctx, "config", "core.sshCommand"); exited(err) == 1 && os.Getenv("GIT_SSH_COMMAND") == "" && os.Getenv("GIT_SSH") == "" {
		r.ssh = "ssh -oBatchMode=yes -oConnectTimeout=20"
	}
	out, err := r.git(ctx, "rev-parse", "--git-path", "index", "--git-path", "MERGE_HEAD", "--git-path", "CHERRY_PICK_HEAD",
		"--git-path", "REVERT_HEAD", "--git-path", "rebase-merge", "--git-path", "rebase-apply")
	if err != nil {
		return r.gitFailed("cannot read the checkout", err)
	}
	common, err := r.git(ctx, "rev-parse", "--git-common-dir")
	if err != nil {
		return r.gitFailed("cannot read the checkout", err)
	}
	paths := append(strings.Split(out, "\n"), common)
	for i, path := range paths {
		if !filepath.IsAbs(path) {
			paths[i] = filepath.Join(r.top, path)
		}
	}
	last := len(paths) - 1
	r.index, r.under, r.common = paths[0], paths[1:last], paths[last]
	return nil
}

// inGit is a file of this checkout's own, as HEAD.
func (r *repo) inGit(name string) string { return filepath.Join(filepath.Dir(r.index), name) }

// shared is a file of all worktrees of the repository, as a branch.
func (r *repo) shared(name string) string { return filepath.Join(r.common, filepath.FromSlash(name)) }

// guessUpstream takes the only remote for the upstream of a branch that has none
// yet: a folder just begun, with a remote just added.
func (c *checkout) guessUpstream(ctx context.Context, r *repo) {
	branch := strings.TrimPrefix(c.ref, "refs/heads/")
	if remote, err := r.git(ctx, "config", "branch."+branch+".remote"); err == nil {
		// A branch that has no commit yet: nothing but its configuration tells.
		merge, err := r.git(ctx, "config", "branch."+branch+".merge")
		if err == nil {
			c.remote, c.remoteRef = remote, merge
			c.tracking = "refs/remotes/" + remote + "/" + strings.TrimPrefix(merge, "refs/heads/")
		}
		return
	}
	remotes, err := r.git(ctx, "remote")
	if err == nil && remotes != "" && !strings.Contains(remotes, "\n") {
		c.remote, c.remoteRef, c.tracking = remotes, c.ref, "refs/remotes/"+remotes+"/"+branch
	}
}

// commitAt is the commit of a branch; empty if there is none.
func (r *repo) commitAt(ctx context.Context, ref string) (string, error) {
	out, err := r.git(ctx, "rev-parse", "-q", "--verify", ref+"^{commit}")
	if exited(err) == 1 {
		return "", nil
	}
	return out, r.gitFailed("cannot read the checkout", err)
}

// contains reports that one commit is in the history of another.
func (r *repo) contains(ctx context.Context, commit, in string) (bool, error) {
	if commit == "" || commit == in {
		return true, nil
	}
	if in == "" {
		return false, nil
	}
	_, err := r.git(ctx, "merge-base", "--is-ancestor", commit, in)
	if exited(err) == 1 {
		return false, nil
	}
	return err == nil, r.gitFailed("cannot read the history", err)
}

// checkForeign refuses a path in a checkout inside this one.
func (r *repo) checkForeign(name string) error {
	for i, c := range name {
		if c != '/' || i < len(r.prefix) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(r.top, filepath.FromSlash(name[:i]), ".git")); !errors.Is(err, fs.ErrNotExist) && !isNotFolder(err) {
			return &Error{Reason: BadName, Problem: name[:i] + " is a Git checkout of its own", Hint: "Publish to that one instead.", Paths: []string{name}}
		}
	}
	return nil
}

// A change of a tree: what stands at a path in one commit and in another. The mode
// of what is not there is 000000.
type treeChange struct{ oldMode, oldID, mode, id, path string }

// Modes of Git's trees.
const (
	noMode   = "000000"
	linkMode = "120000"
	repoMode = "160000" // a submodule
)

// diff lists what differs between two commits; from may be empty for nothing at all.
func (r *repo) diff(ctx context.Context, from, to string) ([]treeChange, error) {
	if from == "" {
		return r.listTree(ctx, to)
	}
	out, err := r.run(ctx, call{args: []string{"diff-tree", "-r", "-z", "--no-renames", "--full-index", from, to}})
	if err != nil {
		return nil, r.gitFailed("cannot compare commits", err)
	}
	var changes []treeChange
	parts := strings.Split(out, "\x00")
	for i := 0; i+1 < len(parts); i += 2 {
		// :100644 100644 OLD NEW M
		fields := strings.Fields(strings.TrimPrefix(parts[i], ":"))
		if len(fields) != 5 {
			return nil, &Error{Reason: GitFailed, Problem: "git diff-tree says what nobody understands", Hint: "Update git."}
		}
		changes = append(changes, treeChange{fields[0], fields[2], fields[1], fields[3], parts[i+1]})
	}
	return changes, nil
}

func (r *repo) listTree(ctx context.Context, commit string) ([]treeChange, error) {
	out, err := r.run(ctx, call{args: []string{"ls-tree", "-r", "-z", "--full-tree", commit}})
	if err != nil {
		return nil, r.gitFailed("cannot read a commit", err)
	}
	var changes []treeChange
	for line := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		// 100644 blob ID\tPATH
		info, path, ok := strings.Cut(line, "\t")
		if fields := strings.Fields(info); ok && len(fields) == 3 {
			changes = append(changes, treeChange{noMode, strings.Repeat("0", len(fields[2])), fields[0], fields[2], path})
		}
	}
	return changes, nil
}

// inIndex tells what an index has at paths: "MODE ID" by path. What is unmerged has
// a stage behind it, so that it equals nothing.
func (r *repo) inIndex(ctx context.Context, index string, paths []string) (map[string]string, error) {
	have := map[string]string{}
	for chunk := range slices.Chunk(paths, 100) {
		out, err := r.run(ctx, call{args: append([]string{"ls-files", "-s", "-z", "--"}, chunk...), env: []string{"GIT_INDEX_FILE=" + index}})
		if err != nil {
			return nil, r.gitFailed("cannot read the index", err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
			// 100644 ID STAGE\tPATH
			if info, path, ok := strings.Cut(line, "\t"); ok {
				have[path] = strings.TrimSuffix(info, " 0")
			}
		}
	}
	return have, nil
}

// InGit reports whether the folder is in a Git checkout.
func (f *Folder) InGit() bool { return f.repo != nil }
