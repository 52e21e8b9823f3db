package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// sealFile records what a store's files were when it was closed: a JSON array of
// [fileSum] with its own sum, see withSum.
const sealFile = "SEAL"

// A fileSum is what a file was. The sum is a CRC-32C: with CRC-32 (IEEE), all
// files that end with their own sum have the same.
type fileSum struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  uint32 `json:"crc32c"`
}

// seal records the files of a closed store, if they are right.
func seal(dir string) error {
	files, err := sums(dir)
	if err != nil {
		return err
	}
	list, err := json.Marshal(files)
	if err != nil {
		return err
	}
	tmp := filepath.Join(dir, sealFile+".tmp")
	if err := writeSynced(tmp, withSum(list)); err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return os.Rename(tmp, filepath.Join(dir, sealFile))
}

// verify checks the files of a closed store, by their seal if there is one.
func verify(dir string) error {
	text, err := os.ReadFile(filepath.Join(dir, sealFile))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	files, ok := parseSeal(text)
	if !ok { // none, or not readable: that says nothing of the files
		return checkUnsealed(dir)
	}
	for _, want := range files {
		got, _, err := sumFile(dir, want.Name, io.Discard, 0)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if got != want {
			return fmt.Errorf("%w: %s is not what it was", ErrDamaged, want.Name)
		}
	}
	return nil
}

func parseSeal(text []byte) (files []fileSum, ok bool) {
	list, ok := cutSum(text)
	if !ok {
		return nil, false
	}
	err := json.Unmarshal(list, &files)
	return files, err == nil
}

// breakSeal says on disk that the store may change from now on.
func breakSeal(dir string) error {
	err := os.Remove(filepath.Join(dir, sealFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	syncDir(dir) // else a power cut might bring it back beside files that have changed
	return nil
}

// syncDir makes the names in a folder last. Not every system can.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		d.Close()
	}
}

// withSum puts the CRC-32C of a text before it, in hex on a line of its own.
func withSum(text []byte) []byte {
	return append(fmt.Appendf(nil, "%08x\n", crc32.Checksum(text, castagnoli)), text...)
}

// cutSum gives a text from withSum, and whether it is what it was.
func cutSum(b []byte) ([]byte, bool) {
	sum, text, _ := bytes.Cut(b, []byte("\n"))
	return text, string(sum) == fmt.Sprintf("%08x", crc32.Checksum(text, castagnoli))
}
