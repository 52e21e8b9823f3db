package index

import (
	"context"
	"slices"
	"strings"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"yanxi/index/spell"
	"yanxi/index/store"
	"yanxi/index/zh"
)

// spelling keeps the speller of the index. It is made when a query is first asked about. After a
// change it is made anew in the background, and the old one answers meanwhile: hardly a word is new, and what it proposes is
// looked for before it is shown.
type spelling struct {
	mu      sync.Mutex
	speller *spell.Speller
	view    *view // that the speller is of, or is being made for
}

// of returns the speller for the view of a session, or for one before.
func (c *spelling) of(x *Index, s *session) (*spell.Speller, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.speller == nil {
		made, err := newSpeller(s)
		if err != nil {
			return nil, err
		}
		c.speller, c.view = made, s.view
	}
	if c.view != s.view {
		c.view = s.view
		go c.renew(x, s.view)
	}
	return c.speller, nil
}

func (c *spelling) renew(x *Index, v *view) {
	var made *spell.Speller
	err := x.withSession(v, func(s *session) (err error) {
		made, err = newSpeller(s)
		return err
	})
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.view != v: // a newer one is under way
	case err != nil:
		c.view = nil // to be tried again
	default:
		c.speller = made
	}
}

// Warm prepares what the first misspelt query and the first suggestion would
// otherwise wait for. It does nothing before the first [Index.Sync].
func (x *Index) Warm() {
	v := x.latest()
	if v == nil {
		return
	}
	x.suggestions.of(x, v)
	_ = x.withSession(v, func(s *session) error { // what fails is tried again by who needs it
		_, err := x.spelling.of(x, s)
		return err
	})
}

// newSpeller reads the words of the index.
func newSpeller(s *session) (*spell.Speller, error) {
	v := s.view
	words := make(map[string]spell.Word)
	err := store.Guard(func() error {
		return readWords(s.reader, len(v.table.docs), words)
	})
	if err != nil {
		return nil, err
	}
	addLatin(v, words)
	list := make([]spell.Word, 0, len(words))
	for _, w := range words {
		list = append(list, w)
	}
	return spell.New(v.dict, readerOf(v.lib), len(v.table.docs), list), nil
}

// In a large library a word of one document is as likely a slip of its own as what was meant.
const (
	largeLibrary   = 1000
	maxSpellWords  = 400_000
	minSpellLetter = 3
	maxSpellBytes  = 24
)

// readWords adds the words of all documents.
func readWords(r index.IndexReader, documents int, words map[string]spell.Word) error {
	least := 1
	if documents >= largeLibrary {
		least = 2
	}
	terms, err := r.FieldDict(fieldAll)
	if err != nil {
		return err
	}
	defer terms.Close()
	for len(words) < maxSpellWords {
		entry, err := terms.Next()
		if err != nil || entry == nil {
			return err
		}
		w := spell.Word{Text: entry.Term, Known: onlyLetters(entry.Term)} // letters are perhaps a stem only
		if w.Known && len(w.Text) < minSpellLetter || !w.Known && !onlyHan(w.Text) || len(w.Text) > maxSpellBytes {
			continue
		}
		// The counts of the dictionary itself are not to be relied on: after a term with one document
		// the engine says one of all that follow.
		if w.Count, err = documentsWith(r, fieldAll, w.Text); err != nil {
			return err
		}
		if w.Count >= least || w.Known {
			words[w.Text] = w
		}
	}
	return nil
}

func onlyHan(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !zh.IsHan(r) }) < 0
}

func onlyLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// addLatin adds the words of alphabets in their full form: the index has their stems. They are those of titles, tags, people,
// vocabularies and the library's own words.
func addLatin(v *view, words map[string]spell.Word) {
	add := func(text string) {
		for _, word := range strings.FieldsFunc(zh.FoldString(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if len(word) < minSpellLetter {
				continue
			}
			for _, t := range v.dict.Words(nil, []byte(word)) {
				if stem, ok := words[string(t.Term)]; ok && !zh.StopWord(string(t.Term)) {
					words[word] = spell.Word{Text: word, Count: stem.Count}
				}
			}
		}
	}
	for _, d := range v.table.docs {
		add(d.Title)
		for _, name := range d.People {
			add(name)
		}
		for _, tag := range d.Tags {
			add(tag)
		}
	}
	for _, vocabulary := range v.lib.Vocabularies() {
		for _, t := range vocabulary.Terms {
			add(t.ID)
			add(t.LabelEN)
		}
	}
	for _, word := range v.own {
		add(word)
	}
}

// meant returns what was probably meant by a query, or "" if that is what was typed or cannot be told. Only what has
// no operators is put right. Whether it finds anything is to be seen by searching.
func (x *Index) meant(s *session, text string) (string, error) {
	speller, err := x.spelling.of(x, s)
	if err != nil {
		return "", err
	}
	var failed error
	corrected, ok := speller.Correct(text, func(pair string) (n int) {
		err := store.Guard(func() (err error) { n, err = documentsWith(s.reader, fieldAll2, pair); return err })
		if err != nil {
			failed = err
		}
		return n
	})
	if !ok || failed != nil {
		return "", failed
	}
	return presentable.Replace(corrected), nil
}

// presentable writes words of the index, in which some characters of good Simplified stand for others (see [zh.Fold]), as they
// are written.
var presentable = strings.NewReplacer(
	"着作", "著作", "着名", "著名", "着述", "著述", "着称", "著称", "着者", "著者", "名着", "名著", "原着", "原著", "专着", "专著", "编着", "编著",
	"论着", "论著", "巨着", "巨著", "遗着", "遗著", "译着", "译著", "合着", "合著", "显着", "显著", "卓着", "卓著", "昭着", "昭著", "土着", "土著",
	"复盖", "覆盖", "颠复", "颠覆", "复灭", "覆灭", "复没", "覆没", "倾复", "倾覆", "重蹈复辙", "重蹈覆辙", "复水", "覆水",
	"干隆", "乾隆", "干坤", "乾坤", "账篷", "帐篷", "蚊账", "蚊帐", "营账", "营帐", "慰借", "慰藉", "狼借", "狼藉",
)

// near returns up to n words of the index that are the nearest to a word that it does not have.
func (x *Index) near(s *session, word string, n int) ([]string, error) {
	speller, err := x.spelling.of(x, s)
	if err != nil {
		return nil, err
	}
	words := speller.Near(word, n)
	for i, w := range words {
		words[i] = presentable.Replace(w)
	}
	return words, nil
}

// correct answers what was probably meant instead of what was typed, if some
// document holds all of that. If nothing was found either way, it names what
// is near in the results.
func (x *Index) correct(ctx context.Context, s *session, r *resolved, req Request, typed *answer, res *Results) (*answer, error) {
	q := r.Query
	if !q.wordsOnly() {
		return typed, nil
	}
	text, err := x.meant(s, q.Text)
	if err != nil {
		return nil, err
	}
	if text != "" {
		meant, err := s.answer(ctx, r, ParseQuery(text), req)
		if err != nil {
			return nil, err
		}
		if meant.full > 0 {
			res.Corrected = strings.Join(append([]string{text}, filterTexts(res.Query)...), " ")
			return meant, nil
		}
	}
	if len(typed.matches) > 0 {
		return typed, nil
	}
	for _, c := range typed.plan.concepts {
		near, err := x.near(s, c.alternatives[0].word(), MaxNear)
		if err != nil {
			return nil, err
		}
		res.Near = append(res.Near, near...)
	}
	for _, s := range x.Suggest(q.Text, MaxNear) { // what the search box offered
		if !slices.Contains(res.Near, s.Text) {
			res.Near = append(res.Near, s.Text)
		}
	}
	res.Near = res.Near[:min(len(res.Near), MaxNear)]
	return typed, nil
}

// filterTexts are the filters of a query as they were typed.
func filterTexts(q Query) []string {
	var out []string
	for _, f := range q.Filters {
		minus := ""
		if f.Without {
			minus = "-"
		}
		out = append(out, minus+f.Text)
	}
	return out
}

// wordsOnly reports a query without operators: words only.
func (q Query) wordsOnly() bool {
	for _, g := range q.Groups {
		if len(g) != 1 || g[0].Phrase {
			return false
		}
	}
	return len(q.Groups) > 0 && len(q.Without) == 0
}
