// Package markdown turns one Markdown text into what the rest of Yanxi needs
// of it: sections of plain text for search, the links that it makes, and safe
// HTML for a page.
//
// The dialect is GFM with footnotes, definition lists, callouts (in the
// GitHub, VitePress and MkDocs forms), wikilinks, TeX math (shown as MathML) and
// Mermaid, and it reads Chinese the way that its authors mean it: emphasis works beside
// full-width punctuation, headings get readable ids, and a soft line break
// between two Chinese characters adds no space.
//
// A text is UTF-8 without front matter. Any text is valid: nothing here
// returns an error or panics, and no output carries script. A [Document] is
// immutable and safe for concurrent use.
package markdown
