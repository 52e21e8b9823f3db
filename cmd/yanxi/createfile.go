package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// createFile writes a file that must not be there yet, aside first: at its name it is whole or not at all. The error is
// [fs.ErrExist] if it is there.
func createFile(name string, data []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	aside, err := os.CreateTemp(dir, ".yanxi-*")
	if err != nil {
		return err
	}
	defer os.Remove(aside.Name())
	_, err = aside.Write(data)
	if err := errors.Join(err, aside.Chmod(0o644), aside.Sync(), aside.Close()); err != nil {
		return err
	}
	err = os.Link(aside.Name(), name) // a rename would replace what has appeared meanwhile
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return createPlain(name, data) // not all file systems have links
}

func createPlain(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
	}
	return err
}
