package desk

// Bounds of the texts that are remembered.
const (
	mostSeen     = 256
	mostSeenSize = 32 << 20 // bytes
)

// seen are the texts that reviewers had on their screens lately, by digest: if one was changed before it was signed, the
// page shows what changed. On another server it shows the changes since the last approval only.
type seen struct {
	texts map[string]string
	order []string
	size  int
}

func (d *desk) remember(digest, text string) {
	d.seenLock.Lock()
	defer d.seenLock.Unlock()
	s := &d.seen
	if _, ok := s.texts[digest]; ok || len(text) > mostSeenSize/4 {
		return
	}
	if s.texts == nil {
		s.texts = map[string]string{}
	}
	s.texts[digest] = text
	s.order = append(s.order, digest)
	s.size += len(text)
	for len(s.order) > mostSeen || s.size > mostSeenSize {
		s.size -= len(s.texts[s.order[0]])
		delete(s.texts, s.order[0])
		s.order = s.order[1:]
	}
}

func (d *desk) remembered(digest string) (string, bool) {
	d.seenLock.Lock()
	defer d.seenLock.Unlock()
	text, ok := d.seen.texts[digest]
	return text, ok
}
