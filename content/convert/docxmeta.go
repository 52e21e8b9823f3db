package convert

import (
	"regexp"
	"strings"
	"time"
)

// properties reads what the file says of itself. What it calls itself is asked for
// last: Word keeps the title of the file that a text was begun from.
func (d *docx) properties(t *text) error {
	name := "docProps/core.xml"
	root, err := d.xml(name)
	if err != nil || root == nil {
		return err
	}
	if s := oneLine(root.child("title").textOf()); !noTitle.MatchString(s) {
		t.said = s
	}
	t.authors = persons(root.child("creator").textOf())
	t.date = d.timeOf(root.child("created").textOf())
	t.updated = d.timeOf(root.child("modified").textOf())
	t.tags = keywords(root.child("keywords").textOf())
	return nil
}

// keywords are what commas part; of Chinese ones without commas, what spaces part.
func keywords(s string) []string {
	between := func(r rune) bool { return strings.ContainsRune(",，;；、", r) }
	if !strings.ContainsFunc(s, between) && strings.ContainsFunc(s, wide) {
		between = isSpace
	}
	var out []string
	for tag := range strings.FieldsFuncSeq(s, between) {
		if tag = oneLine(tag); tag != "" {
			out = append(out, tag)
		}
	}
	return out
}

func (e *element) textOf() string {
	if e == nil {
		return ""
	}
	return e.text
}

// noTitle matches titles that programs make up.
var noTitle = regexp.MustCompile(`(?i)^$|^(?:microsoft )?word\b|\.(?:docx?|wps|txt|html?)$|^(?:文档|document|新建 ?microsoft word 文档|untitled|无标题|未命名)\s*\d*$`)

// nobody matches accounts that are no person.
var nobody = regexp.MustCompile(`(?i)^(?:administrator|admin|user\d*|users?|owner|guest|root|lenovo|dell|hp|asus|acer|huawei|think(?:pad|centre)?|pc|win(?:dows)?\s?\d*|windows[ _]?用户|微软用户|微软中国|用户|管理员|unknown|author|作者|python-docx|apache poi|libreoffice|wps(?: office)?|xp|microsoft.*|雨林木风|番茄花园|系统管理员|deepin|ubuntu|[a-z]+-pc|desktop-\w+|dreamsummit|mc system|thtf|未定义)$`)

// persons reads names, without those that a computer gives.
func persons(s string) []string {
	var out []string
	for name := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",，;；、", r) }) {
		if name = oneLine(name); name != "" && !nobody.MatchString(name) && len(name) <= 120 {
			out = append(out, name)
		}
	}
	return out
}

// timeOf reads a time as files write it; the zero time of what cannot be read or is none.
func (c *converter) timeOf(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02", "2006年1月2日", "20060102"} {
		if t, err := time.ParseInLocation(layout, s, c.opts.Zone); err == nil {
			if t.Year() < 1980 || t.Year() > 2200 {
				return time.Time{}
			}
			return t
		}
	}
	return time.Time{}
}
