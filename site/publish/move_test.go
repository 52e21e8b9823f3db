package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMove brings in every kind of change that a commit can hold.
func TestMove(t *testing.T) {
	remote := newRemote(t, map[string]string{
		"a.md": "一\n", "run.sh": "#!/bin/sh\n", "gone/deep/c.md": "三\n", "file": "f\n", "folder/x": "x\n", "folder/y": "y\n",
	})
	author := clone(t, remote)
	os.Symlink("a.md", filepath.Join(author, "link"))
	os.Symlink("folder", filepath.Join(author, "linked"))
	commitAll(t, author, "Links")
	git(t, author, "push", "-q")
	dir := clone(t, remote)

	os.RemoveAll(filepath.Join(author, "gone"))
	os.RemoveAll(filepath.Join(author, "folder"))
	for _, name := range []string{"file", "linked", "link"} {
		os.Remove(filepath.Join(author, name))
	}
	os.Chmod(filepath.Join(author, "run.sh"), 0o755)
	os.Symlink("a.md", filepath.Join(author, "folder")) // a folder becomes a link
	os.Symlink("run.sh", filepath.Join(author, "link")) // a link leads elsewhere
	write(t, author, map[string]string{
		"a.md": "壹\n", "file/now/a/folder": "z\n", "linked/deep/was a link": "w\n", "案例/“引号”\t制表.md": "新\n", "empty": "",
	})
	git(t, author, "init", "-q", "-b", "main", "sub")
	write(t, author, map[string]string{"sub/s.md": "s\n"})
	commitAll(t, filepath.Join(author, "sub"), "Sub")
	commitAll(t, author, "Everything")
	git(t, author, "push", "-q")

	result, err := open(t, dir, Options{}).Sync(t.Context())
	if err != nil || result.Commit != git(t, author, "rev-parse", "HEAD") {
		t.Fatalf("%+v, %v", result, err)
	}
	want := tree(t, author)
	delete(want, "sub/s.md") // the submodule's own
	wantTree(t, dir, want)
	if info, err := os.Stat(filepath.Join(dir, "run.sh")); err != nil || info.Mode().Perm()&0o111 == 0 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if got := git(t, dir, "status", "--porcelain"); got != " D sub" && got != "" {
		t.Errorf("status: %s", got)
	}
	git(t, dir, "fsck", "--strict")
	settled(t, dir)
	if result, err = open(t, dir, Options{}).Sync(t.Context()); err != nil || result.Changed != nil {
		t.Errorf("again: %+v, %v", result, err)
	}
}

// TestMoveFolderToLink brings in a link where a folder stood, wherever it leads: what it leads to is not touched, not
// even when putting it in place is repeated after an interruption.
func TestMoveFolderToLink(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, map[string]string{"a.md": "一\n"})
	for _, target := range []string{outside, "kept", "..", "nowhere", "notes"} {
		t.Run(filepath.Base(target), func(t *testing.T) {
			remote := newRemote(t, map[string]string{"notes/a.md": "一\n", "notes/deep/b.md": "二\n", "kept/a.md": "一\n"})
			author, dir := clone(t, remote), clone(t, remote)
			os.RemoveAll(filepath.Join(author, "notes"))
			if err := os.Symlink(target, filepath.Join(author, "notes")); err != nil {
				t.Fatal(err)
			}
			commitAll(t, author, "A link")
			git(t, author, "push", "-q")
			f := open(t, dir, Options{})
			if _, err := f.Sync(t.Context()); err != nil {
				t.Fatal(err)
			}
			wantTree(t, dir, tree(t, author))
			clean(t, dir)

			was, err := digestOf(f.area.root, "kept/a.md")
			if err != nil {
				t.Fatal(err)
			}
			again := &set{Files: []entry{{Path: "notes", Stage: "0", Sum: digestOfLink(target)}, {Path: "notes/a.md", Was: was}}}
			if kept, err := f.area.apply(again); err != nil || kept != nil {
				t.Errorf("again: %v, %v", kept, err)
			}
			wantTree(t, dir, tree(t, author))
			wantTree(t, outside, map[string]string{"a.md": "一\n"})
			update(t, open(t, dir, Options{Push: true}), map[string]string{"kept/c.md": "三\n"})
		})
	}
}

