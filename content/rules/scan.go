package rules

import (
	"cmp"
	"slices"
	"strings"
)

// A scan is one pass over one text. Scans are reused, so that a text without findings costs no memory.
type scan struct {
	set *Set
	layout
	text    Text
	hits    []hit
	excuses []hit
	press   hit // the first sign of a copied report
	found   []Finding
	tally   []tally // by word, of the words in hits

	quotes []openMark // quotation marks that are open, over blocks
	left   []openMark // brackets that their block leaves open
	cited  []string   // titles of documents that were cited with number or date before
	sentence
}

// A hit is a word that was found.
type hit struct {
	word       int32
	start, end int
	block      int
}

// maxHits bounds the words that are looked at in one text.
const maxHits = 20_000

// Check returns what a text holds that it must not, in its order, at most [MaxFindings].
func (s *Set) Check(t Text) []Finding {
	c := s.scans.Get().(*scan)
	defer s.scans.Put(c)
	found := c.check(t)
	c.text, c.src, c.found = Text{}, nil, nil
	return found
}

func (c *scan) check(t Text) []Finding {
	c.text = t
	c.reset(t)
	c.found, c.hits, c.excuses = nil, c.hits[:0], c.excuses[:0]
	c.findWords()
	c.judgeWords()
	c.checkBlocks()
	c.checkWaivers()
	slices.SortStableFunc(c.found, func(a, b Finding) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return c.found[:min(len(c.found), MaxFindings)]
}

func (c *scan) findWords() {
	at := 0
	c.press = hit{}
	c.set.words.find(c.shadow, func(word int32, start, end int) bool {
		p := &c.set.what[word]
		if p.press {
			if c.press.end == 0 {
				c.press = hit{start: start, end: end}
			}
			return true
		}
		if !wholeWord(c.shadow, start, end) {
			return true
		}
		for at < len(c.blocks) && c.blocks[at].end < end {
			at++
		}
		if at == len(c.blocks) || c.blocks[at].start > start {
			return true // in what is no block
		}
		h := hit{word, start, end, at}
		if p.excuse {
			c.excuses = append(c.excuses, h)
		} else {
			c.hits = append(c.hits, h)
		}
		return len(c.hits)+len(c.excuses) < maxHits
	})
}

// wholeWord reports whether ASCII letters and digits at the ends of a hit have no others beside them.
func wholeWord(text []byte, start, end int) bool {
	before := start > 0 && alnum(text[start]) && alnum(text[start-1])
	after := end < len(text) && alnum(text[end-1]) && alnum(text[end])
	return !before && !after
}

func (c *scan) judgeWords() {
	if len(c.hits) == 0 {
		return
	}
	c.count()
	last := hit{word: -1}
	for _, h := range c.hits {
		p := &c.set.what[h.word]
		r := p.rule
		b := &c.blocks[h.block]
		if !r.applies(c.text.Kind) || !r.covers(b) || c.excused(h, r) {
			continue
		}
		if r.SkipQuoted && c.inQuotes(b, h.start) {
			continue
		}
		if r.OnlyUnexplained && c.tally[h.word].explained || r.Once && c.before(h) {
			continue
		}
		// Of overlapping words of a rule the first that ends speaks for all.
		if last.word >= 0 && c.set.what[last.word].rule == r && last.end > h.start {
			continue
		}
		last = h
		c.report(r, h.start, h.end, p.use, r.Fix && p.use != "" && c.fixable(b, h.start))
	}
}

func (c *scan) excused(h hit, r *Rule) bool {
	i, _ := slices.BinarySearchFunc(c.excuses, h.end, func(e hit, end int) int { return cmp.Compare(e.end, end) })
	for ; i < len(c.excuses) && c.excuses[i].end <= h.end+maxWord; i++ {
		e := &c.excuses[i]
		if e.start <= h.start && c.set.what[e.word].rule == r {
			return true
		}
	}
	return false
}

// before reports whether the same word was found earlier.
func (c *scan) before(h hit) bool { return c.tally[h.word].first < h.start }

// A tally is what is known of a word in a text.
type tally struct {
	first     int  // where it stands first
	explained bool // beside a bracket somewhere
	counted   bool
}

// count fills the tallies of the words that were found.
func (c *scan) count() {
	if len(c.tally) < len(c.set.what) {
		c.tally = make([]tally, len(c.set.what))
	}
	for _, h := range c.hits {
		c.tally[h.word] = tally{}
	}
	for _, h := range c.hits {
		t := &c.tally[h.word]
		if !t.counted {
			t.counted, t.first = true, h.start
		}
		t.explained = t.explained || c.besideBracket(h)
	}
}

// besideBracket reports whether a bracket opens before or after a word.
func (c *scan) besideBracket(h hit) bool {
	before, _ := runeBefore(c.shadow, h.start)
	after, _ := runeAt(c.shadow, h.end)
	return before == '（' || before == '(' || after == '（' || after == '('
}

// fixable reports whether what stands at a place is the author's own to correct: no quotation, no title of a
// document, no name that front matter shares with other texts.
func (c *scan) fixable(b *block, at int) bool {
	return !b.quoted && !sharedKeys[b.field] && !c.within(b, at, "“「『", "”」』") && !c.within(b, at, "《", "》")
}

// maxQuote is how far back an opening quotation mark is looked for, in bytes.
const maxQuote = 600

// inQuotes reports whether a place is between quotation marks of its block.
func (c *scan) inQuotes(b *block, at int) bool { return c.within(b, at, "“「『", "”」』") }

// within reports whether one of the opening marks is open at a place of a block.
func (c *scan) within(b *block, at int, opening, closing string) bool {
	from := max(b.start, at-maxQuote)
	depth := 0
	for i := at; i > from; {
		r, n := runeBefore(c.shadow, i)
		i -= n
		switch {
		case strings.ContainsRune(closing, r):
			depth++
		case strings.ContainsRune(opening, r):
			if depth == 0 {
				return true
			}
			depth--
		}
	}
	return false
}

// report adds a finding unless it is waived.
func (c *scan) report(r *Rule, start, end int, use string, fix bool) {
	if len(c.found) >= 2*MaxFindings || len(c.waivers) > 0 && c.waives(r.ID, c.runAt(start)) {
		return
	}
	if r.SkipQuoted && r.Check != "" && c.inQuotes(&block{}, start) {
		return
	}
	c.found = append(c.found, Finding{Rule: r, Gate: r.Gate, Start: start, End: end, Use: use, Fixable: fix})
}

// runAt returns the run of the block at an offset.
func (c *scan) runAt(at int) int {
	i, _ := slices.BinarySearchFunc(c.blocks, at, func(b block, at int) int {
		switch {
		case b.end <= at:
			return -1
		case b.start > at:
			return 1
		}
		return 0
	})
	if i < len(c.blocks) {
		return c.blocks[i].run
	}
	return 0
}

// checkWaivers reports the waivers that give no reason or name no rule.
func (c *scan) checkWaivers() {
	for i := range c.waivers {
		w := &c.waivers[i]
		for _, id := range w.rules {
			gate, known := c.set.ids[id]
			switch {
			case !known:
				c.found = append(c.found, Finding{Problem: WaiverUnknown, Gate: c.set.gates[0], Start: w.start, End: w.end, Use: id})
			case w.reason == "" && slices.Contains(c.set.gates, gate):
				c.found = append(c.found, Finding{Problem: WaiverWithoutReason, Gate: gate, Start: w.start, End: w.end, Use: id})
			}
		}
	}
}
