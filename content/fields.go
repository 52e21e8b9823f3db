package content

import (
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// fields reads values out of front matter the way that the tools mean them. A
// value of another type is used where it makes sense and reported in any case.
type fields struct {
	*reporter
	zone *time.Location
	root *node
}

// text returns the value of the first of the keys that is there.
func (f *fields) text(keys ...string) string {
	return f.textOf(keys[0], f.root.get(keys...))
}

// textOf reads one text; key names it in findings. A number stays as written.
func (f *fields) textOf(key string, n *node) string {
	if n == nil || n.kind == nodeNull {
		return ""
	}
	if n.kind == nodeList && len(n.list) == 1 && n.list[0].scalar() {
		n = n.list[0]
		f.used(key, n.at, "text", n.text)
		return strings.TrimSpace(n.text)
	}
	switch n.kind {
	case nodeString, nodeTime:
	case nodeNumber, nodeBool:
		f.used(key, n.at, "text", n.text)
	default:
		f.unused(key, n.at, "text")
		return ""
	}
	return strings.TrimSpace(n.text)
}

// unused reports a value that is not what the key wants, by the phrase for
// that.
func (f *fields) unused(key string, at span, wanted string) {
	f.report("wrong-type", at, key, phrase(f.lang, wanted))
}

// used is unused for a value that makes sense all the same.
func (f *fields) used(key string, at span, wanted, as string) {
	hint := phrase(f.lang, "instead", phrase(f.lang, wanted))
	if wanted == "text" {
		hint = phrase(f.lang, "in-quotes")
	}
	f.reportHint("wrong-type-used", at, hint, key, phrase(f.lang, wanted), as)
}

// A name is one entry of a list, with its place.
type name struct {
	text string
	at   span
}

// names returns a list of names, which may be a list, a list of maps with a
// name, one such map, or one text with separators.
func (f *fields) names(keys ...string) []string {
	return texts(f.namesOf(keys[0], f.root.get(keys...)))
}

func (f *fields) namesOf(key string, n *node) []name {
	var names []name
	add := func(n *node) {
		if m := n.get("name", "title"); n.kind == nodeMap && m != nil {
			n = m
		}
		switch {
		case n.kind == nodeNull:
		case n.scalar():
			// numbers are fine names: a tag 2019, a platform 12345
			names = append(names, name{unlink(n.text), n.at})
		default:
			f.unused(key, n.at, "text")
		}
	}
	switch {
	case n == nil:
	case n.kind == nodeList:
		for _, item := range n.list {
			add(item)
		}
	case n.kind == nodeString:
		for _, part := range splitNames(n.text) {
			names = append(names, name{unlink(part), n.at})
		}
	default:
		add(n)
	}
	return names
}

// texts drops the places, and names that are empty or repeated.
func texts(names []name) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = n.text
	}
	return unique(all)
}

// unlink removes the brackets of a wikilink: Obsidian writes people so.
func unlink(s string) string {
	s = oneLine(s)
	if inner, ok := strings.CutPrefix(s, "[["); ok && strings.HasSuffix(inner, "]]") {
		inner = strings.TrimSuffix(inner, "]]")
		if _, text, ok := strings.Cut(inner, "|"); ok {
			return strings.TrimSpace(text)
		}
		return strings.TrimSpace(inner)
	}
	return s
}

// splitNames splits at commas, semicolons and the enumeration comma.
func splitNames(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) })
}

// unique drops empty and repeated values, keeping the first of each.
func unique(values []string) []string {
	var out []string
	seen := make(map[string]bool, len(values))
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}

// sentences returns a list of texts, each kept whole.
func (f *fields) sentences(keys ...string) []string {
	var out []string
	for _, item := range f.root.get(keys...).items() {
		if s := f.sentence(keys[0], item); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// sentence reads one text of a list. "- 教训: 要快" is a map to YAML and a
// sentence with a colon to its author.
func (f *fields) sentence(key string, n *node) string {
	if n.kind == nodeMap && len(n.members) == 1 && n.members[0].value.scalar() {
		m := n.members[0]
		s := m.key + ": " + m.value.text
		f.used(key, n.at, "text", s)
		return s
	}
	return f.textOf(key, n)
}

// maps returns the items of a list of maps; what is no map becomes a map with
// that value under the key named by short.
func (f *fields) maps(key, short string) []*node {
	var out []*node
	for _, item := range f.root.get(key).items() {
		switch {
		case item.kind == nodeMap:
			out = append(out, item)
		case item.scalar() && short != "":
			out = append(out, &node{kind: nodeMap, members: []*member{newMember(short, item.at, item)}, at: item.at})
		case item.kind != nodeNull:
			f.unused(key, item.at, "map")
		}
	}
	return out
}

// number returns a whole number; 0 if there is none.
func (f *fields) number(keys ...string) int {
	n := f.root.get(keys...)
	if n == nil {
		return 0
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(n.text), 64)
	if !n.scalar() || err != nil || v < -1e9 || v > 1e9 {
		f.unused(keys[0], n.at, "number")
		return 0
	}
	if n.kind != nodeNumber {
		f.used(keys[0], n.at, "number", strconv.Itoa(int(v)))
	}
	return int(v)
}

// yes reports what a switch says; doubtful is what it means if that can't be
// read. YAML 1.1, which Jekyll and Hugo read, has yes and on for true.
func (f *fields) yes(key string, absent, doubtful bool) bool {
	n := f.root.get(key)
	if n == nil {
		return absent
	}
	if n.scalar() {
		switch strings.ToLower(strings.TrimSpace(n.text)) {
		case "true", "yes", "on", "y", "1", "是":
			return true
		case "false", "no", "off", "n", "0", "否", "":
			return false
		}
	}
	if doubtful != absent {
		f.report("held-back", n.at, key)
	} else {
		f.unused(key, n.at, "yes-no")
	}
	return doubtful
}

// date returns a date or time in the library's zone; zero if there is none.
func (f *fields) date(keys ...string) time.Time {
	n := f.root.get(keys...)
	if n == nil {
		return time.Time{}
	}
	if !n.scalar() {
		f.unused(keys[0], n.at, "date")
		return time.Time{}
	}
	return f.dateOf(keys[0], n)
}

func (f *fields) dateOf(key string, n *node) time.Time {
	d, ok := parseDate(n.text, f.zone)
	switch {
	case !ok:
		f.report("bad-date", n.at, key, n.text)
	case !d.standard:
		f.report("date-used", n.at, n.text, d.String())
	}
	return d.time
}

// web returns an http or https address.
func (f *fields) web(key string) string {
	n := f.root.get(key)
	s := f.textOf(key, n)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		f.unused(key, n.at, "web")
		return ""
	}
	return s
}

// contact returns an address that readers can turn to: https, or mailto with
// an e-mail address.
func (f *fields) contact(key string) string {
	n := f.root.get(key)
	s := f.textOf(key, n)
	if s == "" {
		return ""
	}
	u, err := url.Parse(s)
	if err == nil && strings.EqualFold(u.Scheme, "https") && u.Hostname() != "" {
		return s
	}
	if err == nil && strings.EqualFold(u.Scheme, "mailto") {
		to, plain := url.PathUnescape(u.Opaque)
		address, notMail := mail.ParseAddress(to)
		if plain == nil && notMail == nil && address.Address == to {
			return s
		}
	}
	f.unused(key, n.at, "contact")
	return ""
}

// within is f for the keys of one map below it.
func (f *fields) within(n *node) *fields {
	return &fields{reporter: f.reporter, zone: f.zone, root: n}
}
