package content

import (
	"strings"

	"yanxi/content/markdown"
)

// An answer to a reader is a document as any other, beside its subject:
//
//	question: 20261102-1    # the number of the question
//	about: four-gates.md    # the document that was asked about
//
// Its title is the question and its text the answer. What about names is looked
// up as a link would be: a path relative to the file or from the root, with .md
// or without, an id, an address, or a wikilink. Without question, about means
// nothing here.

// A subjectRef is the document that an answer is about, as its author named it.
type subjectRef struct {
	name string
	at   span
}

// answerFields reads the keys of an answer.
func (f *documentFields) answerFields(e *entry) {
	n := f.root.get("question")
	if n == nil || !n.scalar() {
		return
	}
	e.doc.Question = oneLine(n.text) // a number may be one of digits alone
	if e.doc.Question == "" {
		return
	}
	about := f.root.get("about")
	switch {
	case about == nil || about.kind == nodeNull:
	case !about.scalar():
		f.unused("about", about.at, "text")
	case strings.TrimSpace(about.text) != "":
		e.about = subjectRef{strings.TrimSpace(about.text), about.at}
	}
}

// setAbout looks up the documents that answers are about, and lists the answers
// of each by their dates, then ids. It comes when all names can be looked up.
func (l *Library) setAbout() {
	l.answers = map[string][]*Document{}
	for _, d := range l.documents {
		ref := l.entries[d.File].about
		if ref.name == "" {
			continue
		}
		found := l.Resolve(d, aboutLink(ref.name))
		switch {
		case found.Document == d:
			l.report(d.File, "own-subject", ref.at, "")
		case found.Document != nil:
			d.About = found.Document.ID
			l.answers[d.About] = append(l.answers[d.About], d)
		case found.Reason == ReasonHidden:
			l.report(d.File, "unpublished-subject", ref.at, "", ref.name)
		default:
			l.report(d.File, "unknown-subject", ref.at, l.linkHint(l.settings.Lang, ref.name), ref.name)
		}
	}
}

// aboutLink is what about names, as the link that it may be written as.
func aboutLink(name string) markdown.Link {
	link := markdown.Link{Kind: markdown.LinkInline, Dest: name}
	if inner, ok := strings.CutPrefix(name, "[["); ok {
		link.Kind = markdown.LinkWiki
		link.Dest, _, _ = strings.Cut(strings.TrimSuffix(inner, "]]"), "|")
	}
	link.Dest, link.Fragment, _ = strings.Cut(link.Dest, "#")
	return link
}

// Answers returns the answers to what readers asked about a document, by id.
func (l *Library) Answers(id string) []*Document { return l.answers[id] }
