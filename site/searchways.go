package site

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"yanxi/index"
	"yanxi/site/ui"
)

// Bounds of what is tried for a search without results.
const (
	maxWays  = 6
	waysTime = 20 * time.Millisecond // later ways are shown without their counts
)

// answer gathers what the search page says about results.
func (s *Site) answer(ctx context.Context, e *Edition, res *index.Results, req index.Request, address searchURL) (*answer, error) {
	a := &answer{Results: res, typed: s.index.Understand(req.Query)}
	a.shown = a.typed
	if res.Corrected != "" {
		a.shown = s.index.Understand(res.Corrected)
	}
	if res.Total > 0 {
		return a, nil
	}
	var spent time.Duration
	for _, w := range e.ways(res.Query, a.typed, address) {
		if spent < waysTime {
			found, err := s.index.Search(ctx, e.wayRequest(w.URL))
			if err != nil {
				return nil, err
			}
			spent += found.Took
			w.Counted, w.Count.Count = true, found.Total
		}
		if !w.Counted || w.Count.Count > 0 {
			a.ways = append(a.ways, w)
		}
	}
	return a, nil
}

// wayRequest is the search that an address of ours stands for.
func (e *Edition) wayRequest(address string) index.Request {
	u, err := url.Parse(address)
	if err != nil { // not of an address made by package url
		return index.Request{}
	}
	req, _ := e.searchRequest(u.Query())
	req.Size = 1
	return req
}

// ways lists searches for the same with less to it: without one of the
// filters, without quotation marks, with what was to be left out, and at last
// with the words alone.
func (e *Edition) ways(q index.Query, query *index.Understanding, address searchURL) []ui.Way {
	var out []ui.Way
	add := func(address, text string) {
		if len(out) < maxWays-1 {
			out = append(out, ui.Way{Count: ui.Count{Link: ui.Link{Text: text, URL: address}}})
		}
	}
	chips := e.chips(query, address)
	if unquoted := withoutQuotes(q); unquoted != q.Text {
		add(address.asking(unquoted), e.ui.T("way.unquoted"))
	}
	if all := withoutMinus(q); all != q.Text {
		add(address.asking(all), e.ui.T("way.all"))
	}
	if len(chips) > 1 || query.Bare != "" { // else everything is left
		for _, c := range chips {
			add(c.URL, e.ui.T("way.filter", c.Facet, c.Text))
		}
	}
	if words := plainWords(query.Bare); words != "" && len(out) > 1 {
		all := searchURL{url.Values{"q": {words}}}.with("sort", address.values["sort"]...)
		out = append(out, ui.Way{Count: ui.Count{Link: ui.Link{Text: e.ui.T("way.bare"), URL: all}}})
	}
	return out
}

// plainWords is a query of which only the words are left.
func plainWords(query string) string {
	return withoutQuotes(index.ParseQuery(withoutMinus(index.ParseQuery(query))))
}

// withoutQuotes is a query with its phrases as plain words.
func withoutQuotes(q index.Query) string {
	text := q.Text
	for _, item := range slices.Concat(q.Groups...) {
		if !item.Phrase {
			continue
		}
		for _, marks := range quotations {
			text = strings.ReplaceAll(text, marks[0]+item.Text+marks[1], " "+item.Text+" ")
		}
	}
	return strings.Join(strings.Fields(text), " ")
}

// withoutMinus is a query without what its results must not hold.
func withoutMinus(q index.Query) string {
	text := q.Text
	var words []string
	for _, item := range q.Without {
		if !item.Phrase {
			words = append(words, item.Text)
			continue
		}
		for _, marks := range quotations {
			for _, minus := range minuses {
				text = strings.ReplaceAll(text, minus+marks[0]+item.Text+marks[1], " ")
			}
		}
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(text), func(word string) bool {
		return slices.ContainsFunc(minuses, func(minus string) bool {
			rest, found := strings.CutPrefix(word, minus)
			return found && slices.Contains(words, rest)
		})
	}), " ")
}

var (
	quotations = [][2]string{{`"`, `"`}, {"“", "”"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"}}
	minuses    = []string{"-", "－"}
)

// topics is where to begin when a search finds nothing.
func (e *Edition) topics() []ui.Count {
	out := append(e.kindCounts(), e.counts(index.FacetField)...)
	if len(out) < fewTopics {
		out = append(out, first(e.counts(index.FacetTag), fewTopics)...)
	}
	if len(out) < fewTopics {
		_, folders := e.lib.Children("")
		out = append(out, e.folderCounts(folders)...)
	}
	return first(out, 2*fewTopics)
}

const fewTopics = 5

// manualSearch is the page that tells how to search, in a library that has the manual.
const manualSearch = "manual/search"

// searchHelp leads to where it is told how to search.
func (e *Edition) searchHelp() *ui.Link {
	link := ui.Link{Text: e.ui.T("search.help"), URL: pathAbout + "#how-h"}
	if e.lib.Document(manualSearch) != nil {
		link.URL = DocumentURL(manualSearch)
	}
	return &link
}

// askAbout is where readers ask what they did not find: where the settings say,
// else at the desk. A letter says what they looked for.
func (e *Edition) askAbout(query string) string {
	address := e.lib.Settings().Ask
	if address == "" && e.options.asks() {
		return pathAsk + "?" + url.Values{"q": {query}}.Encode()
	}
	u, err := url.Parse(address)
	if err != nil || query == "" || !strings.EqualFold(u.Scheme, "mailto") || u.Query().Has("subject") {
		return address
	}
	subject := strings.ReplaceAll(url.QueryEscape(e.ui.T("search.ask.subject", query)), "+", "%20") // RFC 6068 knows no plus
	u.RawQuery = strings.TrimPrefix(u.RawQuery+"&subject="+subject, "&")
	return u.String()
}
