package report

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"yanxi/content"
	"yanxi/index"
	"yanxi/index/zh"
	"yanxi/site/stats"
)

// Needs are what readers looked for, and how it ended.
type Needs struct {
	Top      []Need     // most frequent first
	Missing  []Need     // nothing was found, the last time as well
	Lost     []Need     // something was found, and most did not open it
	Leaving  []Leaving  // texts that searches lead to and most leave at once
	Words    []Wanted   // of what was looked for in vain
	Helpless []Helpless // texts that several found not helpful
}

// Bounds of the lists of [Needs].
const (
	mostNeeds   = 20
	mostWords   = 20
	leastLanded = 5  // openings that tell anything of a text
	half        = .5 // what most means, of the upper end of a share
)

// A Need is a query with how to begin a text about it.
type Need struct {
	stats.Query
	Command string // for a shell; empty if no title can be made of the query
}

// A Leaving is a text that was opened from searches and seldom read.
type Leaving struct {
	*content.Document
	Landed, Stayed int
}

// A Wanted is a word of queries that led nowhere.
type Wanted struct {
	Word     string
	Searches int
	Covered  int // documents with the word in a title, heading or tag
}

// A Helpless is a text that more found unhelpful than helpful.
type Helpless struct {
	*content.Document
	Likes, Dislikes int
}

// needs sorts what was looked for by how it ended.
func (s *Source) needs(r *stats.Report) Needs {
	var n Needs
	for _, q := range r.Queries {
		need := Need{q, NewNote(q.Text, s.Folder)}
		if len(n.Top) < mostNeeds {
			n.Top = append(n.Top, need)
		}
		switch {
		case q.Results == 0 && q.WithoutResult > 0:
			n.Missing = append(n.Missing, need)
		case q.Results > 0 && stats.UpperBound(q.Opened, q.Count) < half:
			n.Lost = append(n.Lost, need)
		}
	}
	slices.SortStableFunc(n.Missing, func(a, b Need) int { return cmp.Compare(b.WithoutResult, a.WithoutResult) })
	slices.SortStableFunc(n.Lost, func(a, b Need) int { return cmp.Compare(b.Unanswered(), a.Unanswered()) })
	n.Words = s.wanted(slices.Concat(n.Missing, n.Lost))
	n.Missing, n.Lost = first(n.Missing, mostNeeds), first(n.Lost, mostNeeds)
	for _, l := range r.Landings {
		d := s.Library.Document(l.ID)
		if d != nil && l.Landed >= leastLanded && stats.UpperBound(l.Stayed, l.Landed) < half {
			n.Leaving = append(n.Leaving, Leaving{d, l.Landed, l.Stayed})
		}
	}
	for _, d := range r.Documents {
		doc := s.Library.Document(d.ID)
		if doc != nil && d.Dislikes.Now > 1 && d.Dislikes.Now > d.Likes.Now {
			n.Helpless = append(n.Helpless, Helpless{doc, d.Likes.Now, d.Dislikes.Now})
		}
	}
	slices.SortStableFunc(n.Helpless, func(a, b Helpless) int { return cmp.Compare(b.Dislikes, a.Dislikes) })
	return n
}

// wanted are the words of queries, those that no title has first.
func (s *Source) wanted(needs []Need) []Wanted {
	searches := map[string]int{}
	for _, need := range needs {
		for _, word := range words(need.Text) {
			searches[word] += need.Unanswered()
		}
	}
	var out []Wanted
	for word, n := range searches {
		out = append(out, Wanted{word, n, s.Coverage.Of(word)})
	}
	slices.SortFunc(out, func(a, b Wanted) int {
		return cmp.Or(boolCompare(a.Covered > 0, b.Covered > 0), cmp.Compare(b.Searches, a.Searches), cmp.Compare(a.Word, b.Word))
	})
	return first(out, mostWords)
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// words are the words of a query that say something, each once; a single character seldom does; in a form in which [Coverage] knows them.
func words(query string) []string {
	var out []string
	for _, group := range index.ParseQuery(query).Groups {
		for _, item := range group {
			for _, t := range zh.Default().Words(nil, []byte(item.Text)) {
				if w := string(t.Term); !t.Inner && utf8.RuneCount(t.Term) > 1 && !zh.StopWord(w) && !slices.Contains(out, w) {
					out = append(out, w)
				}
			}
		}
	}
	return out
}

func first[T any](s []T, n int) []T { return s[:min(n, len(s))] }
