package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
	"unicode"
)

// maxAttempts is how often a change is made anew because somebody else was faster. A
// variable for tests.
var maxAttempts = 12

// errMoved says that the branch was moved while a commit for it was made.
var errMoved = errors.New("the branch has moved meanwhile")

// updateGit changes a checkout: news in, make, commit, push, and only then the folder.
func (f *Folder) updateGit(ctx context.Context, author Author, make func(fs.FS) (Change, error)) (Result, error) {
	var last error
	for attempt := range maxAttempts {
		if err := pause(ctx, attempt); err != nil {
			return Result{}, err
		}
		result, err := f.attempt(ctx, author, make)
		if !errors.Is(err, errMoved) {
			return result, err
		}
		last = err
		f.log.Debug("publish: somebody else was faster", "attempt", attempt+1, "reason", err)
	}
	return Result{}, contended(last)
}

// contended is the end of all attempts.
func contended(last error) error {
	return &Error{Reason: Contended, Problem: "others were faster each time", Err: last,
		Hint: "Nothing was written. Try again in a moment. If a lock file is named here and no git is running, remove it."}
}

// pause waits before another attempt, longer each time and never as long as others do.
func pause(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return ctx.Err()
	}
	longest := min(20*time.Millisecond<<attempt, 2*time.Second)
	select {
	case <-time.After(rand.N(longest)): //nolint:gosec // no secret
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// attempt makes one commit. It returns errMoved, with nothing written, when
// somebody else has moved the branch here or there.
func (f *Folder) attempt(ctx context.Context, author Author, make func(fs.FS) (Change, error)) (Result, error) {
	c, _, waiting, err := f.news(ctx, false)
	if err != nil {
		return Result{}, err
	}
	change, err := make(f.root.FS())
	if err != nil {
		return Result{}, err
	}
	files, err := f.repo.files(change)
	if err != nil {
		return Result{}, err
	}
	s, err := f.area.stage(files)
	if err != nil {
		return Result{}, err
	}
	var result Result
	result.Commit, result.Changed, err = f.commit(ctx, c, author, change.Message, files)
	if err != nil {
		return Result{}, errors.Join(err, f.area.discard())
	}
	result.Changed = f.repo.inLibrary(union(result.Changed, s.paths()))
	if result.Commit == "" {
		result.Kept, err = f.applyPlain(s)
		return result, err
	}
	s.Git = &gitStep{Ref: c.ref, Old: c.head, New: result.Commit}
	if err := f.area.decide(s); err != nil {
		return Result{}, err
	}
	if result.Pushed, result.Waiting, err = f.send(ctx, c, result.Commit, waiting); err != nil {
		return Result{}, errors.Join(err, f.area.discard())
	}
	if result.Kept, err = f.applyGit(ctx, s, subject(change.Message)); err != nil {
		if result.Pushed {
			err = &Error{Reason: Unfinished, Problem: "the change is published, but could not be written here", Hint: "It comes with the next update.", Err: err}
		}
		return Result{}, err
	}
	return result, nil
}

// send pushes a commit, unless away says why the remote cannot be reached. waiting is why it is not pushed yet, where it
// should be; err why it never will be.
func (f *Folder) send(ctx context.Context, c checkout, commit string, away error) (pushed bool, waiting, err error) {
	if c.remote == "" || !f.o.Push {
		return false, nil, nil
	}
	if away != nil {
		return false, away, nil
	}
	// Not after the push: then it is too late to give up.
	if err := f.repo.indexFree(ctx); err != nil {
		return false, nil, err
	}
	err = f.repo.push(ctx, c, commit)
	if isUnreachable(err) {
		return false, err, nil
	}
	return err == nil, nil, err
}

// applyPlain puts a set in place that Git has already.
func (f *Folder) applyPlain(s *set) (kept []string, err error) {
	if len(s.Files) == 0 {
		return nil, f.area.discard()
	}
	if err := f.area.decide(s); err != nil {
		return nil, err
	}
	kept, err = f.area.apply(s)
	return f.repo.inLibrary(kept), err
}

// files are a change's files by their paths below the checkout's top.
func (r *repo) files(change Change) ([]file, error) {
	files, err := change.check()
	if err != nil {
		return nil, err
	}
	for i := range files {
		files[i].path = r.prefix + files[i].path
		if err := r.checkForeign(files[i].path); err != nil {
			return nil, err
		}
	}
	if strings.TrimSpace(change.Message) == "" && len(files) > 0 {
		return nil, errors.New("publish: a change without a message")
	}
	return files, nil
}

// inLibrary gives paths below the checkout's top as paths below the library.
func (r *repo) inLibrary(paths []string) []string {
	var inside []string
	for _, path := range paths {
		if rel, ok := strings.CutPrefix(path, r.prefix); ok {
			inside = append(inside, rel)
		}
	}
	return inside
}

// commit makes a commit of the files on top of the branch, and nothing else: it is
// built in an index of its own, and no branch leads to it yet. It returns an
// empty commit if the branch has these files already.
//
// No hook of the checkout is run by this: a hook may change files and refuse, and
// then a signature would be of another text. What must hold for everybody belongs
// in a hook of the remote, which can refuse the push. Hooks of a push are run.
func (f *Folder) commit(ctx context.Context, c checkout, author Author, message string, files []file) (commit string, changed []string, err error) {
	index := f.area.indexFile()
	if err := f.repo.readTree(ctx, index, c.head); err != nil {
		return "", nil, err
	}
	info, changed, err := f.repo.indexInfo(ctx, index, files)
	if err != nil || len(changed) == 0 {
		return "", nil, err
	}
	tree, err := f.repo.writeTree(ctx, index, info)
	if err != nil {
		return "", nil, err
	}
	commit, err = f.repo.commitTree(ctx, tree, c.head, cleanMessage(message), f.people(author))
	return commit, changed, err
}

// indexInfo stores the contents of files, and says what an index must learn to have
// them, as update-index reads it. changed are the paths that are new to the index.
func (r *repo) indexInfo(ctx context.Context, index string, files []file) (info string, changed []string, err error) {
	var paths []string
	for _, file := range files {
		paths = append(paths, file.path)
	}
	have, err := r.inIndex(ctx, index, paths)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	for _, file := range files {
		mode, id, known := strings.Cut(have[file.path], " ")
		switch {
		case file.remove && !known:
			continue
		case file.remove:
			mode, id = "0", strings.Repeat("0", len(id))
		default:
			if !known {
				mode = "100644"
			}
			out, err := r.run(ctx, call{args: []string{"hash-object", "-w", "--stdin", "--path=" + file.path}, stdin: bytes.NewReader(file.data)})
			if err != nil {
				return "", nil, r.gitFailed("cannot make a commit", err)
			}
			if id = strings.TrimSpace(out); mode+" "+id == have[file.path] {
				continue
			}
		}
		fmt.Fprintf(&b, "%s %s\t%s\x00", mode, id, file.path)
		changed = append(changed, file.path)
	}
	return b.String(), changed, nil
}

// readTree fills an index with a commit's files; an empty commit has none.
func (r *repo) readTree(ctx context.Context, index, commit string) error {
	args := []string{"read-tree", commit}
	if commit == "" {
		args[1] = "--empty"
	}
	_, err := r.run(ctx, call{args: args, env: []string{"GIT_INDEX_FILE=" + index}})
	return r.gitFailed("cannot read a commit", err)
}

// writeTree changes an index and stores what it holds.
func (r *repo) writeTree(ctx context.Context, index, info string) (tree string, err error) {
	env := []string{"GIT_INDEX_FILE=" + index}
	if _, err = r.run(ctx, call{args: []string{"update-index", "-z", "--index-info"}, env: env, stdin: strings.NewReader(info)}); err == nil {
		tree, err = r.run(ctx, call{args: []string{"write-tree"}, env: env})
	}
	return strings.TrimSpace(tree), r.gitFailed("cannot make a commit", err)
}

func (r *repo) commitTree(ctx context.Context, tree, parent, message string, people []string) (string, error) {
	args := []string{"commit-tree", tree}
	if parent != "" {
		args = append(args, "-p", parent)
	}
	out, err := r.run(ctx, call{args: append(args, "-F", "-"), env: people, stdin: strings.NewReader(message)})
	return strings.TrimSpace(out), r.gitFailed("cannot make a commit", err)
}

// people are the variables that say who makes a commit.
func (f *Folder) people(author Author) []string {
	date := f.o.Now().Format("2006-01-02T15:04:05-07:00")
	author, program := author.clean(), f.o.program()
	return []string{
		"GIT_AUTHOR_NAME=" + author.Name, "GIT_AUTHOR_EMAIL=" + author.Email, "GIT_AUTHOR_DATE=" + date,
		"GIT_COMMITTER_NAME=" + program.Name, "GIT_COMMITTER_EMAIL=" + program.Email, "GIT_COMMITTER_DATE=" + date,
	}
}

// program is who commits.
func (o Options) program() Author {
	if o.Program.Name == "" {
		return Author{Name: "Yanxi", Email: "yanxi@yanxi.invalid"}
	}
	return o.Program.clean()
}

// clean is an author as Git can record one.
func (a Author) clean() Author {
	plain := func(s string) string {
		s = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == '<' || r == '>' {
				return -1
			}
			return r
		}, strings.ToValidUTF8(s, ""))
		return strings.TrimSpace(string([]rune(s)[:min(len([]rune(s)), 200)]))
	}
	a.Name, a.Email = plain(a.Name), strings.ReplaceAll(plain(a.Email), " ", "")
	if a.Name == "" || strings.Trim(a.Name, ".,:;\"'") == "" {
		a.Name = "unknown"
	}
	if a.Email == "" {
		a.Email = strings.ReplaceAll(a.Name, " ", ".") + "@yanxi.invalid"
	}
	return a
}

// cleanMessage is a message with plain line ends and one at its end.
func cleanMessage(message string) string {
	message = strings.ToValidUTF8(strings.ReplaceAll(strings.ReplaceAll(message, "\x00", ""), "\r", ""), "\uFFFD")
	return strings.TrimSpace(message) + "\n"
}

// subject is the first line of a message, for Git's log of a branch.
func subject(message string) string {
	line, _, _ := strings.Cut(cleanMessage(message), "\n")
	return "yanxi: " + line
}

func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}
