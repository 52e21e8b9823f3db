package rules

import (
	"bytes"
	"strings"
)

// A waiver says that a rule does not hold for a part of the text.
type waiver struct {
	start, end int // of the comment
	rules      []string
	reason     string
	run        int // of the part
	whole      bool
}

// maxWaivers bounds the waivers of a text.
const maxWaivers = 200

var waiverWords = []string{"放行", "waive"}

// comment reads an HTML comment that may be a waiver.
func (l *layout) comment(start, end int) {
	inner := strings.TrimSpace(string(l.src[start+4 : max(end-3, start+4)]))
	if w, ok := parseWaiver(inner); ok && len(l.waivers) < maxWaivers {
		w.start, w.end, w.run = start, end, l.run
		l.waivers = append(l.waivers, w)
	}
}

// frontComment reads a comment of front matter.
func (l *layout) frontComment(start, end int, alone bool) {
	inner := strings.TrimSpace(strings.TrimLeft(string(l.src[start:end]), "#"))
	w, ok := parseWaiver(inner)
	if !ok || len(l.waivers) >= maxWaivers {
		return
	}
	w.start, w.end, w.run = start, end, l.run
	if alone {
		w.run++
	}
	l.waivers = append(l.waivers, w)
}

func parseWaiver(comment string) (waiver, bool) {
	var w waiver
	rest, ok := "", false
	for _, word := range waiverWords {
		if rest, ok = strings.CutPrefix(comment, word); ok {
			break
		}
	}
	if !ok || len(comment) > 2000 {
		return w, false
	}
	ids := rest
	if i := strings.IndexAny(rest, "：:"); i >= 0 {
		ids = rest[:i]
		w.reason = strings.TrimSpace(strings.TrimLeft(rest[i:], "：:"))
	}
	for _, id := range strings.FieldsFunc(ids, func(r rune) bool { return strings.ContainsRune(" \t\n、，,", r) }) {
		if id == "全文" || id == "whole" {
			w.whole = true
			continue
		}
		w.rules = append(w.rules, id)
	}
	return w, len(w.rules) > 0
}

// settle finds the part that each waiver of the body holds for: its run, or if nothing else stands there, the next.
func (l *layout) settle(body int) {
	for i := range l.waivers {
		w := &l.waivers[i]
		if w.start < body {
			continue
		}
		alone := true
		for _, b := range l.blocks {
			if b.run == w.run && b.start >= body && len(bytes.Trim(l.shadow[b.start:b.end], "\x01 \t\n")) > 0 {
				alone = false
			}
		}
		if !alone {
			continue
		}
		for _, b := range l.blocks {
			if b.run > w.run && len(bytes.Trim(l.shadow[b.start:b.end], "\x01 \t\n")) > 0 {
				w.run = b.run
				break
			}
		}
	}
}

// waives reports whether a finding of a rule in a run is waived.
func (l *layout) waives(rule string, run int) bool {
	for i := range l.waivers {
		w := &l.waivers[i]
		if w.reason == "" || !w.whole && w.run != run {
			continue
		}
		for _, id := range w.rules {
			if id == rule {
				return true
			}
		}
	}
	return false
}
