package publish

import (
	"context"
	"errors"
	"strings"
	"time"
)

// fetch brings the upstream's commits here, and nothing into branch or folder, and
// returns where its branch is: empty if it has none yet. It asks first, so that a look
// without news is cheap, and moves no branch on the way: git would lock it, and when it
// is killed with the lock, nobody could fetch any more.
func (r *repo) fetch(ctx context.Context, c checkout) (upstream string, err error) {
	out, err := r.run(ctx, call{remote: true, args: []string{"ls-remote", "--quiet", c.remote, c.remoteRef}})
	if err != nil {
		return "", r.unreachable(c, err)
	}
	for line := range strings.SplitSeq(out, "\n") {
		if id, name, ok := strings.Cut(line, "\t"); ok && name == c.remoteRef {
			upstream = id
		}
	}
	if upstream == "" || upstream == c.head {
		return upstream, nil
	}
	if whole, err := r.complete(ctx, c, upstream); err != nil || whole {
		return upstream, err
	}
	_, err = r.run(ctx, call{remote: true, args: []string{"fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--refmap=",
		c.remote, c.remoteRef}})
	if err != nil {
		return "", r.unreachable(c, err)
	}
	if known, err := r.commitAt(ctx, upstream); err != nil || known == "" {
		return "", errors.Join(errMoved, err) // it was rewritten between the two questions
	}
	// For whoever asks git status; nothing here depends on it.
	_, _ = r.git(ctx, "update-ref", c.tracking, upstream)
	return upstream, ctx.Err()
}

// complete reports that a commit is here with all that belongs to it, because a branch
// leads to it. That there is a commit says nothing: a fetch that was killed may have
// brought it and not its files.
func (r *repo) complete(ctx context.Context, c checkout, commit string) (bool, error) {
	known, err := r.commitAt(ctx, commit)
	if err != nil || known == "" {
		return false, err
	}
	if tracked, err := r.commitAt(ctx, c.tracking); err != nil || tracked == commit {
		return err == nil, err
	}
	return r.contains(ctx, commit, c.head)
}

// unreachable is why nothing came from the remote.
func (r *repo) unreachable(c checkout, err error) error {
	var failed *gitError
	if !errors.As(err, &failed) || said(err, "dubious ownership", "No space left on device", "Disk quota exceeded", "File too large") {
		return r.gitFailed("cannot fetch", err)
	}
	return &Error{Reason: Unreachable, Problem: "the remote " + c.remote + " does not answer", Hint: "See whether it is there, and whether this machine may read it: git fetch " + c.remote + ".", Err: err}
}

// push sends a commit to the upstream's branch, which must be one of its ancestors.
// It returns errMoved if it is not, any more.
func (r *repo) push(ctx context.Context, c checkout, commit string) error {
	out, err := r.run(ctx, call{remote: true, args: []string{"push", "--porcelain", "--no-follow-tags", "--recurse-submodules=no",
		c.remote, commit + ":" + c.remoteRef}})
	var failed *gitError
	if !errors.As(err, &failed) {
		return err
	}
	why := rejection(out)
	switch {
	case strings.HasPrefix(why, "[rejected]"):
		return errMoved
	case raced(why):
		return errMoved
	case why != "" || said(err, "failed to push some refs"):
		// Without a reason it was a hook of this checkout.
		return &Error{Reason: Refused, Problem: "the remote " + c.remote + " does not take the commit",
			Hint: "Nothing was written. See what its hooks and rules ask for: " + complaint(failed, why), Err: err}
	}
	return &Error{Reason: Unreachable, Problem: "the remote " + c.remote + " could not be pushed to",
		Hint: "The commit is kept here and sent later. See whether this machine may write there: git push.", Err: err}
}

// rejection is what push says of a branch that it could not move:
// "!\tFROM:TO\t[rejected] (fetch first)".
func rejection(out string) string {
	for line := range strings.SplitSeq(out, "\n") {
		if rest, ok := strings.CutPrefix(line, "!\t"); ok {
			_, why, _ := strings.Cut(rest, "\t")
			return why
		}
	}
	return ""
}

// raced reports a rejection by a remote whose branch somebody else was just moving.
func raced(why string) bool {
	for _, sign := range []string{"failed to update ref", "cannot lock ref", "incorrect old value", "failed to lock", "fetch first", "non-fast-forward", "stale info"} {
		if strings.Contains(why, sign) {
			return true
		}
	}
	return false
}

// complaint is what a remote said, in a line.
func complaint(failed *gitError, why string) string {
	var said []string
	for line := range strings.SplitSeq(failed.complaint, "\n") {
		if line, ok := strings.CutPrefix(line, "remote:"); ok && strings.TrimSpace(line) != "" {
			said = append(said, strings.TrimSpace(line))
		}
	}
	if len(said) > 0 {
		why = strings.Join(said, " ")
	}
	if runes := []rune(why); len(runes) > 300 {
		why = string(runes[:300]) + "…"
	}
	return why
}

