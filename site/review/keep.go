package review

import (
	"errors"
	"fmt"
	"io"
)

// MaxKept is the size up to which a file of an approved text is kept as it was, in bytes.
const MaxKept = 8 << 20

// maxKeptAll bounds what one approval keeps of files, in bytes. Those beyond are shown while they are unchanged, as large ones are.
const maxKeptAll = 64 << 20

// keep adds what was approved to a change: the text, its files, and the policy.
func (b *Board) keep(c Change, st *Status, src []byte) error {
	c.Files[TextFile(st.Digest)] = Normal(src)
	if len(b.Policy.Source) > 0 {
		c.Files[policiesFolder+"/"+Digest(b.Policy.Source)+".yaml"] = Normal(b.Policy.Source)
	}
	left := int64(maxKeptAll)
	for _, name := range sortedKeys(st.Files) {
		data, err := b.bounded(name, min(left, MaxKept))
		switch {
		case errors.Is(err, errLarge):
			continue
		case err != nil:
			return fmt.Errorf("read %s: %w", name, err)
		case sum(data) != st.Files[name]:
			return changed(st, st.Digest)
		}
		left -= int64(len(data))
		c.Files[keptFile(st.Files[name], name)] = data
	}
	return nil
}

var errLarge = errors.New("too large to be kept")

// bounded reads a file beside the texts.
func (b *Board) bounded(name string, most int64) ([]byte, error) {
	f, err := b.Library.Asset(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = errLarge
	}
	return data, err
}
