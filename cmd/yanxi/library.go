package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"yanxi/content"
	"yanxi/content/library"
)

// A source is where a library comes from.
type source struct {
	dir string // absolute; empty for the built-in sample
}

func sourceOf(args []string) (source, error) {
	if len(args) == 0 {
		return source{}, nil
	}
	dir, err := filepath.Abs(args[0])
	if err != nil {
		return source{}, err
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return source{}, withHint(fmt.Errorf("there is no folder %s", args[0]),
			"Name the folder that holds your Markdown files, or leave it out to see the sample.")
	case err != nil:
		return source{}, withHint(fmt.Errorf("cannot look into %s: %w", args[0], cause(err)), "Check the path and who may read it.")
	case !info.IsDir():
		return source{}, withHint(fmt.Errorf("%s is a file, not a folder", args[0]),
			"Name the folder that it is in: %s", shellWord(filepath.Dir(dir)))
	}
	return source{dir}, nil
}

// open reads the library.
func (s source) open() (*content.Library, error) {
	fsys := library.FS()
	if s.dir != "" {
		var err error
		if fsys, err = content.DirFS(s.dir); err != nil {
			return nil, s.unreadable(err)
		}
	}
	lib, err := content.Open(fsys)
	if err != nil {
		return nil, s.unreadable(err)
	}
	return lib, nil
}

func (s source) String() string {
	if s.dir == "" {
		return "the built-in sample"
	}
	return s.dir
}

// command is a command on this library, for a person to type.
func (s source) command(name string) string {
	if s.dir == "" {
		return "yanxi " + name
	}
	return "yanxi " + name + " " + shellWord(s.dir)
}

func (s source) unreadable(err error) error {
	return withHint(fmt.Errorf("cannot read %s: %w", s, cause(err)), "Check who may read the folder.")
}

// dataUsage explains the flag that [source.dataDir] takes.
const dataUsage = "`DIR` for the index (default: one for each library in the platform's state folder)"

// dataDir is the folder for what the program keeps about the library: the one
// asked for, or one in the platform's state folder that belongs to this
// library's path alone.
func (s source) dataDir(flag string) (string, error) {
	if flag != "" {
		return filepath.Abs(flag)
	}
	base, err := stateHome()
	if err != nil {
		return "", withHint(fmt.Errorf("no folder to keep the index in: %w", err), "Name one with --data.")
	}
	name := "sample"
	if s.dir != "" {
		sum := sha256.Sum256([]byte(s.dir))
		name = filepath.Base(s.dir) + "-" + hex.EncodeToString(sum[:4])
	}
	return filepath.Join(base, "yanxi", name), nil
}

// stateHome is where programs keep state that is not configuration and not to
// be thrown away: XDG_STATE_HOME on Unix, Application Support on macOS,
// LocalAppData on Windows.
func stateHome() (string, error) {
	switch runtime.GOOS {
	case "darwin", "ios":
		return os.UserConfigDir()
	case "windows":
		return os.UserCacheDir() // %LocalAppData%, which Windows keeps
	}
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(home, ".local", "state"), nil
}
