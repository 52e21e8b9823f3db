// Package sitetest helps tests to meet a site as its readers and authors do:
// with libraries to show, a server that listens, and pages taken apart.
//
// [Sample] is the library that comes with the program. [English] is a small one whose pages
// speak English. [Odd] is a small one in
// which everything is unusual: names with spaces, percent signs and quotes,
// folders named like the site's own routes, markup where text belongs.
package sitetest

import (
	_ "embed"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"yanxi/content"
	"yanxi/content/library"
	"yanxi/index"
)

// Sample is the library that comes with the program.
func Sample() fs.FS { return library.FS() }

//go:embed english.txtar
var english []byte

// English is a small library whose pages speak English.
func English() fs.FS { return FS(english) }

//go:embed odd.txtar
var odd []byte

// ManyNotes is how many documents the folder "many" of [Odd] holds: enough for
// three pages of a list. All of them have the tag 多.
const ManyNotes = 120

//go:embed exam.txtar
var exam []byte

// Exam is a library with quizzes of all kinds: open, over, and to open on
// 2026-12-02.
func Exam() fs.FS { return FS(exam) }

// Odd is a library in which everything is unusual.
func Odd() fs.FS {
	files := FS(odd)
	for n := range ManyNotes {
		text := fmt.Sprintf("---\ntitle: 第%d篇\ntags: [多]\nweight: %d\n---\n\n许多篇里的一篇。\n", n+1, n+1)
		files[fmt.Sprintf("many/n-%03d.md", n+1)] = &fstest.MapFile{Data: []byte(text), ModTime: modified}
	}
	return files
}

// modified is when the files of libraries in memory were last changed.
var modified = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)

// FS makes a file system of a text archive (txtar).
func FS(archive []byte) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range txtar.Parse(archive).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data, ModTime: modified}
	}
	return files
}

// Folder copies a library into a new folder, to be edited.
func Folder(t testing.TB, fsys fs.FS) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "library")
	if err := os.CopyFS(dir, fsys); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Write saves a file of a folder as an editor does, folders included.
func Write(t testing.TB, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Open reads a library.
func Open(t testing.TB, fsys fs.FS) *content.Library {
	t.Helper()
	lib, err := content.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// NewIndex opens an index in a folder of the test, which ends with the test. It
// answers nothing before [index.Index.Sync].
func NewIndex(t testing.TB) *index.Index {
	t.Helper()
	x, err := index.Open(filepath.Join(t.TempDir(), "index"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// IndexOf is an index of a library, ready to answer.
func IndexOf(t testing.TB, lib *content.Library) *index.Index {
	t.Helper()
	x := NewIndex(t)
	if _, err := x.Sync(t.Context(), lib, nil); err != nil {
		t.Fatal(err)
	}
	return x
}

// patience is how long something may take that takes a moment. It is far more
// than ever needed: a test that waits this long has failed.
const patience = 30 * time.Second

// Eventually waits until a condition holds, and fails the test if it never does.
func Eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.After(patience)
	// Asking again is work as well, for a browser most of all: whoever lets wait long is asked less often.
	for pause := 2 * time.Millisecond; !holds(); pause = min(pause*3/2, 50*time.Millisecond) {
		select {
		case <-time.After(pause):
		case <-deadline:
			t.Fatalf("in vain waited for: %s", what)
		}
	}
}
