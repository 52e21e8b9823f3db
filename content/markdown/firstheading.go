package markdown

import "bytes"

// FirstHeading returns the plain text of the first heading of a text, of any
// level, outside fenced code and comments; empty if there is none. It reads
// no further than that heading and is meant for thousands of files in a row.
func FirstHeading(src []byte) string {
	var s headingScanner
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	for len(src) > 0 {
		line := src
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			line, src = src[:i], src[i+1:]
		} else {
			src = nil
		}
		if heading := s.scan(line); heading != nil {
			if text := headingText(heading); text != "" {
				return text
			}
		}
	}
	return ""
}

// A headingScanner finds headings line by line.
type headingScanner struct {
	fence   []byte // the fence that is open
	quiz    bool   // it may stand in a list or quote, as its end may
	comment bool   // in a comment
	above   []byte // the lines of text above, which an underline makes a heading
}

// scan returns the heading that line is or, for an underline, ends.
func (s *headingScanner) scan(line []byte) []byte {
	above := s.above
	s.above = nil
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	line = bytes.TrimSpace(line)
	switch {
	case s.comment:
		s.comment = !bytes.Contains(line, []byte("-->"))
	case s.fence != nil && s.quiz:
		if anyFence(line) {
			s.fence, s.quiz = nil, false
		}
	case s.fence != nil:
		if bytes.HasPrefix(line, s.fence) && len(bytes.Trim(line, string(s.fence[:1]))) == 0 {
			s.fence = nil
		}
	case len(line) == 0:
	case opensQuiz(line):
		s.fence, s.quiz = line, true
	case indent > 3:
		s.addText(above, line, above != nil)
	case bytes.HasPrefix(line, []byte("<!--")):
		s.comment = !bytes.Contains(line, []byte("-->"))
	case openFence(line) != nil:
		s.fence = openFence(line)
	case above != nil && isUnderline(line):
		return above
	case atxHeading(line) != nil:
		return atxHeading(line)
	default:
		s.addText(above, line, above != nil || !beginsBlock(line))
	}
	return nil
}

// addText keeps a line of a paragraph, unless it has become too long for a heading.
func (s *headingScanner) addText(above, line []byte, ok bool) {
	const longest = 1000 // bytes
	if ok && len(above)+len(line) < longest {
		s.above = append(append(above[:len(above):len(above)], '\n'), line...)
	}
}

// beginsBlock reports whether a line is or may be no text: a quote, a table,
// raw HTML or the item of a list.
func beginsBlock(line []byte) bool {
	rest := bytes.TrimLeft(line, "0123456789")
	return bytes.ContainsAny(line[:1], "<>|-*+") ||
		len(rest) < len(line) && len(rest) > 0 && (rest[0] == '.' || rest[0] == ')')
}

// openFence returns the fence that a line opens.
func openFence(line []byte) []byte {
	if line[0] != '`' && line[0] != '~' {
		return nil
	}
	n := len(line) - len(bytes.TrimLeft(line, string(line[:1])))
	if n < 3 || line[0] == '`' && bytes.IndexByte(line[n:], '`') >= 0 {
		return nil
	}
	return line[:n]
}

// isUnderline reports whether a line makes the text above it a heading.
func isUnderline(line []byte) bool {
	return len(bytes.Trim(line, "=")) == 0 || len(bytes.Trim(line, "-")) == 0
}

// atxHeading returns the text of "## text ##", or nil for any other line.
func atxHeading(line []byte) []byte {
	text := bytes.TrimLeft(line, "#")
	level := len(line) - len(text)
	if level < 1 || level > 6 || len(text) > 0 && !isSpace(text[0]) {
		return nil
	}
	if closed := bytes.TrimRight(text, "#"); len(closed) > 0 && isSpace(closed[len(closed)-1]) {
		text = closed
	}
	return bytes.TrimSpace(text)
}

// headingText returns the plain text of a heading's source.
func headingText(heading []byte) string {
	text, _ := cutAttributes(heading)
	return PlainText(string(text))
}
