package content

import (
	"path"
	"slices"
	"strings"
)

// A nameIndex finds documents and files by what a wikilink calls them.
type nameIndex struct {
	documents map[string][]*Document // by folded file name, title and other names
	anyCase   map[string]*Document   // by id in lower case
	assets    map[string][]string    // by folded file name
}

func (l *Library) buildNames() *nameIndex {
	n := &nameIndex{
		documents: make(map[string][]*Document, 2*len(l.documents)),
		anyCase:   make(map[string]*Document, len(l.documents)),
		assets:    make(map[string][]string, len(l.assets)),
	}
	for _, d := range l.documents {
		if key := strings.ToLower(d.ID); n.anyCase[key] == nil {
			n.anyCase[key] = d
		}
		names := append([]string{path.Base(d.ID), path.Base(stem(d.File)), d.Title}, l.entries[d.File].names...)
		for _, name := range names {
			key := fold(name)
			if list := n.documents[key]; !slices.Contains(list, d) {
				n.documents[key] = append(list, d)
			}
		}
	}
	for _, a := range l.assets {
		key := fold(path.Base(a))
		n.assets[key] = append(n.assets[key], a)
	}
	return n
}

// resolveName finds what a wikilink means: a path, or else the end of one
// path, a title, a file name or another name. Of several the one in the same
// folder is meant, else the one with the shortest path, as in Obsidian.
func (l *Library) resolveName(from *Document, name string) Reference {
	ref := l.resolvePath(from, name)
	if !ref.Broken {
		return ref
	}
	if root := l.resolvePath(from, "/"+name); !root.Broken {
		return root
	}
	if d := nearest(l.namedDocuments(name), from, func(d *Document) string { return d.File }); d != nil {
		return Reference{Document: *d}
	}
	key := fold(path.Base(name))
	if a := nearest(endingIn(l.names().assets[key], name), from, func(a string) string { return a }); a != nil {
		return Reference{Asset: *a}
	}
	return ref
}

func (l *Library) namedDocuments(name string) []*Document {
	name = composed(name)
	if isMarkdown(name) {
		name = stem(name)
	}
	if found := l.names().documents[fold(name)]; len(found) > 0 {
		return found
	}
	if !strings.Contains(name, "/") {
		return nil
	}
	var out []*Document
	suffix := "/" + fold(strings.Trim(name, "/"))
	for _, d := range l.names().documents[fold(path.Base(name))] {
		if strings.HasSuffix("/"+fold(d.ID), suffix) {
			out = append(out, d)
		}
	}
	return out
}

// endingIn keeps the paths that end in name.
func endingIn(paths []string, name string) []string {
	suffix := "/" + fold(strings.Trim(path.Clean(name), "/"))
	var out []string
	for _, p := range paths {
		if strings.HasSuffix("/"+fold(p), suffix) {
			out = append(out, p)
		}
	}
	return out
}

// nearest returns the one beside from, else the first with the fewest folders
// in its path; nil of none.
func nearest[T any](all []T, from *Document, file func(T) string) *T {
	var best *T
	depth := 0
	for i := range all {
		f := file(all[i])
		if path.Dir(f) == path.Dir(from.File) {
			return &all[i]
		}
		if n := strings.Count(f, "/"); best == nil || n < depth {
			best, depth = &all[i], n
		}
	}
	return best
}
