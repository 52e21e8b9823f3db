package rules

import "bytes"

// special are the bytes at which markup may begin.
var special = func() (t [256]bool) {
	for _, b := range []byte("`<[]!hw$\\{") {
		t[b] = true
	}
	return t
}()

// maxMarkup bounds how far the end of an address or a tag is looked for, in bytes.
const maxMarkup = 4 << 10

// inline masks the markup of a block.
func (l *layout) inline(at, end int) {
	code := 0 // up to where it is known that a run of that many backticks has no end
	for i := at; i < end; {
		b := l.src[i]
		if !special[b] {
			i++
			continue
		}
		switch b {
		case '`':
			i = l.codeSpan(i, end, &code)
		case '<':
			i = l.tag(i, end)
		case '!':
			i = l.picture(i, end)
		case '[':
			i = l.wiki(i, end)
		case ']':
			i = l.address(i, end)
		case 'h', 'w':
			i = l.url(i, end)
		case '$':
			i = l.math(i, end)
		case '{':
			i = l.headingID(i, end)
		default: // a backslash takes the meaning from what follows
			i += 2
		}
	}
}

func (l *layout) codeSpan(i, end int, none *int) int {
	n := fenceOf(l.src[i:end], '`')
	from := i + n
	if from >= end || *none&(1<<min(n, 62)) != 0 {
		return from
	}
	for at := from; at < end; {
		j := bytes.IndexByte(l.src[at:end], '`')
		if j < 0 {
			break
		}
		at += j
		m := fenceOf(l.src[at:end], '`')
		if m == n {
			l.mask(i, at+m)
			return at + m
		}
		at += m
	}
	*none |= 1 << min(n, 62)
	return from
}

func (l *layout) tag(i, end int) int {
	rest := l.src[i:end]
	if bytes.HasPrefix(rest, []byte("<!--")) {
		if l.endless {
			return i + 4
		}
		j := bytes.Index(l.src[i:], []byte("-->"))
		if j < 0 {
			l.endless = true
			return i + 4
		}
		stop := i + j + 3
		l.comment(i, stop)
		l.mask(i, stop)
		return stop
	}
	if len(rest) < 2 || !alnum(rest[1]) && rest[1] != '/' {
		return i + 1
	}
	j := bytes.IndexByte(rest[:min(len(rest), maxMarkup)], '>')
	if j < 0 {
		return i + 1
	}
	l.mask(i, i+j+1)
	return i + j + 1
}

func (l *layout) picture(i, end int) int {
	if i+1 >= end || l.src[i+1] != '[' {
		return i + 1
	}
	l.images = append(l.images[:min(len(l.images), MaxFindings)], image{start: i, end: i + 2, run: l.run})
	if i+2 < end && l.src[i+2] == '[' {
		return l.wiki(i+1, end)
	}
	return i + 2
}

// wiki masks the address of [[address|text]]. Alone, an address is shown as the text and still leads nowhere when it is corrected.
func (l *layout) wiki(i, end int) int {
	if i+1 >= end || l.src[i+1] != '[' {
		return i + 1
	}
	inner := l.src[i+2 : min(end, i+2+maxMarkup)]
	stop := bytes.Index(inner, []byte("]]"))
	if stop < 0 {
		return i + 2
	}
	dest, _, _ := bytes.Cut(inner[:stop], []byte("|"))
	if n := len(l.images); n > 0 && l.images[n-1].start == i-1 {
		l.images[n-1].dest, l.images[n-1].end = string(dest), i+2+stop+2
	}
	l.mask(i+2, i+2+len(dest))
	return i + 2 + stop + 2
}

// address masks what follows the text of a link, but for the title.
func (l *layout) address(i, end int) int {
	if i+1 >= end {
		return i + 1
	}
	rest := l.src[i+1 : min(end, i+1+maxMarkup)]
	switch rest[0] {
	case '[':
		if j := bytes.IndexByte(rest, ']'); j > 0 {
			l.mask(i+1, i+1+j+1)
			return i + 1 + j + 1
		}
	case '(':
		depth, title := 0, -1
		for j, b := range rest {
			switch b {
			case '(':
				if depth++; depth > 8 {
					return i + 1
				}
			case '\n':
				return i + 1
			case ')':
				depth--
			case ' ':
				if title < 0 {
					title = j
				}
			}
			if depth == 0 {
				stop := i + 1 + j
				if title < 0 {
					title = j
				}
				l.picturesAddress(rest[1:title], i, stop+1)
				l.mask(i+1, i+1+title)
				l.mask(stop, stop+1)
				l.quotes(i+1+title, stop)
				return stop + 1
			}
		}
	}
	return i + 1
}

// quotes masks the marks around the title of a link.
func (l *layout) quotes(start, end int) {
	for i := start; i < end; i++ {
		if l.src[i] == '"' || l.src[i] == '\'' {
			l.mask(i, i+1)
		}
	}
}

// picturesAddress gives the last image that begins before an address and has none that address.
func (l *layout) picturesAddress(dest []byte, before, end int) {
	if n := len(l.images); n > 0 && l.images[n-1].dest == "" && bytes.IndexByte(l.src[l.images[n-1].end:before], ']') < 0 {
		l.images[n-1].dest, l.images[n-1].end = string(dest), end
	}
}

func (l *layout) url(i, end int) int {
	rest := l.src[i:end]
	if !bytes.HasPrefix(rest, []byte("http://")) && !bytes.HasPrefix(rest, []byte("https://")) && !bytes.HasPrefix(rest, []byte("www.")) {
		return i + 1
	}
	j := 0
	for j < len(rest) && rest[j] > ' ' && rest[j] < 0x7F && bytes.IndexByte([]byte("<>\"`|)]}"), rest[j]) < 0 {
		j++
	}
	l.mask(i, i+j)
	return i + j
}

// math masks $…$ and $$…$$. A price is no formula: what opens one touches it, and so does what closes it.
func (l *layout) math(i, end int) int {
	n := fenceOf(l.src[i:end], '$')
	from := i + n
	if n > 2 || from >= end || n == 1 && l.src[from] == ' ' {
		return from
	}
	rest := l.src[from:min(end, from+maxMarkup)]
	j := bytes.Index(rest, l.src[i:from])
	if j <= 0 || n == 1 && (rest[j-1] == ' ' || bytes.IndexByte(rest[:j], '\n') >= 0) {
		return from
	}
	l.mask(i, from+j+n)
	return from + j + n
}

// headingID masks {#id}, and what other tools are told in {{< >}} and {{% %}}.
func (l *layout) headingID(i, end int) int {
	rest := l.src[i:min(end, i+maxMarkup)]
	for _, marks := range [][2]string{{"{{<", ">}}"}, {"{{%", "%}}"}} {
		if bytes.HasPrefix(rest, []byte(marks[0])) {
			if j := bytes.Index(rest, []byte(marks[1])); j > 0 {
				l.mask(i, i+j+3)
				return i + j + 3
			}
		}
	}
	if i+1 < end && l.src[i+1] == '#' {
		if j := bytes.IndexByte(l.src[i:min(end, i+256)], '}'); j > 0 {
			l.mask(i, i+j+1)
			return i + j + 1
		}
	}
	return i + 1
}
