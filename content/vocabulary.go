package content

import (
	"embed"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Vocabulary is a list of terms that documents are filed under. The key of
// front matter that takes its terms has the vocabulary's name.
//
// Every library has the vocabularies "platform" and "field". A file
// yanxi/vocabularies/<name>.yaml replaces the one of its name or adds one. It is
// a list of terms, or keys label and label_en with such a list under terms:
//
//   - {id: weibo, label: 微博, label_en: Weibo, aliases: [新浪微博]}
type Vocabulary struct {
	Name    string
	Label   string // Chinese; the name if not given
	LabelEN string // English; the name if not given
	Terms   []Term // in the author's order

	names map[string]string // folded id, label or alias -> id
}

// A Term is one entry of a [Vocabulary].
type Term struct {
	ID      string
	Label   string   // Chinese; the id if not given
	LabelEN string   // English; Label if not given
	Aliases []string // further names that documents use for it
}

// Term returns the term of that id, or nil.
func (v *Vocabulary) Term(id string) *Term {
	for i := range v.Terms {
		if v.Terms[i].ID == id {
			return &v.Terms[i]
		}
	}
	return nil
}

// lookup returns the id of the term that somebody calls name: its id, label or
// alias in any case and width.
func (v *Vocabulary) lookup(name string) (id string, ok bool) {
	id, ok = v.names[fold(name)]
	return id, ok
}

//go:embed defaults/*.yaml
var defaults embed.FS

// settingsFolder is the one folder of a library that never holds documents.
const settingsFolder = "yanxi"

// ownKeys are the keys of front matter with a meaning of their own, which no
// vocabulary can take.
var ownKeys = []string{
	"kind", "title", "summary", "description", "date", "created", "updated", "lastmod", "last_modified_at",
	"modified", "review_by", "author", "authors", "people", "unit", "owner", "tags", "tag", "categories",
	"category", "status", "draft", "published", "publish", "weight", "order", "sidebar_position", "nav_order",
	"slug", "permalink", "url", "aliases", "alias", "redirect_from", "lang", "start", "end", "place", "host",
	"audience", "lecturers", "units", "taught", "path", "timeline", "outcome", "lessons", "sources", "review", "severity",
	"headless", "build", "_build",
	"course", "person", "clock", "year", "q", "from", "to", "sort", "page", "size", // facets and parameters of a search
}

var vocabularyName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_-]*$`)

// readVocabularies returns the default vocabularies and the library's own, by
// name.
func readVocabularies(fsys fs.FS, lang string) ([]*Vocabulary, []Finding) {
	own, findings := loadVocabularies(fsys, path.Join(settingsFolder, "vocabularies"), lang)
	all := slices.Clone(defaultVocabularies())
	for _, v := range own {
		all = replaceVocabulary(all, v)
	}
	slices.SortFunc(all, func(a, b *Vocabulary) int { return strings.Compare(a.Name, b.Name) })
	return all, findings
}

var defaultVocabularies = sync.OnceValue(func() []*Vocabulary {
	all, _ := loadVocabularies(defaults, "defaults", defaultLang)
	return all
})

// loadVocabularies reads the vocabularies of a folder, which may be missing.
func loadVocabularies(fsys fs.FS, folder, lang string) (all []*Vocabulary, findings []Finding) {
	entries, _ := fs.ReadDir(fsys, folder)
	for _, e := range entries {
		ext := path.Ext(e.Name())
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || ext != ".yaml" && ext != ".yml" {
			continue
		}
		r := &reporter{file: path.Join(folder, e.Name()), lang: lang}
		name := foldKey(composed(strings.TrimSuffix(e.Name(), ext)))
		if v := readVocabulary(fsys, name, r); v != nil {
			all = append(all, v)
		}
		findings = append(findings, r.findings...)
	}
	return all, findings
}

// replaceVocabulary puts v in the place of the one with its name, which lends
// it the labels that it lacks.
func replaceVocabulary(all []*Vocabulary, v *Vocabulary) []*Vocabulary {
	i := slices.IndexFunc(all, func(old *Vocabulary) bool { return old.Name == v.Name })
	if i < 0 {
		i = len(all)
		all = append(all, &Vocabulary{Label: v.Name, LabelEN: v.Name})
	}
	if v.Label == "" {
		v.Label = all[i].Label
	}
	if v.LabelEN == "" {
		v.LabelEN = all[i].LabelEN
	}
	all[i] = v
	return all
}

func readVocabulary(fsys fs.FS, name string, r *reporter) *Vocabulary {
	if !vocabularyName.MatchString(name) || slices.Contains(ownKeys, name) {
		r.report("vocabulary-name", span{}, name)
		return nil
	}
	root, ok := readKeys(fsys, r, "bad-vocabulary")
	if !ok {
		return nil
	}
	f := &fields{reporter: r, root: root}
	v := &Vocabulary{Name: name, names: map[string]string{}}
	if root != nil && root.kind == nodeList {
		f.root = &node{kind: nodeMap, members: []*member{newMember("terms", span{}, root)}}
	} else {
		v.Label, v.LabelEN = f.text("label"), f.text("label_en")
	}
	for _, n := range f.maps("terms", "id") {
		v.add(f.within(n))
	}
	return v
}

func (v *Vocabulary) add(f *fields) {
	t := Term{ID: f.text("id"), Label: f.text("label"), LabelEN: f.text("label_en"), Aliases: f.names("aliases")}
	if t.ID == "" {
		f.report("bad-term", f.root.at)
		return
	}
	if t.Label == "" {
		t.Label = t.ID
	}
	if t.LabelEN == "" {
		t.LabelEN = t.Label
	}
	names := append([]string{t.ID, t.Label, t.LabelEN}, t.Aliases...)
	if id, taken := v.lookup(t.ID); taken && v.Term(t.ID) != nil {
		f.report("repeated-term", f.root.at, t.ID, id)
		return
	}
	for _, name := range names {
		id, taken := v.lookup(name)
		if taken && id != t.ID {
			f.report("repeated-term", f.root.at, name, id)
			continue
		}
		v.names[fold(name)] = t.ID
	}
	v.Terms = append(v.Terms, t)
}
