package convert

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what can be a title or a heading, in characters.
const (
	maxTitleLine   = 80
	maxHeadingLine = 80
	titleWithin    = 12 // blocks from the top
)

// outline finds the title of a text and puts its headings below it.
func (c *converter) outline(t *text) {
	c.longHeadings(t)
	c.titleOf(t)
	if !slices.ContainsFunc(t.blocks, isHeading) {
		c.numberedHeadings(t)
		c.boldLines(t)
	}
	highest := 7
	for _, b := range t.blocks {
		if isHeading(b) {
			highest = min(highest, b.level)
		}
	}
	walk(t.blocks, func(b *block) {
		if b.kind != heading {
			return
		}
		b.level = max(2, b.level+2-highest)
		if b.level > 6 {
			b.level = 6
			b.notes = append(b.notes, c.notes.count("level"))
		}
	})
}

func isHeading(b *block) bool { return b.kind == heading && b.shows() }

// longHeadings makes text of what has a heading's style and a paragraph's length.
func (c *converter) longHeadings(t *text) {
	for _, b := range t.blocks {
		if b.kind == heading && utf8.RuneCountInString(plain(b.runs)) > maxHeadingLine {
			b.kind = paragraph
			b.notes = append(b.notes, c.notes.count("long-heading"))
		}
	}
}

// titleOf finds the title, and takes the line that it stands in out of the text.
func (c *converter) titleOf(t *text) {
	if at, n := t.styledTitle(); n > 0 {
		t.takeTitle(at, n)
		return
	}
	if t.title != "" { // a web page knows its own
		at := slices.IndexFunc(t.blocks[:min(len(t.blocks), titleWithin)], func(b *block) bool {
			return (b.kind == heading || b.look.centred) && sameText(plain(b.runs), t.title)
		})
		if at >= 0 {
			t.takeTitle(at, 1)
		}
		return
	}
	if at := t.firstShown(); at >= 0 && t.onlyFirstLevel(at) {
		t.takeTitle(at, 1)
		return
	}
	if at, n := t.centredTitle(); n > 0 {
		t.takeTitle(at, n)
		c.notes.add("title-line", t.title)
		return
	}
	if at := t.firstShown(); at >= 0 && t.plainTitle(at) {
		t.takeTitle(at, 1)
		c.notes.add("title-first", t.title)
		return
	}
	t.title = stem(c.name)
	if t.said != "" && (noTitle.MatchString(t.title) || t.says(t.said)) {
		t.title = t.said
		return
	}
	c.notes.add("title-file", t.title)
}

func sameText(a, b string) bool {
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.FieldsFunc(s, isSpace), "")) }
	return fold(a) == fold(b)
}

// says reports whether one of the first lines is this.
func (t *text) says(title string) bool {
	for _, b := range t.blocks[:min(len(t.blocks), titleWithin)] {
		if sameText(plain(b.runs), title) {
			return true
		}
	}
	return false
}

func (t *text) firstShown() int {
	return slices.IndexFunc(t.blocks, func(b *block) bool { return b.shows() && plain(b.runs) != "" })
}

// styledTitle finds the lines that have the style of a title.
func (t *text) styledTitle() (at, n int) {
	at = slices.IndexFunc(t.blocks, func(b *block) bool { return b.look.title && b.shows() && plain(b.runs) != "" })
	if at < 0 || at > titleWithin {
		return 0, 0
	}
	for n = 1; at+n < len(t.blocks) && n < 4 && t.blocks[at+n].look.title && t.blocks[at+n].shows(); n++ {
	}
	return at, n
}

// onlyFirstLevel reports whether a block is a heading above all others.
func (t *text) onlyFirstLevel(at int) bool {
	if !isHeading(t.blocks[at]) {
		return false
	}
	for i, b := range t.blocks {
		if i != at && isHeading(b) && b.level <= t.blocks[at].level {
			return false
		}
	}
	return true
}

// docNumber matches what stands above the title of an official document: who
// issues it and its number.
var docNumber = regexp.MustCompile(`〔\s*\d{4}\s*〕|\[\d{4}\]\s*第?\d+号|文件\s*$|^(?:绝密|机密|秘密|内部|特急|加急|急件)|^附件|^目\s*[录次]$`)

// centredTitle finds the title of an official document without styles: lines in the middle, large or bold,
// without the end of a sentence.
func (t *text) centredTitle() (at, n int) {
	size := t.commonSize()
	fits := func(b *block) bool {
		s := oneLine(plain(b.runs))
		return b.kind == paragraph && b.look.centred && s != "" && utf8.RuneCountInString(s) <= maxTitleLine &&
			!sentenceEnd.MatchString(s) && (b.look.size > size || b.look.bold) && !docNumber.MatchString(s)
	}
	for i, b := range t.blocks[:min(len(t.blocks), titleWithin)] {
		if !fits(b) {
			continue
		}
		for n = 1; i+n < len(t.blocks) && n < 4 && fits(t.blocks[i+n]) && t.blocks[i+n].look == b.look; n++ {
		}
		return i, n
	}
	return 0, 0
}

// startsDate matches a line that says when, not what.
var startsDate = regexp.MustCompile(`^[\d〇零一二三四五六七八九十]+[年月.\-/]`)

// plainTitle reports whether a line at the top, which looks like any other, reads like the title of what follows.
func (t *text) plainTitle(at int) bool {
	b := t.blocks[at]
	if b.kind != paragraph || len(t.blocks) < at+3 || t.blocks[at+1].kind != paragraph || !plainText(b.runs) {
		return false
	}
	s := oneLine(plain(b.runs))
	return isTitleLine(s) && utf8.RuneCountInString(s) >= 4 && !docNumber.MatchString(s) && !startsDate.MatchString(s) && !letterless(s)
}

// plainText reports whether runs are words in one style.
func plainText(runs []run) bool {
	for _, r := range runs {
		if r.kind != words || r.link != "" {
			return false
		}
	}
	return true
}

func letterless(s string) bool { return !strings.ContainsFunc(s, unicode.IsLetter) }

var sentenceEnd = regexp.MustCompile(`[。；：！？，、;:!?,…]$|\.$`)

// commonSize is the size that most of the text has.
func (t *text) commonSize() int {
	sizes := map[int]int{}
	best := 0
	for _, b := range t.blocks {
		sizes[b.look.size] += utf8.RuneCountInString(plain(b.runs))
	}
	for size, n := range sizes {
		if n > sizes[best] || n == sizes[best] && size > best {
			best = size
		}
	}
	return best
}

// takeTitle makes lines the title. What stands in them beside text stays where it was.
func (t *text) takeTitle(at, n int) {
	var lines []string
	var left []run
	var notes []*note
	for _, b := range t.blocks[at : at+n] {
		lines = append(lines, oneLine(plain(b.runs)))
		notes = append(notes, b.notes...)
		for _, r := range b.runs {
			if r.kind == picture || r.kind == noteMark {
				left = append(left, r)
			}
		}
	}
	if t.title == "" {
		t.title = oneLine(strings.Join(lines, "\n"))
	}
	rest := []*block{}
	switch {
	case slices.ContainsFunc(left, func(r run) bool { return r.kind == noteMark }):
		first := t.blocks[at] // the title once more, with its footnote
		first.kind = paragraph
		for _, b := range t.blocks[at+1 : at+n] {
			first.runs = append(first.runs, b.runs...)
		}
		rest = append(rest, first)
	case len(left) > 0 || len(notes) > 0:
		rest = append(rest, &block{runs: left, notes: notes})
	}
	t.blocks = slices.Concat(t.blocks[:at], rest, t.blocks[at+n:])
}
