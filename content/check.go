package content

import (
	"context"
	"io/fs"
	"slices"
	"strings"

	"yanxi/content/markdown"
)

// Check returns everything that is wrong with the library: what opening found
// and what only the texts show, broken links, anchors and images above all. It
// reads every published text, on all cores; when ctx is done it stops and
// returns what it has. The names are those of the paths at the root that the
// site keeps for itself: a document below one of them can't be reached.
func (l *Library) Check(ctx context.Context, reserved ...string) []Finding {
	all := slices.Clone(l.findings)
	all = append(all, l.reservedFindings(reserved)...)
	_, rules := l.readGates(GateNames())
	all = append(all, rules...)
	all = append(all, l.strayGates()...)

	texts := make([]checked, len(l.documents))
	parallel(len(texts), func() func(int) {
		return func(i int) {
			if ctx.Err() == nil {
				texts[i] = l.checkText(l.documents[i])
			}
		}
	})
	for i := range texts {
		all = append(all, texts[i].findings...)
	}
	all = append(all, l.checkAnchors(ctx, texts)...)
	slices.SortFunc(all, compareFindings)
	return all
}

// reservedFindings reports the documents and aliases that the site hides.
func (l *Library) reservedFindings(reserved []string) []Finding {
	r := &reporter{lang: l.settings.Lang}
	for _, d := range l.documents {
		r.file = d.File
		if first, _, _ := strings.Cut(d.ID, "/"); slices.Contains(reserved, first) {
			r.report("reserved-path", span{}, first)
		}
		for _, alias := range d.Aliases {
			if first, _, _ := strings.Cut(strings.Trim(alias, "/"), "/"); slices.Contains(reserved, first) {
				r.report("reserved-alias", span{}, first, alias)
			}
		}
	}
	return r.findings
}

// checked is what the check of one text found, and the links whose anchors
// remain to be looked for.
type checked struct {
	findings []Finding
	anchors  []anchorLink
}

type anchorLink struct {
	from, to *Document
	link     placedLink
	fragment string
}

func (l *Library) checkText(d *Document) checked {
	var c checked
	r := &reporter{file: d.File, lang: l.settings.Lang}
	body, err := l.Read(d)
	if err != nil {
		r.report("unreadable-file", span{}, reason(err))
		return checked{findings: r.findings}
	}
	r.quizzes(body)
	for _, link := range body.placedLinks() {
		ref := l.Resolve(d, link.Link)
		switch {
		case ref.Broken && link.hidden:
			r.report("quiz-link", link.at)
		case ref.Broken:
			l.reportBroken(r, d, link.Link, ref.Reason, link.at)
		case ref.External && !link.hidden && link.Kind == markdown.LinkImage:
			r.report("external-image", link.at, link.Dest)
		case ref.Document != nil && ref.Fragment != "":
			c.anchors = append(c.anchors, anchorLink{d, ref.Document, link, ref.Fragment})
		}
	}
	c.findings = r.findings
	return c
}

// A placedLink is a link and where it stands in its file.
type placedLink struct {
	markdown.Link
	at     span
	hidden bool // in what a quiz hides: findings must not say where it leads
}

// placedLinks returns the links of the text and of its quizzes.
func (b *Body) placedLinks() []placedLink {
	var all []placedLink
	for _, link := range b.Links() {
		line := link.Line + b.FirstLine - 1
		all = append(all, placedLink{link, span{line, link.Column, line, link.EndColumn}, false})
	}
	return append(all, b.quizLinks()...)
}

func (l *Library) reportBroken(r *reporter, d *Document, link markdown.Link, why Reason, at span) {
	dest := link.Dest
	switch why {
	case ReasonLeaves:
		r.report("link-leaves-library", at, dest)
		return
	case ReasonUnsafe:
		r.report("unsafe-link", at, dest)
		return
	case ReasonHidden:
		r.report("unpublished-link", at, dest)
		return
	}
	if l.unserved(d, dest) {
		r.report("unserved-file", at, dest)
		return
	}
	if link.Kind == markdown.LinkImage {
		r.reportHint("broken-image", at, phrase(r.lang, "check-file"), dest)
		return
	}
	r.reportHint("broken-link", at, l.linkHint(r.lang, dest), dest)
}

// unserved reports whether a link leads to a file that is there but is not
// one of those that are served.
func (l *Library) unserved(d *Document, dest string) bool {
	for _, p := range spellings(dest) {
		for _, base := range bases(d, p) {
			file := resolvedFile(base, p)
			if !visible(file) {
				continue
			}
			if info, err := fs.Stat(l.fsys, file); err == nil && info.Mode().IsRegular() {
				return true
			}
		}
	}
	return false
}

