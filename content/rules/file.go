package rules

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed defaults/*.yaml
var defaults embed.FS

// Defaults returns the shipped rules of all gates, which nobody may change.
func Defaults() []Rule {
	shipped.Do(func() { shippedRules = loadDefaults() })
	return shippedRules
}

var (
	shipped      sync.Once // not OnceValue: reading a file asks for the defaults in turn
	shippedRules []Rule
)

func loadDefaults() []Rule {
	var all []Rule
	for _, gate := range Gates() {
		src, err := defaults.ReadFile(path.Join("defaults", gate+".yaml"))
		if err != nil {
			panic(err) // the file is part of the program
		}
		f, problems := ParseFile(gate, src)
		if len(problems) > 0 {
			panic(fmt.Sprintf("defaults/%s.yaml: %+v", gate, problems)) // and tested
		}
		all = append(all, f.Rules...)
	}
	return all
}

// Bounds of a rule file.
const (
	MaxFile  = 512 << 10 // bytes
	maxRules = 500
	maxWord  = 120 // bytes of a word
)

// A File is the rules of one gate as a library writes them.
type File struct {
	Gate  string
	Rules []Rule
	Off   []string // ids of defaults that do not hold
}

// Merge puts files in front of the rules that they change: a rule takes the place of the one of its id.
func Merge(rules []Rule, files ...File) []Rule {
	for _, f := range files {
		rules = merge(rules, f.Rules, f.Off)
	}
	return rules
}

// A Problem is what is wrong with a rule file.
type Problem struct {
	Line, Column int // from 1, columns in characters; 0 for the whole file
	Message      string
	MessageEN    string
}

// ParseFile reads the rules of a gate. What can't be used is left out and reported.
func ParseFile(gate string, src []byte) (File, []Problem) {
	p := &fileParser{gate: gate}
	f := File{Gate: gate}
	if len(src) > MaxFile {
		p.problem(nil, fmt.Sprintf("规则文件超过%dKB，没有采用", MaxFile>>10), fmt.Sprintf("the file of rules is longer than %d KB and not used", MaxFile>>10))
		return f, p.problems
	}
	root, err := parseYAML(src)
	if err != nil {
		p.problems = append(p.problems, *err)
		return f, p.problems
	}
	if root == nil {
		return f, nil
	}
	if !root.isMap() {
		p.problem(root, "规则文件要写成rules和off两个键", "a file of rules has the keys rules and off")
		return f, p.problems
	}
	for _, m := range root.members {
		switch m.key {
		case "rules":
			f.Rules = p.rules(m.value)
		case "off":
			f.Off = p.texts(m.value)
			p.checkOff(m.value, f.Off)
		default:
			p.unknown(m)
		}
	}
	return f, p.problems
}

type fileParser struct {
	gate     string
	problems []Problem
}

func (p *fileParser) problem(n *node, zh, en string) {
	if len(p.problems) >= 100 {
		return
	}
	b := Problem{Message: zh, MessageEN: en}
	if n != nil {
		b.Line, b.Column = n.line, n.column
	}
	p.problems = append(p.problems, b)
}

func (p *fileParser) unknown(m member) {
	p.problem(m.value, fmt.Sprintf("规则里没有“%s”这个键", m.key), fmt.Sprintf("rules have no key %q", m.key))
}

// checkOff reports ids that switch nothing off. The defaults are read without it.
func (p *fileParser) checkOff(n *node, off []string) {
	for _, id := range off {
		if !slices.ContainsFunc(Defaults(), func(r Rule) bool { return r.ID == id && r.Gate == p.gate }) {
			p.problem(n, fmt.Sprintf("这一关没有“%s”这条规则，关不掉", id), fmt.Sprintf("this gate has no rule %q to switch off", id))
		}
	}
}

func (p *fileParser) rules(n *node) []Rule {
	var all []Rule
	if n.kind != nodeList {
		p.problem(n, "rules要写成列表，每条以“- id:”开头", "rules is a list, each item of which begins with “- id:”")
		return nil
	}
	for i, item := range n.list {
		if i == maxRules {
			p.problem(item, fmt.Sprintf("一关最多%d条规则，后面的没有采用", maxRules), fmt.Sprintf("a gate has at most %d rules; the others are not used", maxRules))
			break
		}
		if r, ok := p.rule(item); ok {
			all = append(all, r)
		}
	}
	return all
}

func (p *fileParser) rule(n *node) (Rule, bool) {
	r := Rule{Gate: p.gate, Level: Warning}
	if !n.isMap() {
		p.problem(n, "这一条不是“键: 值”的形式", "this item is no map of keys and values")
		return r, false
	}
	for _, m := range n.members {
		p.key(&r, m)
	}
	_, known := checkNames[r.Check]
	switch {
	case !validID(r.ID):
		p.problem(n, "规则要有id，用小写字母、数字和连字符", "a rule needs an id of lower-case letters, digits and hyphens")
	case r.Check != "" && !known:
		p.problem(n, fmt.Sprintf("没有“%s”这项内置检查，可用的是%s", r.Check, strings.Join(Checks(), "、")), fmt.Sprintf("there is no check %q; there are %s", r.Check, strings.Join(Checks(), ", ")))
	case r.Check == "" && len(r.Words) == 0:
		p.problem(n, "规则要有words或check", "a rule needs words or check")
	case r.Message == "":
		p.problem(n, "规则要有message，说清哪里不对", "a rule needs a message that says what is wrong")
	default:
		return r, true
	}
	return r, false
}

func validID(id string) bool {
	return id != "" && len(id) <= 64 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (p *fileParser) key(r *Rule, m member) {
	texts := map[string]*string{
		"id": &r.ID, "message": &r.Message, "message_en": &r.MessageEN, "suggestion": &r.Suggestion,
		"suggestion_en": &r.SuggestionEN, "source": &r.Source, "check": &r.Check,
	}
	flags := map[string]*bool{"fix": &r.Fix, "once": &r.Once, "unexplained": &r.OnlyUnexplained}
	if to, ok := texts[m.key]; ok {
		*to = m.value.text
		return
	}
	if to, ok := flags[m.key]; ok {
		*to = p.flag(m)
		return
	}
	switch m.key {
	case "level":
		if r.Level = m.value.text; r.Level != Error && r.Level != Warning && r.Level != Info {
			p.problem(m.value, fmt.Sprintf("级别“%s”不认识，写error、warning或info", m.value.text), fmt.Sprintf("there is no level %q; write error, warning or info", m.value.text))
			r.Level = Warning
		}
	case "quoted":
		r.SkipQuoted = !p.flag(m)
	case "kinds":
		r.Kinds = p.texts(m.value)
	case "in":
		r.In = p.texts(m.value)
	case "unless":
		r.Unless = p.words(m.value)
	case "words":
		for _, w := range p.words(m.value) {
			text, use, _ := strings.Cut(w, "→")
			if text == "" {
				p.problem(m.value, "箭头左边没有字", "there is nothing before the arrow")
				continue
			}
			r.Words = append(r.Words, Word{text, use})
		}
	case "limit":
		n, err := strconv.Atoi(m.value.text)
		if err != nil || n < 1 || n > 10_000 {
			p.problem(m.value, "limit要写1到10000的整数", "limit is a number from 1 to 10000")
			return
		}
		r.Limit = n
	default:
		p.unknown(m)
	}
}

func (p *fileParser) flag(m member) bool {
	switch m.value.text {
	case "true":
		return true
	case "false":
	default:
		p.problem(m.value, fmt.Sprintf("%s要写true或false", m.key), m.key+" is true or false")
	}
	return false
}

// texts reads a list of texts, or one.
func (p *fileParser) texts(n *node) []string {
	if n.kind == nodeScalar {
		if n.text == "" {
			return nil
		}
		return []string{n.text}
	}
	var all []string
	for _, item := range n.list {
		if item.kind == nodeScalar && item.text != "" {
			all = append(all, item.text)
		}
	}
	return all
}

// words reads a list of words, or a text with blanks between them.
func (p *fileParser) words(n *node) []string {
	all := p.texts(n)
	if n.kind == nodeScalar {
		all = strings.Fields(n.text)
	}
	return slices.DeleteFunc(all, func(w string) bool {
		bad := len(w) > 2*maxWord || !utf8.ValidString(w) || strings.ContainsAny(w, "\n\x01")
		if bad {
			p.problem(n, "有一个词太长或含有换行，没有采用", "a word is too long or holds a line end, and is not used")
		}
		return bad
	})
}
