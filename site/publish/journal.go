package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"syscall"
)

// A set is what is being moved into place. As stage/journal it is JSON:
//
//	{"version":1,
//	 "files":[{"path":"notes/a.md","stage":"0","was":"sha256:…","sum":"sha256:…"},
//	          {"path":"notes/b.md","was":"sha256:…"}],
//	 "git":{"ref":"refs/heads/main","old":"…","new":"…"}}
//
// path is below the area's root; stage the file in stage/ that goes there, left out
// where the path is to be removed; was the digest of what stood there when the set
// was made, left out where nothing did; sum the digest of what is to stand there.
//
// Without git the journal itself is the decision: once it is there, the set is
// completed, however often it takes. With git the decision is the branch: the set
// is completed if ref has reached new, and dropped if it is still at old.
type set struct {
	Version int      `json:"version"`
	Files   []entry  `json:"files"`
	Git     *gitStep `json:"git,omitempty"`
}

type entry struct {
	Path  string `json:"path"`
	Stage string `json:"stage,omitempty"`
	Was   string `json:"was,omitempty"`
	Sum   string `json:"sum,omitempty"`
}

// A gitStep is how a branch moves with a set. Old is zeros where there was no commit.
type gitStep struct {
	Ref string `json:"ref"`
	Old string `json:"old"`
	New string `json:"new"`
}

const journalVersion = 1

func (s *set) paths() []string {
	var paths []string
	for _, f := range s.Files {
		paths = append(paths, f.Path)
	}
	return paths
}

// staged are the files of the set below the stage.
func (s *set) staged() []string {
	var names []string
	for _, f := range s.Files {
		if f.Stage != "" {
			names = append(names, f.Stage)
		}
	}
	return names
}

// decide writes the journal. Everything that needs room on the disk is done before:
// the contents are staged, and the folders made.
func (a *area) decide(s *set) error {
	s.Version = journalVersion
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	for _, f := range s.Files {
		if f.Stage == "" {
			continue
		}
		if err := a.makeFolders(path.Dir(f.Path)); err != nil {
			return errors.Join(diskError("cannot make a folder for "+f.Path, err), a.discard())
		}
	}
	aside := journalFile + ".new"
	_, err = writeFile(a.root, aside, 0o644, bytes.NewReader(data))
	for dir := range folders(append(s.staged(), "journal")) {
		if err == nil {
			err = syncPath(a.root, path.Join(stageFolder, dir))
		}
	}
	if err == nil {
		err = a.root.Rename(aside, journalFile)
	}
	if err == nil {
		err = errors.Join(syncPath(a.root, stageFolder), syncPath(a.root, ownFolder))
	}
	if err != nil {
		return errors.Join(diskError("cannot write the journal", err), a.discard())
	}
	return nil
}

// makeFolders makes a folder and those above it. Where a file or a link is in the way
// it does nothing: that goes first, in apply.
func (a *area) makeFolders(dir string) error {
	for i, r := range dir + "/" {
		if r != '/' {
			continue
		}
		info, err := a.root.Lstat(dir[:i])
		if errors.Is(err, fs.ErrNotExist) {
			return a.root.MkdirAll(dir, 0o755)
		}
		if err != nil || !info.IsDir() {
			return err
		}
	}
	return nil
}

// undecided reads the journal of a set that was not completed; nil if there is none.
// A journal that cannot be read was not written by a rename of ours, or the disk is
// broken; nothing is guessed.
func (a *area) undecided() (*set, error) {
	data, err := a.root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // usual
	}
	s := new(set)
	if err == nil {
		err = json.Unmarshal(data, s)
	}
	if err == nil && s.Version != journalVersion {
		err = fmt.Errorf("version %d", s.Version)
	}
	if err != nil {
		return nil, &Error{Reason: Unwritable, Problem: "the journal of an interrupted update, " + journalFile + ", cannot be read",
			Hint: "Compare the files in " + stageFolder + " with the library, then remove that folder.", Err: err}
	}
	return s, nil
}

// apply moves a decided set into place, and drops the journal. What somebody has
// saved since the set was made stays, and its path is returned. It may be repeated.
func (a *area) apply(s *set) (kept []string, err error) {
	// Removals first: a folder may stand where a file stood, and the other way round.
	for _, f := range s.Files {
		if f.Stage == "" && !a.behindLink(f.Path) { // else it is gone: a link stands where its folder stood
			mine, err := a.mayReplace(f)
			if err != nil {
				return nil, err
			}
			if !mine {
				kept = append(kept, f.Path)
				continue
			}
			if err := a.root.Remove(f.Path); err != nil && !errors.Is(err, fs.ErrNotExist) && !isNotFolder(err) {
				return nil, unfinished("cannot remove "+f.Path, err)
			}
			pruneFolders(a.root, f.Path)
		}
	}
	for _, f := range s.Files {
		if f.Stage != "" {
			mine, err := a.place(f)
			if err != nil {
				return nil, err
			}
			if !mine {
				kept = append(kept, f.Path)
			}
		}
	}
	for dir := range folders(s.paths()) {
		if a.behindLink(dir + "/") {
			continue
		}
		if err := syncPath(a.root, dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, unfinished("cannot write the folder "+dir, err)
		}
	}
	if err := a.root.Remove(journalFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unfinished("cannot end the journal", err)
	}
	return kept, a.discard()
}

// place moves one staged file where it belongs.
func (a *area) place(f entry) (mine bool, err error) {
	at := stageFolder + "/" + f.Stage
	if _, err := a.root.Lstat(at); errors.Is(err, fs.ErrNotExist) {
		return true, nil // moved before the interruption
	}
	if a.behindLink(f.Path) {
		return false, nil // what it leads to is not ours to write
	}
	if mine, err = a.mayReplace(f); err != nil || !mine {
		return mine, err
	}
	if err := a.root.MkdirAll(path.Dir(f.Path), 0o755); err != nil {
		return false, unfinished("cannot make a folder for "+f.Path, err)
	}
	if err := a.root.Rename(at, f.Path); err != nil {
		return false, unfinished("cannot write "+f.Path, err)
	}
	return true, nil
}

// behindLink reports that one of the folders above a path is a link. What it leads to is something else, inside the
// library or outside, and no set may reach it so.
func (a *area) behindLink(name string) bool {
	for i, r := range name {
		if r != '/' || i == 0 {
			continue
		}
		if info, err := a.root.Lstat(name[:i]); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}

// mayReplace reports that what stands at a path is what stood there when the set
// was made, or what the set puts there.
func (a *area) mayReplace(f entry) (bool, error) {
	now, err := digestOf(a.root, f.Path)
	if err != nil {
		return false, unfinished("cannot read "+f.Path, err)
	}
	return now == f.Was || now == f.Sum, nil
}

// repair completes or drops what was interrupted.
func (f *Folder) repair(ctx context.Context) error {
	s, err := f.area.undecided()
	if err != nil {
		return err
	}
	if s == nil {
		return f.area.discard()
	}
	var kept []string
	if s.Git != nil {
		kept, err = f.repairGit(ctx, s)
	} else {
		kept, err = f.area.apply(s)
	}
	if err != nil {
		return err
	}
	f.log.Info("publish: an interrupted update was dealt with", "files", len(s.Files), "kept", kept)
	return nil
}

// isNotFolder reports that a part of a path is a file.
func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