// linkHint proposes the document that a broken link may mean: the one of the
// same file name.
func (l *Library) linkHint(lang, dest string) string {
	name := strings.TrimSuffix(trimPage("/"+composed(dest)), "/")
	name = name[strings.LastIndexByte(name, '/')+1:]
	if found := l.names().documents[fold(name)]; name != "" && len(found) > 0 {
		return phrase(lang, "similar", "/"+found[0].ID)
	}
	return phrase(lang, "check-name")
}

// checkAnchors reads the texts that links with a fragment lead to, each once,
// and reports the fragments that they don't have.
func (l *Library) checkAnchors(ctx context.Context, texts []checked) []Finding {
	links := map[*Document][]anchorLink{}
	var targets []*Document
	for _, t := range texts {
		for _, a := range t.anchors {
			if links[a.to] == nil {
				targets = append(targets, a.to)
			}
			links[a.to] = append(links[a.to], a)
		}
	}
	found := make([][]Finding, len(targets))
	parallel(len(targets), func() func(int) {
		return func(i int) {
			if ctx.Err() == nil {
				found[i] = l.checkAnchorsOf(targets[i], links[targets[i]])
			}
		}
	})
	return slices.Concat(found...)
}

func (l *Library) checkAnchorsOf(target *Document, links []anchorLink) []Finding {
	body, err := l.Read(target)
	if err != nil {
		return nil // reported by checkText
	}
	var findings []Finding
	have := l.anchorsOf(target, body)
	for _, a := range links {
		if have[a.fragment] {
			continue
		}
		r := &reporter{file: a.from.File, lang: l.settings.Lang}
		r.anchor(a.link, anchorHint(r.lang, have, a.fragment), target.Title, a.fragment)
		findings = append(findings, r.findings...)
	}
	return findings
}

// anchor reports a link to a section that is not there.
func (r *reporter) anchor(link placedLink, hint, title, fragment string) {
	if link.hidden {
		r.report("quiz-anchor", link.at)
		return
	}
	r.reportHint("broken-anchor", link.at, hint, title, fragment)
}

// anchorsOf returns the ids on a document's page.
func (l *Library) anchorsOf(d *Document, b *Body) map[string]bool {
	have := map[string]bool{"": true, "top": true, markdown.HeadingID(d.Title): true}
	for _, s := range l.Sections(d, b) {
		have[s.Anchor] = true
	}
	for _, id := range b.Anchors() {
		have[id] = true
	}
	return have
}

// anchorHint proposes the section whose id holds the fragment or is held by
// it in any case, as when a number or a few words were added to a heading.
func anchorHint(lang string, have map[string]bool, fragment string) string {
	best := ""
	lower := strings.ToLower(fragment)
	for id := range have {
		if id != "" && id != "top" && (strings.Contains(strings.ToLower(id), lower) || strings.Contains(lower, id)) &&
			(best == "" || len(id) < len(best) || len(id) == len(best) && id < best) {
			best = id
		}
	}
	if best != "" {
		return phrase(lang, "similar", "#"+best)
	}
	return phrase(lang, "check-part")
}

// CheckFile returns what is wrong with one file outside any library, with
// default settings and vocabularies. Links to other files are not looked up.
func CheckFile(name string, src []byte) []Finding {
	p := &fileParser{settings: defaultSettings()}
	p.vocabularies, _ = readVocabularies(noFiles{}, p.settings.Lang)
	e := p.parse(name, src, int64(len(src)))
	l := &Library{settings: p.settings, vocabularies: p.vocabularies}
	r := &reporter{file: name, lang: p.settings.Lang, findings: e.findings}
	d := &e.doc
	body := parseBody(d, src, p.settings)
	have := l.anchorsOf(d, body)
	r.quizzes(body)
	for _, link := range body.placedLinks() {
		at := link.at
		switch {
		case link.Dest == "" && link.Fragment != "":
			if f := fragment(link.Link); !have[f] {
				r.anchor(link, anchorHint(r.lang, have, f), d.Title, f)
			}
		case external(link.Dest, link.Kind):
			if ref := externalReference(link.Dest); ref.Broken && link.hidden {
				r.report("quiz-link", at)
			} else if ref.Broken {
				r.report("unsafe-link", at, link.Dest)
			} else if link.Kind == markdown.LinkImage {
				r.report("external-image", at, link.Dest)
			}
		}
	}
	slices.SortFunc(r.findings, compareFindings)
	return r.findings
}

// noFiles is a file system without files.
type noFiles struct{}

func (noFiles) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}
