package content

import (
	"crypto/sha256"
	"encoding/binary"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"yanxi/content/markdown"
)

// An entry is what one Markdown file says by itself, before the library gives
// it an id and a course. Entries are immutable: a later reading of the library
// takes those over whose files have not changed.
type entry struct {
	stamp      stamp
	doc        Document  // without ID, CourseID, Aliases and the documents of units
	draft      bool      // never published
	from       time.Time // not published before; zero if not given
	until      time.Time // not published after; zero if not given
	names      []string  // alternative names for wikilinks
	slug       string    // as written
	redirects  []redirect
	units      []unitRef
	findings   []Finding
	aliasPlace span
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
		(s.modified.IsZero() || s.modified.Add(racy).Before(s.read))
}

// A fileParser makes entries of files. What it holds is all that an entry derives
// from besides its file.
type fileParser struct {
	settings     Settings
	vocabularies []*Vocabulary
}

// documentFields reads the front matter of one document.
type documentFields struct {
	fields
	*fileParser
}

// parse reads a file. src is its content up to just past [MaxFileSize], of a
// file with size bytes; it is not kept.
func (p *fileParser) parse(file string, src []byte, size int64) *entry {
	r := &reporter{file: file, lang: p.settings.Lang}
	decoded := decode(src)
	r.encoding(decoded)
	fm := splitFrontMatter(decoded.text)
	root := fm.parse(r)

	e := &entry{}
	e.doc = Document{File: file, Kind: KindNote, Status: "published", Size: size, Hash: hashFile(src, size)}
	if root != nil && root.kind == nodeMap {
		f := &documentFields{fields{r, p.settings.Location, root}, p}
		f.fill(e)
	} else if fm.mark != "" && fm.saysDraft() {
		e.draft = true
	}
	if e.doc.Title == "" {
		e.doc.Title = strings.Clone(oneLine(markdown.FirstHeading(fm.body)))
	}
	if e.doc.Title == "" {
		e.doc.Title = titleFromName(file, p.settings)
		r.report("missing-title", span{}, e.doc.Title)
	}
	if e.doc.Date.IsZero() {
		e.doc.Date = dateFromName(file, p.settings.Location)
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

// fill sets what the keys say.
func (f *documentFields) fill(e *entry) {
	d := &e.doc
	f.publication(e)
	d.Kind = f.kind()
	d.Title = oneLine(f.text("title"))
	if s := f.text("summary", "description"); s != "" {
		d.Summary = oneLine(markdown.PlainText(s))
	}
	f.dates(d)
	d.Authors = f.names("author", "authors")
	d.People = append(slices.Clone(d.Authors), f.names("people")...)
	d.Unit, d.Owner = oneLine(f.text("unit")), oneLine(f.text("owner"))
	d.Tags = f.tags()
	for _, v := range f.vocabularies {
		if terms := f.terms(v.Name, f.root.get(v.Name)); len(terms) > 0 {
			if d.Terms == nil {
				d.Terms = map[string][]string{}
			}
			d.Terms[v.Name] = terms
		}
	}
	d.Weight = f.number("weight", "order", "sidebar_position", "nav_order")
	f.addresses(e)
	d.Lang = f.language()
	switch d.Kind {
	case KindCourse:
		d.Course, e.units = f.courseFacts()
		d.People = append(d.People, d.Course.people()...)
		if d.Date.IsZero() {
			d.Date = d.Course.Start
		}
	case KindCase:
		d.Case = f.caseFacts()
		if d.Date.IsZero() {
			d.Date = d.Case.outbreak()
		}
	}
	d.People = unique(d.People)
	d.Meta = f.rest()
}

// outbreak is the day of the event as far as the timeline tells it.
func (c *Case) outbreak() time.Time {
	for _, m := range c.Timeline {
		if m.Type == MomentOutbreak && !m.At.IsZero() {
			y, month, day := m.At.Date()
			return time.Date(y, month, day, 0, 0, 0, 0, m.At.Location())
		}
	}
	return time.Time{}
}

// publication reads the keys by which the tools hold a text back: draft
// (Hugo, VitePress), published (Jekyll), publish (Obsidian), headless and
// build.render (Hugo), publishDate and expiryDate (Hugo), status.
func (f *documentFields) publication(e *entry) {
	e.draft = f.yes("draft", false, true)
	if n := f.root.get("published"); n != nil {
		if d, ok := parseDate(n.text, f.zone); ok && n.scalar() {
			e.from = d.time
		} else if !f.yes("published", true, false) {
			e.draft = true
		}
	}
	if !f.yes("publish", true, false) || f.yes("headless", false, true) {
		e.draft = true
	}
	if n := f.root.get("build", "_build"); n.get("render") != nil {
		render := fold(n.get("render").text)
		e.draft = e.draft || render == "never" || render == "false"
	}
	if n := f.root.get("publishdate", "pubdate"); n != nil {
		e.from = f.dateOf("publishDate", n)
	}
	if n := f.root.get("expirydate", "unpublishdate"); n != nil {
		e.until = f.dateOf("expiryDate", n)
	}
	if status := oneLine(f.text("status")); status != "" {
		e.doc.Status = status
		if s := fold(status); s == "draft" || s == "草稿" {
			e.draft = true
		}
	}
}

var kinds = map[string]Kind{
	"course": KindCourse, "note": KindNote, "case": KindCase,
	"课程": KindCourse, "笔记": KindNote, "案例": KindCase,
}

func (f *documentFields) kind() Kind {
	n := f.root.get("kind")
	if n == nil {
		return KindNote
	}
	kind, ok := kinds[fold(n.text)]
	if !ok {
		f.report("unknown-kind", n.at, n.text)
		return KindNote
	}
	return kind
}

func (f *documentFields) dates(d *Document) {
	n := f.root.get("date", "created")
	if n != nil && n.kind == nodeMap { // MkDocs: date: {created: …, updated: …}
		in := f.within(n)
		d.Date, d.Updated = in.date("created"), in.date("updated")
	} else {
		d.Date = f.date("date", "created")
	}
	if t := f.date("updated", "lastmod", "last_modified_at", "modified"); !t.IsZero() {
		d.Updated = t
	}
	d.ReviewBy = f.date("review_by")
}

// tags merges tags and categories. Obsidian writes a leading '#'; a text
// without commas has its tags between spaces, as Jekyll reads it.
func (f *documentFields) tags() []string {
	var tags []string
	for _, keys := range [][]string{{"tags", "tag"}, {"categories", "category"}} {
		n := f.root.get(keys...)
		names := f.namesOf(keys[0], n)
		if n != nil && n.kind == nodeString && len(names) == 1 {
			names = strings.Fields(names[0])
		}
		tags = append(tags, names...)
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(unique(trimTags(tags)), func(tag string) bool {
		twice := seen[fold(tag)]
		seen[fold(tag)] = true
		return twice
	})
}

func trimTags(tags []string) []string {
	for i, tag := range tags {
		tags[i] = strings.TrimLeft(tag, "#")
	}
	return tags
}

// terms returns the ids of terms of a vocabulary. An unknown one stays as it
// is written.
func (f *documentFields) terms(name string, n *node) []string {
	i := slices.IndexFunc(f.vocabularies, func(v *Vocabulary) bool { return v.Name == name })
	if n == nil || i < 0 {
		return nil
	}
	v := f.vocabularies[i]
	if n.scalar() {
		if id, ok := v.lookup(n.text); ok { // before the text is split at commas
			return []string{id}
		}
	}
	var ids []string
	for _, given := range f.namesOf(name, n) {
		id, ok := v.lookup(given)
		if !ok {
			f.reportHint("unknown-term", termPlace(n, given), f.termHint(v), name, given)
			id = given
		}
		ids = append(ids, id)
	}
	return unique(ids)
}

// termPlace finds the item of a list that has the text.
func termPlace(n *node, text string) span {
	for _, item := range n.list {
		if oneLine(item.text) == text {
			return item.at
		}
	}
	return n.at
}

// termHint lists the terms that could have been meant.
func (f *documentFields) termHint(v *Vocabulary) string {
	const most = 12
	var labels []string
	for _, t := range v.Terms[:min(len(v.Terms), most)] {
		if english(f.lang) {
			labels = append(labels, t.ID)
		} else {
			labels = append(labels, t.Label)
		}
	}
	list := strings.Join(labels, "、")
	if english(f.lang) {
		list = strings.Join(labels, ", ")
	}
	if len(v.Terms) > most {
		list += "…"
	}
	return phrase(f.lang, "terms", list)
}

// language reads the language of the text; empty if it is the library's.
func (f *documentFields) language() string {
	n := f.root.get("lang")
	if n == nil {
		return ""
	}
	tag, err := language.Parse(strings.TrimSpace(n.text))
	if !n.scalar() || err != nil {
		f.report("wrong-type", n.at, "lang", phrase(f.lang, "tag"))
		return ""
	}
	return tag.String()
}

// rest keeps the keys that mean nothing here.
func (f *documentFields) rest() map[string]any {
	var rest map[string]any
	for _, m := range f.root.members {
		if !m.used && m.value.kind != nodeNull {
			if rest == nil {
				rest = map[string]any{}
			}
			rest[m.key] = m.value.value()
		}
	}
	return rest
}

// postName matches the names of Jekyll's posts.
var postName = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})-(.+)$`)

// dateFromName reads the date in the name of a file in a folder _posts.
func dateFromName(file string, zone *time.Location) time.Time {
	if !slices.Contains(strings.Split(path.Dir(file), "/"), "_posts") {
		return time.Time{}
	}
	if m := postName.FindStringSubmatch(path.Base(file)); m != nil {
		d, _ := parseDate(m[1], zone)
		return d.time
	}
	return time.Time{}
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
