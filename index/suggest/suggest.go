// Package suggest completes what a reader is typing. It is given the texts that are worth suggesting, with their importance,
// and tells for the characters typed so far which of them are meant. It knows nothing of documents or of an index.
//
// A text is found by its characters and by its sound, from its beginning or from the middle:
//
//	舆情 回应        characters; script, width, case, spaces and signs don't count
//	yuqinghuiying    pinyin, the last syllable as far as it is typed
//	yqhy, yuqhuiy    first letters, also among whole syllables
//	政务xin, zwxin媒  both mixed
//	yu'qing          what an input method shows while it composes; a division that is typed is kept: xi'an is not 先
//
// and, when there are too few of those, by several parts in any order (舆情 通报).
//
// Texts that begin with what was typed come before those in which a word does, then those that hold it elsewhere; characters
// come before pinyin, pinyin before first letters; among equals the important and the short. A text is never given twice.
package suggest

import (
	"slices"

	"yanxi/index/zh/pinyin"
)

// An Entry is a text worth suggesting.
type Entry struct {
	Text string
	Rank uint8 // its kind's importance: 0 is the highest; a step counts as much as four characters of length
}

const (
	// MaxTyped bounds what is completed, in letters, digits and characters: nothing completes more.
	MaxTyped = 63
	// maxUnits is how many characters of an entry are looked at.
	maxUnits = 96
	// rankWorth is how many characters of length a step of [Entry].Rank counts as.
	rankWorth = 4
)

// A Completer completes. It never changes, so that any number of goroutines may use it.
//
// Complete looks at every entry: a bit set of characters and first letters passes over most of them, and what remains is matched
// by a few operations on machine words for each character. A thousand entries cost at most 0.2 ms, and 0.1 MB.
type Completer struct {
	units   []unit  // of all entries, side by side
	entries []entry // those that differ
	alts    [][]pinyin.Syllable
}

// An entry is where the characters of an Entry stand among all.
type entry struct {
	number   int32 // in the list given to New
	from, to int32
	rank     uint8
	letters  uint32 // first letters of its readings, and its own letters
	chars    uint64 // a bit for each character, by its number modulo 64
}

// A unit is a letter, digit or character of an entry.
type unit struct {
	char    rune
	reading pinyin.Syllable
	alt     uint8 // readings besides, in alts; 0 for none
	flags   uint8
}

// The flags of a unit.
const (
	startsWord  = 1 << iota // a word begins with it
	insideLatin             // it follows another letter or digit of an alphabet
)

// A Completion is an entry that fits what was typed.
type Completion struct {
	Entry int    // its number in the list given to [New]
	Score uint32 // less is better; it may be compared with those of other Completers
}

// Complete returns up to n entries that typed may become, the best first.
func (c *Completer) Complete(typed string, n int) []Completion {
	whole, parts := read(typed)
	if n <= 0 || whole == nil {
		return nil
	}
	found := make(ranking, 0, n)
	for i := range c.entries {
		e := &c.entries[i]
		if class, ok := c.match(e, whole); ok {
			found = found.add(n, hit{score: class.score(e), entry: int32(i)})
		}
	}
	if len(found) < n && len(parts) > 1 {
		found = c.completeParts(found, n, parts)
	}
	out := make([]Completion, len(found))
	for i, h := range found {
		out[i] = Completion{Entry: int(c.entries[h.entry].number), Score: h.score}
	}
	return out
}

// completeParts adds the entries that hold all parts, wherever.
func (c *Completer) completeParts(found ranking, n int, parts []*pattern) ranking {
	first := slices.Clone(found)
	for i := range c.entries {
		e := &c.entries[i]
		if slices.ContainsFunc(first, func(h hit) bool { return h.entry == int32(i) }) {
			continue
		}
		worst, all := class(0), true
		for _, p := range parts {
			class, ok := c.match(e, p)
			worst, all = max(worst, class), all && ok
			if !all {
				break
			}
		}
		if all {
			found = found.add(n, hit{score: (worst + classes).score(e), entry: int32(i)})
		}
	}
	return found
}

// score orders hits: the class decides, then importance and length.
func (cl class) score(e *entry) uint32 {
	return uint32(cl)<<16 | uint32(e.rank)*rankWorth + uint32(e.to-e.from)
}

type hit struct {
	score uint32
	entry int32
}

// A ranking is a list of the best hits, the best first; of equal ones the earlier.
type ranking []hit

func (r ranking) add(n int, h hit) ranking {
	if len(r) == n {
		if h.score >= r[n-1].score {
			return r
		}
		r = r[:n-1]
	}
	at := len(r)
	for at > 0 && h.score < r[at-1].score {
		at--
	}
	return slices.Insert(r, at, h)
}
