package review

import "fmt"

// Queue is [Board.List] at less cost: of a text that nothing was decided about neither Digest nor Files are told, and a
// board of a [Memory] reads only what has changed.
func (b *Board) Queue() ([]*Status, error) {
	ledgers, err := ledgerFiles(b.FS)
	if err != nil {
		return b.List() // which looks for the ledger of each text
	}
	list, err := b.all(ledgers, func(id string) (*Status, error) { return b.recall(id, ledgers) })
	if b.memory != nil {
		b.memory.bound(len(list), len(b.Library.Assets()))
	}
	return list, err
}

// recall is Load for a queue.
func (b *Board) recall(id string, ledgers map[string]stamp) (*Status, error) {
	st := &Status{ID: id, Ledger: &Ledger{Document: id}}
	if at, ok := ledgers[id]; ok {
		var err error
		if st.Ledger, err = b.ledger(id, at); err != nil {
			return nil, fmt.Errorf("read the ledger of %s: %w", id, err)
		}
	}
	text, found := b.texts()[id]
	switch decided := len(st.Ledger.src) > 0; {
	case !found && !decided:
		return nil, unknown(id)
	case found && decided:
		if err := b.look(st, text, b.memory); err != nil {
			return nil, err
		}
	case found:
		st.File, st.Document, st.Twin = text.File, text.Document, text.Twin
		if text.Draft {
			st.State = Draft
		}
	}
	b.judge(st)
	return st, nil
}

// ledger is a ledger whose file has that stamp.
func (b *Board) ledger(id string, at stamp) (*Ledger, error) {
	read := func() (*Ledger, error) { return ReadLedger(b.FS, id) }
	if b.memory == nil {
		return read()
	}
	return fresh(&b.memory.ledgers, id, at, read)
}
