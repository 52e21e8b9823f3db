// Package content is what a library is: a folder of Markdown, opened as an
// immutable [Library] of [Document]s with everything that is wrong with it as
// [Finding]s. It knows nothing of how a library is searched or shown.
//
//	fsys, err := content.DirFS("/srv/library")
//	library, err := content.Open(fsys)
//	for _, d := range library.Documents() { … }
//
// # Files
//
// Every file ending in .md or .markdown is a document, but for hidden ones,
// node_modules, the folder yanxi at the root, and names with a leading '_' other
// than _index.md and the folder _posts. The id of a document is its path
// without extension, in composed Unicode. A folder's page (index.md, else
// _index.md, else README.md) has the folder's path; the root's is "index". Of
// two files for one id the folder's page wins; the other is a finding and gets an
// id of its own. Slugs and aliases lead to a document and never change its id.
//
// A text may be UTF-8, UTF-16 with a byte order mark, or GB18030, with any line
// ends. Images and other files beside the documents that may be served are
// [Library.Assets]. Symbolic links are followed to files inside the library
// only.
//
// # Front matter
//
// YAML between lines of "---" or TOML between lines of "+++" says what a text
// is. All keys are optional, their case and '-' or '_' don't matter, and those
// of Hugo, Jekyll, VitePress, MkDocs and Obsidian are understood:
//
//	kind                     course, note (if missing) or case
//	title                    else the first heading, else the file's name
//	summary, description     plain text or inline Markdown
//	date, created            2019-06-03, 2019-06-03 21:19 or with a zone
//	updated, lastmod, last_modified_at, modified
//	review_by                when the text is to be checked again
//	author, authors, people  names: a list, a text with commas, or {name: …}
//	unit, owner              who is responsible, who keeps the text
//	tags, tag, categories, category
//	platform, field          terms of the vocabularies of these names, see [Vocabulary]
//	status                   as given; "draft" holds the text back
//	draft, published, publish, headless, build.render, publishDate, expiryDate
//	weight, order, sidebar_position, nav_order
//	slug, permalink, url, aliases, alias, redirect_from
//	lang                     BCP 47
//	question, about          of an answer to a reader: the question's number, the document asked about
//
// A course adds start, end, place, host, audience, lecturers (name, title,
// topic), units (title, lecturer, documents), taught and path, see [Course]. A
// case adds place, timeline (at, type, actor, text, statement, acts, platform,
// sources), outcome (grade, text), lessons and sources (title, publisher, date,
// url, note), see [Case]. Other keys stay in [Document.Meta].
//
// A value of the wrong type is used where it makes sense and reported in any
// case. A text whose front matter can't be read is published, with a finding of
// level error, unless a line of it says that it is a draft.
//
// # Settings
//
// The folder yanxi holds what configures a library: settings.yaml, see
// [Settings], holidays.txt, see [Library.Due], vocabularies/, see [Vocabulary], and
// gates/, see [Gates].
// All of it is optional.
//
// # Cost
//
// Opening reads every file once and keeps no text: about 1.5 KB of memory a
// document. [Library.Reopen] reads only what has changed, [Library.Read] and
// [Library.Check] read the texts again.
package content
