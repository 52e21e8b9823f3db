// Package library is the sample library that comes with Yanxi: a training
// course of 2019 with its notes, a learning path for a new operator's first
// week, case studies with their sources, and the manual, all in Chinese.
//
// It is a library like any user's: a folder of Markdown with its settings in
// yanxi/. The demonstration serves it, a new library can begin as a copy of
// it, and tests use it as real material; it opens without findings.
//
// File names are ASCII slugs, because go:embed refuses names with full-width
// punctuation. Titles stand in the texts.
package library

import (
	"embed"
	"io/fs"
)

// The prefix all: takes in names that begin with a dot or an underscore, such
// as _index.md, which go:embed leaves out otherwise.
//
//go:embed all:cases all:courses all:manual all:yanxi index.md
var files embed.FS

// FS returns the sample library, read-only. It is rooted at the library's
// folder, so that files are named cases/…, courses/…, manual/… and yanxi/….
func FS() fs.FS { return files }
