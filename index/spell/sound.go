package spell

import (
	"strings"
	"sync"

	"yanxi/index/zh/pinyin"
)

// A sound is what is alike in the syllables that speakers of the south confuse.
type sound struct {
	class  uint32 // equal for syllables that are confused with each other
	letter uint32 // the first letter of the spelling
}

// confused are beginnings and endings that many don't tell apart, in the form to which they are brought.
var (
	confusedInitials = []struct{ from, to string }{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"}}
	confusedFinals   = []struct{ from, to string }{{"ing", "in"}, {"eng", "en"}, {"ang", "an"}}
)

var theSounds = sync.OnceValue(func() []sound {
	syllables := pinyin.Syllables()
	list := make([]sound, len(syllables)+1)
	for _, s := range syllables {
		name := s.String()
		list[s].letter = uint32(name[0])
		for _, c := range confusedInitials {
			if rest, ok := strings.CutPrefix(name, c.from); ok && rest != "" {
				name = c.to + rest
				break
			}
		}
		for _, c := range confusedFinals {
			if rest, ok := strings.CutSuffix(name, c.from); ok {
				name = rest + c.to
				break
			}
		}
		list[s].class = hashText(name)
	}
	return list
})

// A soundKey is a hash of the classes of some syllables in a row.
type soundKey uint32

func (k soundKey) add(s sound) soundKey {
	return soundKey(hashByte(uint32(k)^hashBasis, s.class))
}
