package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"yanxi/index/store"
	"yanxi/index/suggest"
	"yanxi/index/zh"
)

// Headings are suggested that say where they lead: of the second and third level (the first is the title, deeper ones are
// details), not too long to read in a list, and none that many documents have. In a library of laws four of five headings
// are 总则, 法律责任 and the like: they would fill every list, and lead to any law. What remains is bounded, the newest documents and the
// higher levels first, so that a keystroke stays within 5 ms.
const (
	maxHeadingLevel = 3
	maxHeading      = 40 // characters
	maxSame         = 3  // documents with the same heading
	maxHeadings     = 20_000
	maxOwnWords     = 5_000
)

// headings are those of one document that are worth suggesting.
type headings struct {
	hash [32]byte // of the document that they were read from
	list []heading
}

type heading struct {
	text, anchor string
	level        int
}

// renewSections reads for a view what the suggestions need of the index. Searches and updates go on meanwhile; when an
// update ends first, this ends, and the next question begins anew with what has been read.
func (c *suggestions) renewSections(x *Index, v *view) {
	c.mu.Lock()
	known := c.headings
	c.mu.Unlock()
	all, err := x.readHeadings(v, known)
	var words []string
	if err == nil {
		words, err = x.ownWords(v)
	}
	var made *suggester
	if err == nil {
		made = suggestSections(v, all, words)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.headings = all
	if made != nil && c.reading == v {
		c.sections = made
	} else if c.reading == v {
		c.reading = nil // to be tried again
	}
}

// readAtOnce is how many documents one session reads of all: between them the
// store may be closed, and a new view makes the rest unnecessary.
const readAtOnce = 32

// readHeadings returns the headings of all documents of a view by id: the known ones of those that have not
// changed, the others from the index. With an error it returns what it has.
func (x *Index) readHeadings(v *view, known map[string]headings) (map[string]headings, error) {
	all := make(map[string]headings, len(v.table.docs))
	for docs := range slices.Chunk(v.table.docs, readAtOnce) {
		missing := slices.Clone(docs[:0:0])
		for _, d := range docs {
			if h, ok := known[d.ID]; ok && h.hash == d.Hash {
				all[d.ID] = h
			} else {
				missing = append(missing, d)
			}
		}
		if len(missing) == 0 {
			continue
		}
		err := x.withSession(v, func(s *session) error {
			for _, d := range missing {
				sections, err := s.readSections(d.ID)
				if err != nil {
					return err
				}
				all[d.ID] = headings{d.Hash, informative(sections, d.Title)}
			}
			return nil
		})
		if err != nil {
			return all, err
		}
	}
	return all, nil
}

// informative picks the headings of a document that are worth suggesting.
func informative(sections []storedSection, title string) []heading {
	var list []heading
	for _, s := range sections {
		n := utf8.RuneCountInString(s.Heading)
		if s.Level < 2 || s.Level > maxHeadingLevel || n < 2 || n > maxHeading || s.Anchor == "" || s.Heading == title {
			continue
		}
		// A section's strings share the memory of the whole text.
		list = append(list, heading{strings.Clone(s.Heading), strings.Clone(s.Anchor), s.Level})
	}
	return list
}

// ownWords lists the library's own words that the index has.
func (x *Index) ownWords(v *view) ([]string, error) {
	var words []string
	err := x.withSession(v, func(s *session) error {
		return store.Guard(func() error {
			for _, word := range v.own[:min(len(v.own), maxOwnWords)] {
				if ok, err := hasTerm(s.reader, fieldAll, zh.FoldString(word)); err != nil {
					return err
				} else if ok {
					words = append(words, word)
				}
			}
			return nil
		})
	})
	return words, err
}

// suggestSections makes the suggestions of sections and of the library's own words.
func suggestSections(v *view, all map[string]headings, words []string) *suggester {
	var l suggestionList
	for _, word := range words {
		l.add(Suggestion{Text: word}, rankWord)
	}
	same := make(map[string]int)
	for _, h := range all {
		for _, heading := range h.list {
			same[headingKey(heading.text)]++
		}
	}
	type placed struct {
		heading
		doc int32
	}
	var list []placed
	for _, n := range v.table.newest {
		for _, h := range all[v.table.docs[n].ID].list {
			if same[headingKey(h.text)] <= maxSame {
				list = append(list, placed{h, n})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.level, b.level) })
	for _, h := range list[:min(len(list), maxHeadings)] {
		l.add(Suggestion{Text: h.text, Document: v.table.docs[h.doc], Anchor: h.anchor}, rankSection)
	}
	return l.suggester(v)
}

// headingKey is the same for headings that differ in their number only: 第三章 附则, 第五章　附 则.
func headingKey(text string) string {
	key := suggest.Key(text)
	if rest, ok := strings.CutPrefix(key, "第"); ok {
		number := strings.TrimLeft(rest, "0123456789一二三四五六七八九十百零〇")
		if _, size := utf8.DecodeRuneInString(number); len(number) < len(rest) && len(number) > size {
			return number[size:]
		}
	}
	return strings.TrimLeft(key, "0123456789一二三四五六七八九十")
}
