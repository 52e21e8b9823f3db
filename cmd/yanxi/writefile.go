package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// createText writes a text into a file that must not be there yet: all of it or nothing. instead is what to do if it is.
func createText(name, text, instead string) error {
	if !utf8.ValidString(text) {
		return fmt.Errorf("cannot write %s: the text is not UTF-8", name)
	}
	err := createFile(name, []byte(text))
	switch {
	case errors.Is(err, fs.ErrExist):
		return existsAlready(name, instead)
	case err != nil:
		return cannotWrite(name, err)
	}
	return nil
}

// createFile writes a file that must not be there yet, aside first: at its name it is whole or not at all. The error is
// [fs.ErrExist] if it is there.
func createFile(name string, data []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	aside, err := writeAside(dir, 0o644, data)
	if err != nil {
		return err
	}
	defer os.Remove(aside)
	err = os.Link(aside, name) // a rename would replace what has appeared meanwhile
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

// replaceFile puts new content in the place of a file, keeping its mode. Of a symbolic link the file that it leads to is
// replaced.
func replaceFile(name string, data []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	aside, err := writeAside(filepath.Dir(name), info.Mode().Perm(), data)
	if err != nil {
		return err
	}
	defer os.Remove(aside) // where it could not be renamed
	return os.Rename(aside, name)
}

// writeAside writes a file of its own into a folder, on disk when it returns. What could not be written is removed.
func writeAside(dir string, mode fs.FileMode, data []byte) (name string, err error) {
	f, err := os.CreateTemp(dir, ".yanxi-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

func existsAlready(name, instead string) error {
	return withHint(fmt.Errorf("%s exists already", name), "%s", instead)
}

func cannotWrite(name string, err error) error {
	return withHint(fmt.Errorf("cannot write %s: %w", name, cause(err)), "Check who may write in the library's folder.")
}
