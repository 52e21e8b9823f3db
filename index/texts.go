package index

import (
	lru "container/list"
	"sync"
)

// maxTexts bounds the texts that are kept, in bytes. A small library fits
// whole; of a large one those that searches ask for.
const maxTexts = 64 << 20

// texts keeps the sections of documents that searches have read, the last ones
// used: a phrase is looked for in many, and the same few are shown again and again.
type texts struct {
	mu    sync.Mutex
	known map[string]*lru.Element // of *text, by document
	used  lru.List                // latest first
	bytes int
	// generation counts the changes of the index. Who began to read before a
	// change reads what was there before it: nothing of that is kept after it,
	// and nothing that came after it is given to them.
	generation int
}

type text struct {
	id       string
	sections []storedSection
	bytes    int
}

// now is the generation to be asked before the index is opened for reading.
func (t *texts) now() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.generation
}

// get is for who asked for the generation before, as put is.
func (t *texts) get(id string, generation int) ([]storedSection, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	e, ok := t.known[id]
	if !ok || generation != t.generation {
		return nil, false
	}
	t.used.MoveToFront(e)
	return e.Value.(*text).sections, true
}

// put keeps sections that were read by who asked for the generation before.
func (t *texts) put(id string, sections []storedSection, generation int) {
	size := textOverhead
	for i := range sections {
		s := &sections[i]
		size += len(s.Heading) + len(s.Anchor) + len(s.Text) + sectionOverhead
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, ok := t.known[id]; ok || generation != t.generation || size > maxTexts/8 {
		return
	}
	if t.known == nil {
		t.known = map[string]*lru.Element{}
	}
	t.known[id] = t.used.PushFront(&text{id, sections, size})
	for t.bytes += size; t.bytes > maxTexts; {
		t.remove(t.used.Back())
	}
}

// What a text and a section take besides their characters, in bytes.
const (
	textOverhead    = 200
	sectionOverhead = 80
)

func (t *texts) remove(e *lru.Element) {
	old := t.used.Remove(e).(*text)
	delete(t.known, old.id)
	t.bytes -= old.bytes
}

// drop forgets documents that have changed in the index.
func (t *texts) drop(ids []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.generation++
	for _, id := range ids {
		if e, ok := t.known[id]; ok {
			t.remove(e)
		}
	}
}

// clear forgets all: there is another index.
func (t *texts) clear() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.generation++
	t.known, t.bytes = nil, 0
	t.used.Init()
}
