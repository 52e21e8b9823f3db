package index

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"yanxi/content"
	"yanxi/index/zh"
)

// A queryKind is one way of asking, with queries made from a library's texts.
type queryKind struct {
	name    string
	queries []string
}

// perKind is how many queries of each kind are made.
const perKind = 100

var unusualInNames = regexp.MustCompile(`^中华人民共和国|[（(].*?[)）]|\d{4}年?|修正|修订`)

// queryKinds makes queries of all kinds. The same library gives the same.
func queryKinds(b *testing.B, lib *content.Library) []queryKind {
	b.Helper()
	kinds := map[string][]string{}
	var order []string
	add := func(kind, query string) {
		if strings.TrimSpace(query) == "" {
			return
		}
		if _, ok := kinds[kind]; !ok {
			order = append(order, kind)
		}
		kinds[kind] = append(kinds[kind], query)
	}
	docs := lib.Documents()
	texts := bodies(lib)
	for i := range perKind {
		d, other := docs[i*len(docs)/perKind], docs[(i*7919+13)%len(docs)]
		text, elsewhere := texts(d), texts(other)
		add("title", d.Title)
		add("name", unusualInNames.ReplaceAllString(d.Title, ""))
		word, next := wordOf(text, i), wordOf(elsewhere, i+3)
		add("word", word)
		add("two words", word+" "+wordOf(text, i+5))
		add("relaxed", strings.Join([]string{word, next, wordOf(elsewhere, i+9), wordOf(text, i+11)}, " "))
		add("sentence", excerpt(text, i, 200))
		add("phrase", "“"+excerpt(text, i, 8)+"”")
		add("or", word+" OR "+next)
		add("filter", "类型:笔记 "+word)
		add("without", word+" -"+next)
		add("two characters", excerpt(text, i, 2))
		add("one character", excerpt(text, i, 1))
	}
	var out []queryKind
	for _, name := range order {
		out = append(out, queryKind{name, kinds[name]})
	}
	return out
}

// bodies gives the Han characters and letters of documents' texts.
func bodies(lib *content.Library) func(*content.Document) []rune {
	return func(d *content.Document) []rune {
		body, err := lib.Read(d)
		if err != nil {
			return nil
		}
		var text []rune
		for _, s := range lib.Sections(d, body) {
			text = append(text, []rune(s.Text)...)
		}
		return text
	}
}

// wordOf gives some word of two characters or more of a text.
func wordOf(text []rune, n int) string {
	part := string(text[min(n*10, len(text)):min(n*10+400, len(text))])
	all := slices.DeleteFunc(words(zh.Default(), part), func(w string) bool { return len([]rune(w)) < 2 })
	if len(all) == 0 {
		return ""
	}
	return all[n%len(all)]
}

// excerpt gives some n characters of a text, from a letter on, as a reader pastes them.
func excerpt(text []rune, at, n int) string {
	from := min(at*17, max(len(text)-n, 0))
	for from < len(text) && !unicode.IsLetter(text[from]) {
		from++
	}
	piece := string(text[from:min(from+n, len(text))])
	return strings.Join(strings.FieldsFunc(piece, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"“”「」`, r) }), "")
}

// nastyQueries are what somebody might send to keep a server busy.
func nastyQueries() []queryKind {
	common := strings.Repeat("规定应当人民政府行政机关单位个人法律管理部门或者依照违反", 12)
	singles := strings.Join(strings.Split("的人大法国一不中和有在年民发行定者依及事项规部门当应为以上下可其对于由政府关机", ""), " ")
	emoji := strings.Builder{}
	for i := range 256 {
		emoji.WriteRune(rune(0x1F300 + i))
	}
	first := func(s string, n int) string { r := []rune(s); return string(r[:min(n, len(r))]) }
	long := first(common, 256)
	return []queryKind{
		{"common words", []string{long}},
		{"common words apart", []string{first(strings.Join(words(zh.Default(), common+"国家经济社会工作有关条件申请登记责任处罚合同企业生产安全"), " "), 256)}},
		{"single characters", []string{first(singles+" "+singles, 127)}},
		{"emoji", []string{emoji.String()}},
		{"phrases", []string{first(strings.Repeat("“人民政府” “应当” “规定” “行政机关” ", 20), 256)}},
		{"one long phrase", []string{"“" + first(common, 250) + "”"}},
		{"without", []string{first("规定 "+strings.Repeat("-应当 -人民 -“政府 部门” ", 30), 256)}},
		{"alternatives", []string{first(strings.Join(strings.Split(singles, " "), " OR "), 256)}},
		{"operators", []string{strings.Repeat(`OR | - “ " `, 40), strings.Repeat("-", 256), strings.Repeat("“", 256), strings.Repeat("类型:", 80)}},
		{"controls", []string{strings.Repeat("\x00\x01\x7f\u202e\ufffd", 50), strings.Repeat("\u0301", 256)}},
		{"latin", []string{strings.Repeat("a ", 128), strings.Repeat("a", 256), strings.Repeat("zhengwu", 36)}},
		{"numbers", []string{strings.Repeat("1 2 3 ", 42), strings.Repeat("第一条 ", 64)}},
	}
}

// waits are how long something took, many times.
type waits []time.Duration

func (w *waits) measure(f func()) {
	start := time.Now()
	f()
	*w = append(*w, time.Since(start))
}

// percentile gives the wait that a share of all stays within, in milliseconds.
func (w waits) percentile(share float64) float64 {
	sorted := slices.Sorted(slices.Values(w))
	return ms(sorted[min(int(share*float64(len(sorted))), len(sorted)-1)])
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (w waits) report(b *testing.B, prefix string) {
	b.Helper()
	b.ReportMetric(w.percentile(0.5), prefix+"p50-ms")
	b.ReportMetric(w.percentile(0.99), prefix+"p99-ms")
	b.ReportMetric(w.percentile(1), prefix+"max-ms")
}