// TestMoveBeside brings in news beside what somebody has not committed; what is in
// the way of that is refused by name, and nothing is moved.
func TestMoveBeside(t *testing.T) {
	remote := newRemote(t, map[string]string{"a.md": "一\n", "b.md": "二\n", "c.md": "三\n"})
	for _, test := range []struct {
		name  string
		mine  map[string]string // "" removes
		stage bool
		ok    bool
	}{
		{"another file", map[string]string{"b.md": "我的\n", "mine.md": "我的\n"}, false, true},
		{"another file, staged", map[string]string{"b.md": "我的\n"}, true, true},
		{"the same text", map[string]string{"a.md": "壹\n", "new/d.md": "四\n"}, false, true},
		{"the same text, staged", map[string]string{"a.md": "壹\n", "new/d.md": "四\n"}, true, true},
		{"a changed file", map[string]string{"a.md": "我的\n"}, false, false},
		{"a changed file, staged", map[string]string{"a.md": "我的\n"}, true, false},
		{"a removed file", map[string]string{"a.md": ""}, false, false},
		{"a removed file, there too", map[string]string{"c.md": ""}, false, true},
		{"a new file", map[string]string{"new/d.md": "我的\n"}, false, false},
		{"a file for a folder", map[string]string{"new": "我的\n"}, false, false},
		{"a changed file that Git does not look at", map[string]string{"a.md": "我的\n"}, false, false},
		{"a file that Git does not look at", map[string]string{"b.md": "二\n"}, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := clone(t, remote)
			if strings.HasSuffix(test.name, "not look at") {
				git(t, dir, "update-index", "--assume-unchanged", "a.md")
				git(t, dir, "update-index", "--skip-worktree", "c.md")
			}
			head := git(t, dir, "rev-parse", "HEAD")
			author := clone(t, remote)
			branch := "x" + strings.ReplaceAll(test.name, " ", "-")
			git(t, author, "switch", "-q", "-c", branch)
			write(t, author, map[string]string{"a.md": "壹\n", "new/d.md": "四\n"})
			os.Remove(filepath.Join(author, "c.md"))
			commitAll(t, author, "News")
			git(t, author, "push", "-q", "origin", branch)
			git(t, dir, "config", "branch.main.merge", "refs/heads/"+branch)
			git(t, dir, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
			for name, text := range test.mine {
				if text == "" {
					os.Remove(filepath.Join(dir, name))
				} else {
					write(t, dir, map[string]string{name: text})
				}
			}
			if test.stage {
				git(t, dir, "add", "-A")
			}
			before := tree(t, dir)
			_, err := open(t, dir, Options{}).Sync(t.Context())
			settled(t, dir)
			git(t, dir, "fsck", "--strict")
			if !test.ok {
				wantReason(t, err, Dirty)
				wantTree(t, dir, before)
				if git(t, dir, "rev-parse", "HEAD") != head {
					t.Error("the branch has moved")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{"a.md": "壹\n", "b.md": "二\n", "new/d.md": "四\n"}
			for name, text := range test.mine {
				if text != "" {
					want[name] = text
				}
			}
			wantTree(t, dir, want)
		})
	}
}

// TestGitInterrupted ends an update in a checkout after each of its steps.
func TestGitInterrupted(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(t *testing.T, f *Folder, s *set) // after the journal is there
		done bool
	}{
		{"journal", func(*testing.T, *Folder, *set) {}, false},
		{"index locked", func(t *testing.T, f *Folder, s *set) { lockForever(t, f) }, false},
		{"branch moved", func(t *testing.T, f *Folder, s *set) { moveBranch(t, f, s) }, true},
		{"branch moved, index locked", func(t *testing.T, f *Folder, s *set) { moveBranch(t, f, s); lockForever(t, f) }, true},
		{"index written", func(t *testing.T, f *Folder, s *set) {
			moveBranch(t, f, s)
			if err := f.repo.updateIndex(t.Context(), s.Git.Old, s.Git.New); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"one file moved", func(t *testing.T, f *Folder, s *set) {
			moveBranch(t, f, s)
			if _, err := f.area.place(s.Files[0]); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"somebody committed on top", func(t *testing.T, f *Folder, s *set) {
			moveBranch(t, f, s)
			git(t, f.dir, "commit", "-q", "--allow-empty", "-m", "On top")
		}, true},
		{"another branch was checked out", func(t *testing.T, f *Folder, s *set) { git(t, f.dir, "switch", "-q", "-c", "x") }, false},
		{"somebody committed first", func(t *testing.T, f *Folder, s *set) {
			git(t, f.dir, "commit", "-q", "--allow-empty", "-m", "First")
		}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			git(t, dir, "init", "-q", "-b", "main")
			write(t, dir, beforeSet)
			commitAll(t, dir, "Begin")
			f := open(t, dir, Options{})
			if err := errors.Join(f.area.prepare(), f.repo.ask(t.Context())); err != nil {
				t.Fatal(err)
			}
			var files []file
			for name, text := range afterSet {
				files = append(files, file{path: name, data: []byte(text)})
			}
			files = append(files, file{path: "gone.md", remove: true})
			s, err := f.area.stage(files)
			if err != nil {
				t.Fatal(err)
			}
			c, err := f.repo.inspect(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			commit, _, err := f.commit(t.Context(), c, zhang, "Change", files)
			if err != nil {
				t.Fatal(err)
			}
			s.Git = &gitStep{Ref: c.ref, Old: c.head, New: commit}
			if err := f.area.decide(s); err != nil {
				t.Fatal(err)
			}
			test.do(t, f, s)

			open(t, dir, Options{})
			want := beforeSet
			if test.done {
				want = afterSet
			}
			wantTree(t, dir, want)
			if test.name != "somebody committed on top" { // from an index that knew nothing
				clean(t, dir)
			}
			settled(t, dir)
		})
	}
}

// lockForever locks the index as a process does that is killed then.
func lockForever(t *testing.T, f *Folder) {
	t.Helper()
	if _, err := f.repo.lockIndex(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func moveBranch(t *testing.T, f *Folder, s *set) {
	t.Helper()
	git(t, f.dir, "update-ref", s.Git.Ref, s.Git.New, s.Git.Old)
}

// TestOthersLock waits for a git that holds the index, says so when it does not end,
// and removes no lock but those from before the machine was started.
func TestOthersLock(t *testing.T) {
	dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	f := open(t, dir, Options{Push: true})
	lock := filepath.Join(dir, ".git/index.lock")
	write(t, dir, map[string]string{".git/index.lock": "DIRC"})
	indexPatience = 50 * time.Millisecond
	defer func() { indexPatience = 10 * time.Second }()
	_, err := f.Update(t.Context(), zhang, fixed(map[string]string{"a.md": "壹\n"}))
	wantReason(t, err, Busy)
	if _, err := os.Stat(lock); err != nil {
		t.Fatal("somebody else's lock was removed")
	}
	wantTree(t, dir, map[string]string{"a.md": "一\n"})
	settled(t, dir)
	if started := startOfMachine(); !started.IsZero() {
		before := started.Add(-time.Hour)
		for _, name := range []string{"index.lock", "HEAD.lock", "refs/heads/main.lock", "refs/remotes/origin/main.lock"} {
			write(t, dir, map[string]string{".git/" + name: ""})
			os.Chtimes(filepath.Join(dir, ".git", name), before, before)
		}
	} else {
		os.Remove(lock)
	}
	update(t, f, map[string]string{"a.md": "壹\n"})
	clean(t, dir)

	// Nobody needs the branch that says where the remote is: a killed fetch may have it.
	g := open(t, clone(t, git(t, dir, "remote", "get-url", "origin")), Options{Push: true})
	update(t, g, map[string]string{"b.md": "二\n"})
	write(t, dir, map[string]string{".git/refs/remotes/origin/main.lock": ""})
	if result := update(t, f, map[string]string{"c.md": "三\n"}); !result.Pushed {
		t.Errorf("%+v", result)
	}
	wantTree(t, dir, map[string]string{"a.md": "壹\n", "b.md": "二\n", "c.md": "三\n"})
	if result, err := f.Sync(t.Context()); err != nil || !result.Pushed {
		t.Errorf("%+v, %v", result, err)
	}
}

// TestOwnRefLock finds the locks on the branch that a git of ours has left, killed
// with us between the journal and the move.
func TestOwnRefLock(t *testing.T) {
	dir := clone(t, newRemote(t, map[string]string{"a.md": "一\n"}))
	f := open(t, dir, Options{})
	head := git(t, dir, "rev-parse", "HEAD")
	if err := f.area.prepare(); err != nil {
		t.Fatal(err)
	}
	s, err := f.area.stage([]file{{path: "a.md", data: []byte("壹\n")}})
	if err != nil {
		t.Fatal(err)
	}
	s.Git = &gitStep{Ref: "refs/heads/main", Old: head, New: strings.Repeat("1", 40)}
	if err := f.area.decide(s); err != nil {
		t.Fatal(err)
	}
	write(t, dir, map[string]string{".git/HEAD.lock": "", ".git/refs/heads/main.lock": ""})
	indexPatience = 50 * time.Millisecond
	defer func() { indexPatience = 10 * time.Second }()
	update(t, f, map[string]string{"b.md": "二\n"})
	wantTree(t, dir, map[string]string{"a.md": "一\n", "b.md": "二\n"})
	clean(t, dir)
}
