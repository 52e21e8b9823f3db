package publish

import (
	"context"
	"fmt"
	"strings"
)

// maxReplay is how many commits are replayed at most.
const maxReplay = 500

// replay makes commits that this program left waiting anew on top of the upstream's.
// Files are never merged: if a file was changed on both sides, or a commit is a
// person's own, the error is an [*Error] and a person must look.
func (f *Folder) replay(ctx context.Context, c checkout, upstream string) (string, error) {
	r := f.repo
	if !f.o.Push {
		return "", diverged(c, nil)
	}
	program := f.o.program().Name
	out, err := r.git(ctx, "log", "--reverse", "--topo-order", "--format=%H%x00%P%x00%cn%x00%an%x00%ae%x00%ad", "--date=raw", upstream+".."+c.head)
	if err != nil {
		return "", r.gitFailed("cannot read the history", err)
	}
	if _, err := f.area.begin(); err != nil {
		return "", err
	}
	lines := strings.Split(out, "\n")
	if len(lines) > maxReplay {
		return "", diverged(c, nil)
	}
	tip := upstream
	for _, line := range lines {
		p := strings.Split(line, "\x00")
		if len(p) != 6 || strings.Contains(p[1], " ") || p[1] == "" || p[2] != program {
			return "", diverged(c, nil)
		}
		people := append(f.people(Author{Name: p[3], Email: p[4]}), "GIT_AUTHOR_DATE="+p[5])
		if tip, err = f.replayOne(ctx, c, p[0], p[1], tip, people); err != nil {
			return "", err
		}
	}
	return tip, nil
}

// replayOne makes a commit's change of its parent on top of another commit.
func (f *Folder) replayOne(ctx context.Context, c checkout, commit, parent, tip string, people []string) (string, error) {
	r := f.repo
	changes, err := r.diff(ctx, parent, commit)
	if err != nil {
		return "", err
	}
	index := f.area.indexFile()
	if err := r.readTree(ctx, index, tip); err != nil {
		return "", err
	}
	var paths []string
	for _, ch := range changes {
		paths = append(paths, ch.path)
	}
	have, err := r.inIndex(ctx, index, paths)
	if err != nil {
		return "", err
	}
	var info strings.Builder
	var both []string
	for _, ch := range changes {
		old, now := ch.oldMode+" "+ch.oldID, ch.mode+" "+ch.id
		switch there := have[ch.path]; {
		case there == now || there == "" && ch.mode == noMode:
		case there == old || there == "" && ch.oldMode == noMode:
			mode := ch.mode
			if mode == noMode {
				mode = "0"
			}
			fmt.Fprintf(&info, "%s %s\t%s\x00", mode, ch.id, ch.path)
		default:
			both = append(both, ch.path)
		}
	}
	if len(both) > 0 {
		return "", diverged(c, r.inLibrary(both))
	}
	if info.Len() == 0 {
		return tip, nil // the upstream has it
	}
	tree, err := r.writeTree(ctx, index, info.String())
	if err != nil {
		return "", err
	}
	message, err := r.run(ctx, call{args: []string{"log", "-1", "--format=%B", commit}})
	if err != nil {
		return "", r.gitFailed("cannot read the history", err)
	}
	return r.commitTree(ctx, tree, tip, cleanMessage(message), people)
}

func diverged(c checkout, paths []string) error {
	problem := "this checkout and " + c.remote + " have each commits that the other has not"
	if len(paths) > 0 {
		problem = listed(paths) + " changed both here and at " + c.remote
	}
	return &Error{Reason: Diverged, Problem: problem, Paths: paths,
		Hint: "Both are kept. Bring them together by hand: git pull --rebase, then git push."}
}