func isUnreachable(err error) bool {
	var known *Error
	return errors.As(err, &known) && known.Reason == Unreachable
}

const (
	// tooSlow is how long a person may be kept waiting for a remote that does not answer,
	tooSlow = 3 * time.Second
	// and awayFor how long nobody else is, then.
	awayFor = time.Minute
)

// news brings in what the upstream has. changed are the paths below the checkout's
// top that differ by it; waiting says why there may be more. A remote that has just
// kept somebody waiting in vain is not asked again, unless the caller has the patience.
func (f *Folder) news(ctx context.Context, patient bool) (c checkout, changed []string, waiting, err error) {
	if c, err = f.repo.inspect(ctx); err != nil || c.remote == "" {
		return c, nil, nil, err
	}
	start := f.o.Now()
	if !patient && start.Before(f.awayUntil) {
		return c, nil, f.away, nil
	}
	f.away, f.awayUntil = nil, time.Time{}
	if c.upstream, err = f.repo.fetch(ctx, c); isUnreachable(err) {
		if end := f.o.Now(); end.Sub(start) > tooSlow {
			f.away, f.awayUntil = err, end.Add(awayFor)
		}
		f.log.Debug("publish: working without the remote", "error", err)
		return c, nil, err, nil
	}
	if err == nil {
		c, changed, err = f.align(ctx, c)
	}
	return c, changed, nil, err
}

// align moves the branch to the upstream's, as far as nothing is lost.
func (f *Folder) align(ctx context.Context, c checkout) (checkout, []string, error) {
	upstream := c.upstream
	if upstream == "" || upstream == c.head {
		return c, nil, nil
	}
	ahead, err := f.repo.contains(ctx, upstream, c.head)
	if err != nil || ahead {
		return c, nil, err
	}
	target := upstream
	behind, err := f.repo.contains(ctx, c.head, upstream)
	if err == nil && !behind {
		target, err = f.replay(ctx, c, upstream)
	}
	if err != nil {
		return c, nil, errors.Join(err, f.area.discard())
	}
	changed, err := f.move(ctx, c, target, "yanxi: news from "+c.remote)
	if err == nil {
		c.head = target
	}
	return c, changed, err
}

// Sync brings in what the upstream has, and with Push sends what it has not. Without
// Git or an upstream it does nothing. Changed are the library's paths that differ by
// it, Commit is where the branch is. The errors are the context's and [*Error].
func (f *Folder) Sync(ctx context.Context) (Result, error) { return f.sync(ctx, false) }

// sync is Sync; ours sends nothing but commits that this program made, and none where
// there is another among them.
func (f *Folder) sync(ctx context.Context, ours bool) (Result, error) {
	var result Result
	if f.repo == nil {
		return result, nil
	}
	err := f.locked(ctx, func(ctx context.Context) error {
		var last error
		for attempt := range maxAttempts {
			if err := pause(ctx, attempt); err != nil {
				return err
			}
			c, changed, waiting, err := f.news(ctx, true)
			if err == nil && waiting != nil {
				err = waiting
			}
			if err == nil {
				result.Changed = union(result.Changed, f.repo.inLibrary(changed))
				result.Commit = c.head
				result.Pushed, err = f.pushWaiting(ctx, c, ours)
			}
			if !errors.Is(err, errMoved) {
				return err
			}
			last = err
		}
		return contended(last)
	})
	return result, err
}

// pushWaiting sends what the upstream has not. Servers take turns for that alone: what
// comes in needs no lock that they share, and no database.
func (f *Folder) pushWaiting(ctx context.Context, c checkout, ours bool) (pushed bool, err error) {
	if !f.o.Push || c.remote == "" || c.head == "" {
		return false, nil
	}
	if c.upstream == c.head {
		return true, nil
	}
	if ours {
		if own, err := f.ownSince(ctx, c.upstream, c.head); err != nil || !own {
			return false, err
		}
	}
	unlock, err := f.lockShared(ctx)
	if err != nil {
		return false, err
	}
	defer unlock()
	err = f.repo.push(ctx, c, c.head)
	return err == nil, err
}

// ownSince reports whether this program made all commits that lead from one to another.
// From nothing, they are a person's.
func (f *Folder) ownSince(ctx context.Context, from, to string) (bool, error) {
	if from == "" {
		return false, nil
	}
	out, err := f.repo.git(ctx, "log", "--max-count=500", "--format=%cn", from+".."+to)
	if err != nil {
		return false, f.repo.gitFailed("cannot read the history", err)
	}
	for name := range strings.Lines(out) {
		if strings.TrimSpace(name) != f.o.program().Name {
			return false, nil
		}
	}
	return true, nil
}
