package content

import "time"

// An entry is what one Markdown file says by itself, before the library gives
// it an id and a course. Entries are immutable: a later reading of the library
// takes those over whose files have not changed.
type entry struct {
	stamp     stamp
	place     place
	doc       Document  // without ID, CourseID, Aliases and the documents of units
	draft     bool      // never published
	from      time.Time // not published before; zero if not given
	until     time.Time // not published after; zero if not given
	names     []string  // alternative names for wikilinks
	redirects []redirect
	units     []unitRef
	about     subjectRef
	findings  []Finding
}

// A redirect is a former address as its author wrote it.
type redirect struct {
	path string
	at   span
}

// published reports whether readers may see the text at that time.
func (e *entry) published(now time.Time) bool {
	return !e.draft && !now.Before(e.from) && (e.until.IsZero() || now.Before(e.until))
}

// A stamp tells whether a file has changed without reading it.
type stamp struct {
	size     int64
	modified time.Time
	read     time.Time // when the file was read
}

// racy is how far apart a change and a reading must be for the modification
// time to tell them apart on any file system; FAT counts in steps of 2 s.
const racy = 2 * time.Second

// unchanged reports whether a file that looks like now is the one that was
// read. A file modified shortly before it was read may have been modified
// again since, within the same tick of the clock: it counts as changed. File
// systems without times, such as embed.FS, don't change.
func (s stamp) unchanged(now stamp) bool {
	return s.size == now.size && s.modified.Equal(now.modified) &&
		(s.modified.IsZero() || Settled(s.modified, s.read))
}
