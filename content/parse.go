package content

import (
	"crypto/sha256"
	"encoding/binary"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"yanxi/content/markdown"
)

// A fileParser makes entries of files. What it holds is all that an entry derives
// from besides its file.
type fileParser struct {
	settings     Settings
	vocabularies []*Vocabulary
}

// parse reads a file. src is its content up to just past [MaxFileSize], of a
// file with size bytes; it is not kept.
func (p *fileParser) parse(file string, src []byte, size int64) *entry {
	r := &reporter{file: file, lang: p.settings.Lang}
	decoded := decode(src)
	r.encoding(decoded)
	fm := splitFrontMatter(decoded.text)
	root, readable := fm.parse(r)
	r.quizzesAbove(fm)

	e := &entry{place: placeOf(file)}
	e.doc = Document{File: file, Kind: KindNote, Status: "published", Size: size, Hash: hashFile(src, size)}
	if root != nil && root.kind == nodeMap {
		f := &documentFields{fields{r, p.settings.Location, root}, p}
		f.fill(e)
	} else if !readable && fm.saysDraft() {
		e.draft = true
	}
	if e.doc.Title == "" {
		e.doc.Title = strings.Clone(oneLine(markdown.FirstHeading(fm.body)))
	}
	if e.doc.Title == "" {
		e.doc.Title = titleFromName(file, p.settings)
		if readable { // else the title is among what is reported already
			r.report("missing-title", span{}, e.doc.Title)
		}
	}
	if markdown.MayHaveQuiz(fm.body) {
		e.doc.Quiz = len(parseBody(&e.doc, src, p.settings).Quizzes()) > 0
	}
	if posted, address := post(file, p.settings.Location); !posted.IsZero() {
		if e.doc.Date.IsZero() {
			e.doc.Date = posted
		}
		e.redirects = append(e.redirects, redirect{address, span{}})
	}
	e.findings = r.findings
	return e
}

// hashFile is the SHA-256 of a file, of a very long one that of the part
// that is used, and its size.
func hashFile(src []byte, size int64) [32]byte {
	if len(src) <= MaxFileSize {
		return sha256.Sum256(src)
	}
	h := sha256.New()
	h.Write(src[:MaxFileSize])
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(size)))
	return [32]byte(h.Sum(nil))
}

// encoding reports what happened when a file was decoded.
func (r *reporter) encoding(d decoded) {
	if d.encoding != "" {
		r.report("converted-encoding", span{}, d.encoding)
	}
	if d.damaged {
		r.report("unreadable-bytes", spanOfFirst(d.text, "\uFFFD"))
	}
	if d.cut {
		r.report("too-large", span{}, MaxFileSize>>20)
	}
}

// postName matches the names of Jekyll's posts.
var postName = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// post reads the date of a file in a folder _posts from its name, with the
// address that Jekyll gives such a post.
func post(file string, zone *time.Location) (posted time.Time, address string) {
	if !slices.Contains(strings.Split(path.Dir(file), "/"), "_posts") {
		return time.Time{}, ""
	}
	m := postName.FindStringSubmatch(path.Base(stem(file)))
	if m == nil {
		return time.Time{}, ""
	}
	d, ok := parseDate(m[1], zone)
	if !ok {
		return time.Time{}, ""
	}
	return d.time, d.time.Format("/2006/01/02/") + m[2]
}

// titleFromName is the last resort: the name of the file, of a folder's page
// that of the folder, of the root's that of the library.
func titleFromName(file string, s Settings) string {
	name := path.Base(stem(file))
	if pageRank(file) >= 0 {
		name = path.Base(path.Dir(file))
	}
	if name == "." {
		name = s.Name
	}
	if name == "" {
		name = path.Base(stem(file))
	}
	if m := postName.FindStringSubmatch(name); m != nil && strings.Contains(file, "_posts/") {
		name = m[2]
	}
	return composed(name)
}
