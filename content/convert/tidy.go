package convert

import (
	"slices"
	"strings"
	"unicode"
)

// tidy joins runs of one style and takes away white space at both ends and
// around line breaks.
func tidy(runs []run) []run {
	var out []run
	for i, r := range runs {
		if r.kind == words {
			r.text = strings.Map(simpleSpace, r.text)
			if strings.TrimSpace(r.text) == "" && r.style&monospace == 0 { // nobody sees how it looks: as what is around it
				around := style(0)
				if n := len(out) - 1; n >= 0 && i+1 < len(runs) {
					around = out[n].style & runs[i+1].style
				}
				r.style = r.style&strike | around&(bold|italic)
			}
			if n := len(out) - 1; n >= 0 && out[n].kind == words && out[n].style == r.style && out[n].link == r.link {
				out[n].text += r.text
				continue
			}
			if r.text == "" {
				continue
			}
		}
		out = append(out, r)
	}
	for i := range out {
		if out[i].kind != words {
			continue
		}
		if i == 0 || out[i-1].kind == lineBreak {
			out[i].text = strings.TrimLeftFunc(out[i].text, isSpace)
		}
		if i == len(out)-1 || out[i+1].kind == lineBreak {
			out[i].text = strings.TrimRightFunc(out[i].text, isSpace)
		}
	}
	out = slices.DeleteFunc(out, func(r run) bool { return r.kind == words && r.text == "" })
	for len(out) > 0 && out[0].kind == lineBreak {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1].kind == lineBreak {
		out = out[:len(out)-1]
	}
	return out
}

// simpleSpace leaves of white space what an editor types, and of what cannot be seen nothing.
func simpleSpace(r rune) rune {
	switch {
	case r == '\u3000':
		return r
	case unicode.IsSpace(r):
		return ' '
	case r == '\u200B' || r == '\uFEFF' || r == '\u00AD' || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
		return -1
	}
	return r
}

// trim takes what satisfies left and right off both ends of runs' text. Line
// breaks at the ends stay: nothing but white space is taken.
func trim(runs []run, left, right func(rune) bool) (head string, inner []run, tail string) {
	inner = slices.Clone(runs)
	for len(inner) > 0 && inner[0].kind == words {
		rest := strings.TrimLeftFunc(inner[0].text, left)
		head += inner[0].text[:len(inner[0].text)-len(rest)]
		inner[0].text = rest
		if rest != "" {
			break
		}
		inner = inner[1:]
	}
	for n := len(inner) - 1; n >= 0 && inner[n].kind == words; n-- {
		rest := strings.TrimRightFunc(inner[n].text, right)
		tail = inner[n].text[len(rest):] + tail
		inner[n].text = rest
		if rest != "" {
			break
		}
		inner = inner[:n]
	}
	return head, inner, tail
}
