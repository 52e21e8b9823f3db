package desk

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"yanxi/site/review"
)

// mostPast is how many versions of a document's drafts are looked through for one that was returned.
const mostPast = 50

// pastTexts give what a text once was, by its digest; false if that is not known.
type pastTexts func(digest string) (string, bool)

// pastOf finds what a text once was by its digest: what was approved is in the library, what was returned in the drafts
// of its author, and on this server with those who looked at it.
func (d *desk) pastOf(ctx context.Context, s *standing) pastTexts {
	drafts := sync.OnceValue(func() map[string]string {
		texts, err := d.Drafts.Texts(ctx, s.ID, mostPast)
		if err != nil {
			d.Log.Warn("desk: no past versions", "document", s.ID, "error", err)
		}
		out := map[string]string{}
		for _, text := range texts {
			out[review.Digest([]byte(text))] = normal([]byte(text))
		}
		return out
	})
	return func(digest string) (string, bool) {
		if digest == "" {
			return "", false
		}
		if text, ok := d.kept(digest); ok {
			return text, true
		}
		if text, ok := d.remembered(digest); ok {
			return text, true
		}
		text, ok := drafts()[digest]
		return text, ok
	}
}

// A base is what a text is compared with.
type base struct{ digest, text, label string }

// baseOf is the version that was asked for by its digest, if the ledger has it; else what was approved last, else what was
// sent back last. It is none of them if its text is not known.
func (d *desk) baseOf(s *standing, asked string, past pastTexts) (base, bool) {
	words := d.Words()
	if asked != "" {
		at := slices.IndexFunc(s.Ledger.Entries, func(e review.Entry) bool { return e.Digest == asked })
		if text, ok := past(asked); ok && at >= 0 {
			return base{asked, text, words.T("deskreview.base.entry", d.clock(s.Ledger.Entries[at].At))}, true
		}
	}
	if text, ok := past(s.base()); ok {
		return base{s.base(), text, words.T("deskreview.base.approved")}, true
	}
	if back := s.Return; back != nil && back.Digest != s.Digest {
		if text, ok := past(back.Digest); ok {
			return base{back.Digest, text, words.T("deskreview.base.returned", d.called(back.By), d.clock(back.At))}, true
		}
	}
	return base{}, false
}

// kept reads a text that was approved. It is none if it is not what its name says.
func (d *desk) kept(sum string) (string, bool) {
	if len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
		return "", false
	}
	src, err := fs.ReadFile(d.FS(), review.TextFile(sum))
	if err != nil || review.Digest(src) != sum {
		return "", false
	}
	return normal(src), true
}
