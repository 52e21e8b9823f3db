package content

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Text is a Markdown file of the library, whether readers see it or not.
type Text struct {
	*Document
	Draft bool // held back whatever the time is: its front matter says so, or it can't be read
	Twin  bool // another file has the id that this one asks for
}

// Texts returns all texts by id. One that is not published, because it is a draft or because of its dates, has the id
// that its file asks for.
func (l *Library) Texts() []Text {
	published := make(map[string]*Document, len(l.documents))
	for _, d := range l.documents {
		published[d.File] = d
	}
	out := make([]Text, 0, len(l.entries))
	for _, file := range slices.Sorted(maps.Keys(l.entries)) {
		if t := l.entries[file].text(published[file]); t != nil {
			out = append(out, *t)
		}
	}
	slices.SortStableFunc(out, func(a, b Text) int { return strings.Compare(a.ID, b.ID) })
	for i := 1; i < len(out); i++ {
		if out[i].ID == out[i-1].ID {
			out[i].Twin = true
		}
	}
	return out
}

// text is an entry by itself or as the document that it became; nil of a file that cannot be read.
func (e *entry) text(d *Document) *Text {
	if d != nil {
		return &Text{Document: d, Twin: d.ID != e.place.id}
	}
	if e.doc.File == "" {
		return nil
	}
	held := e.doc
	held.ID = e.place.id
	return &Text{Document: &held, Draft: e.draft}
}

// FileID is the id that the file of a text asks for: its path without extension in composed Unicode, of a folder's page
// that of the folder. It is empty for a file that is no text of a library.
func FileID(file string) string {
	if !isMarkdown(file) || !visible(file) || !readableName(file) {
		return ""
	}
	return placeOf(file).id
}

// IsAsset reports whether a path can be that of a file beside the texts, see [Library.Assets].
func IsAsset(file string) bool {
	return servedType(file) && visible(file) && readableName(file)
}

// LinkedAssets returns the files beside the texts that a text shows or leads to, its quizzes included, sorted.
func (l *Library) LinkedAssets(d *Document, b *Body) []string {
	seen := map[string]bool{}
	for _, link := range b.placedLinks() {
		if ref := l.Resolve(d, link.Link); ref.Asset != "" {
			seen[ref.Asset] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// DueIn is [Library.Due] for a number of working days of one's own, at most 60.
func (l *Library) DueIn(from time.Time, days int) time.Time {
	return l.calendar.due(from, min(days, maxAnswerWithin))
}

// ReopenIn is [Library.Reopen] for a folder that is shown by another file system now: documents are taken over where
// size and modification time are the same there.
func (l *Library) ReopenIn(fsys fs.FS) (*Library, error) { return open(fsys, l) }

// HoldsBack reports whether a text says of itself that readers must not see it yet, whatever the time is.
func (l *Library) HoldsBack(file string, src []byte) bool {
	p := &fileParser{settings: l.settings, vocabularies: l.vocabularies}
	return p.parse(file, src, int64(len(src))).draft
}
