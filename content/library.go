package content

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// A Library is a folder of Markdown as it was when it was opened. It is
// immutable and safe for concurrent use, and holds no bodies: those are read
// when asked for, from the files as they are then.
type Library struct {
	fsys         fs.FS
	settings     Settings
	vocabularies []*Vocabulary
	clock        ClockRules
	calendar     *calendar
	basis        [32]byte          // of all that entries derive from besides their files
	entries      map[string]*entry // by file, drafts included
	documents    []*Document       // published, by id
	byID         map[string]*Document
	byFile       map[string]*Document // by the composed path of the file
	redirects    map[string]string    // former path -> id
	assets       []string
	stamps       map[string]stamp // of assets
	answers      map[string][]*Document
	links        map[string]string // files that are symbolic links -> where they lead
	findings     []Finding
	images       *imageSizes
	opened       time.Time

	tree   func() map[string]*folder // by path, made when first asked for
	names  func() *nameIndex         // likewise
	places func() [32]byte           // likewise
}

// Open reads a library. It reports what is wrong with single files as
// [Finding]s; the error says that the root can't be read or is no folder.
//
// Every Markdown file is read once, for its front matter, title and hash, on
// all cores. Texts that are drafts, not yet due (publishDate) or past their
// expiryDate at this moment are left out.
func Open(fsys fs.FS) (*Library, error) {
	return open(fsys, nil)
}

// Reopen reads the same folder again. A document is taken over without
// reading its file if the file's size and modification time are the same and
// the file was, when it was read, at least two seconds old, so that a later
// change must show. On file systems without modification times
// (embed.FS) the size alone decides. Changed settings or vocabularies mean
// that everything is read.
func (l *Library) Reopen() (*Library, error) {
	return open(l.fsys, l)
}

func open(fsys fs.FS, old *Library) (*Library, error) {
	info, err := fs.Stat(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("open library: %w", &fs.PathError{Op: "open", Path: ".", Err: fs.ErrInvalid})
	}
	if _, err := fs.ReadDir(fsys, "."); err != nil {
		return nil, fmt.Errorf("open library: %w", err)
	}
	l := &Library{fsys: fsys, images: &imageSizes{}, opened: time.Now()}
	settings, findings := readSettings(fsys)
	vocabularies, more := readVocabularies(fsys, settings.Lang)
	l.settings, l.vocabularies = settings, vocabularies
	clock, clockLinks, unclear := readClock(fsys, settings.Lang)
	l.clock = clock
	calendar, badDays := readCalendar(fsys, settings)
	l.calendar = calendar
	_, badPolicy := readPolicy(fsys, settings.Lang)
	l.findings = slices.Concat(findings, more, unclear, badDays, badPolicy)
	l.basis = basisOf(settings, vocabularies)

	var known map[string]*entry
	if old != nil {
		l.images = old.images
		if old.basis == l.basis {
			known = old.entries
		}
	}
	w := walked(fsys, settings.Lang)
	l.assets, l.stamps, l.links = w.assets, w.stamps, w.links
	slices.Sort(l.assets)
	l.findings = append(l.findings, w.findings...)
	l.read(w.texts, known)
	l.assemble(l.opened)
	l.checkClockLinks(clockLinks)
	l.tree = sync.OnceValue(l.buildTree)
	l.names = sync.OnceValue(l.buildNames)
	l.places = sync.OnceValue(l.hashPlaces)
	l.setAbout()
	slices.SortFunc(l.findings, compareFindings)
	return l, nil
}

// basisOf hashes what entries derive from besides their files.
func basisOf(s Settings, vocabularies []*Vocabulary) [32]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q\n", s.Name, s.Location, s.Lang)
	for _, v := range vocabularies {
		fmt.Fprintf(h, "%q %q %q %q\n", v.Name, v.Label, v.LabelEN, v.Terms)
	}
	return [32]byte(h.Sum(nil))
}

// Settings returns what the library says about itself.
func (l *Library) Settings() Settings { return l.settings }

// Documents returns the published documents by id. The caller must not change
// the slice; that holds for all slices that a library returns.
func (l *Library) Documents() []*Document { return l.documents }

// HasText reports whether a file, named by its path in the library, is one of
// the Markdown files that opening read, published or not.
func (l *Library) HasText(file string) bool { return l.entries[file] != nil }

// Document returns the document of that id, or nil.
func (l *Library) Document(id string) *Document { return l.byID[id] }

// Redirect returns the id of the document to which an address leads: its own,
// a slug, an alias, or one in other tools' forms such as /cases/x.html, in any
// case. The path is as net/http has it, or still percent-encoded.
func (l *Library) Redirect(path string) (id string, ok bool) {
	for _, read := range []func(string) (string, bool){cleanAddress, writtenAddress} {
		address, ok := read(path)
		if !ok {
			continue
		}
		if id, ok := l.redirects[address]; ok {
			return id, true
		}
		if d := l.byPath(strings.Trim(address, "/")); d != nil {
			return d.ID, true
		}
	}
	return "", false
}

// Vocabularies returns the vocabularies by name.
func (l *Library) Vocabularies() []*Vocabulary { return l.vocabularies }

// Vocabulary returns the vocabulary of that name, or nil.
func (l *Library) Vocabulary(name string) *Vocabulary {
	for _, v := range l.vocabularies {
		if v.Name == name {
			return v
		}
	}
	return nil
}

// TermLabel returns what a term is called in the library's language; an
// unknown one is called by its id.
func (l *Library) TermLabel(vocabulary, id string) string {
	v := l.Vocabulary(vocabulary)
	if v == nil {
		return id
	}
	t := v.Term(id)
	switch {
	case t == nil:
		return id
	case english(l.settings.Lang):
		return t.LabelEN
	default:
		return t.Label
	}
}

// Findings returns what was found wrong on opening: with settings,
// vocabularies, front matter, ids and files. See [Library.Check] for the rest.
func (l *Library) Findings() []Finding { return l.findings }
