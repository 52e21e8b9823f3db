package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// A folder of stores: a file CURRENT holds the name of the one in use, as in
// LevelDB, so that a swap is one atomic rename and a half-built store is never
// mistaken for a whole one.

// CurrentFile is the name of the file that names the store in use.
const CurrentFile = "CURRENT"

var storeName = regexp.MustCompile(`^store-[0-9]+$`)

// Current gives the name of the store in use. It returns an error that wraps
// [os.ErrNotExist] if there is none yet.
func Current(folder string) (string, error) {
	b, err := os.ReadFile(filepath.Join(folder, CurrentFile))
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(b))
	if !storeName.MatchString(name) {
		return "", fmt.Errorf("%s names no index: %.60q", CurrentFile, name)
	}
	return name, nil
}

// SetCurrent makes the store of that name the one in use.
func SetCurrent(folder, name string) error {
	tmp := filepath.Join(folder, CurrentFile+".tmp")
	if err := writeSynced(tmp, []byte(name+"\n")); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(folder, CurrentFile)); err != nil {
		return err
	}
	syncDir(folder)
	return nil
}

func writeSynced(name string, data []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// NewName picks a name for a store that nothing in the folder has.
func NewName(folder string) (string, error) {
	for n := time.Now().UnixNano(); ; n++ {
		name := fmt.Sprintf("store-%d", n)
		if _, err := os.Lstat(filepath.Join(folder, name)); errors.Is(err, os.ErrNotExist) {
			return name, nil
		} else if err != nil {
			return "", err
		}
	}
}

// RemoveOthers deletes the stores that are not in use. What cannot be deleted
// now is deleted the next time.
func RemoveOthers(folder, keep string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != keep && storeName.MatchString(e.Name()) {
			os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}
