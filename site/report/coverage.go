package report

import (
	"crypto/sha256"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"yanxi/content"
	"yanxi/index/zh"
)

// A Coverage knows what the library's titles, headings and tags are about. It is
// made by reading all texts, for each state of the library; see [Coverage.Next].
type Coverage struct{ texts map[[sha256.Size]byte]covered }

// covered is what a document is about, under the hash of all that this derives from.
type covered struct {
	text string // folded
	sure bool   // made of the very file that the library has read
}

// mostHeadings bounds what is kept of a document.
const mostHeadings = 300

// Cover reads a library. What cannot be read has its title and tags alone.
func Cover(lib *content.Library) *Coverage { return (&Coverage{}).Next(lib) }

// Next is the coverage of another state of the library. Of it only those documents are read that c does not have as
// they are.
func (c *Coverage) Next(lib *content.Library) *Coverage {
	docs := lib.Documents()
	keys, texts := make([][sha256.Size]byte, len(docs)), make([]covered, len(docs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(len(docs), runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1) - 1); i < len(docs); i = int(next.Add(1) - 1) {
				keys[i] = lib.Depends(docs[i])
				if texts[i] = c.texts[keys[i]]; !texts[i].sure {
					texts[i] = cover(lib, docs[i])
				}
			}
		})
	}
	wg.Wait()
	out := &Coverage{make(map[[sha256.Size]byte]covered, len(docs))}
	for i, key := range keys {
		out.texts[key] = texts[i]
	}
	return out
}

func cover(lib *content.Library, d *content.Document) covered {
	parts := append([]string{d.Title, d.Summary}, d.Tags...)
	body, err := lib.Read(d)
	if err == nil {
		for _, s := range first(lib.Sections(d, body), mostHeadings) {
			parts = append(parts, s.Heading)
		}
	}
	return covered{zh.FoldString(strings.Join(parts, "\n")), err == nil && !body.Changed}
}

// Of counts the documents that have a word, as package zh writes it, in what they are about.
func (c *Coverage) Of(word string) int {
	n := 0
	if c == nil {
		return 0
	}
	for _, t := range c.texts {
		if strings.Contains(t.text, word) {
			n++
		}
	}
	return n
}
