package desk

import (
	"io/fs"
	"strings"

	"yanxi/site/diff"
	"yanxi/site/draft"
	"yanxi/site/review"
	"yanxi/site/ui"
)

// longestQuote bounds what is quoted of a line, in characters.
const longestQuote = 60

// comments are what the reviewer who sent a text back said of its lines, at the lines where these stand in what the
// author has made of it since. Of lines that are other now, or gone, the former words are quoted.
func (d *desk) comments(st *review.Status, text string) []ui.DeskComment {
	if st == nil || st.State != review.Returned || st.Return == nil || len(st.Return.Comments) == 0 {
		return nil
	}
	old := text
	if src, err := fs.ReadFile(d.FS(), st.File); err == nil {
		old = normal(src) // the file is the text that was sent back for as long as this is its state
	} else {
		d.Log.Debug("desk: no text that was sent back", "document", st.ID, "error", err)
	}
	changed := diff.Texts(old, text)
	lines := strings.Split(old, "\n")
	out := make([]ui.DeskComment, 0, len(st.Return.Comments))
	for _, c := range st.Return.Comments {
		out = append(out, d.followed(c, changed, lines))
	}
	return out
}

// followed is a comment at the line that it was made at, wherever that is now.
func (d *desk) followed(c review.LineComment, changed *diff.Diff, lines []string) ui.DeskComment {
	out := ui.DeskComment{Text: c.Text}
	if c.Line == 0 {
		return out
	}
	words := d.Words()
	place, kind := changed.Follow(c.Line)
	if place > 0 {
		out.Line, out.Place = place, words.T("desk.line", place)
	}
	if place != c.Line {
		out.Was = words.T("desk.line.was", c.Line)
	}
	if place == 0 {
		out.Was = words.T("desk.line.gone", c.Line)
	}
	if (kind == diff.Changed || kind == diff.Removed) && c.Line <= len(lines) {
		out.Quote = quoted(lines[c.Line-1])
	}
	return out
}

// quoted is the beginning of a line.
func quoted(line string) string {
	line = strings.TrimSpace(line)
	if r := []rune(line); len(r) > longestQuote {
		return string(r[:longestQuote]) + "……"
	}
	return line
}

// returnedWith is what a draft's reviewer said, for a text that may not be saved yet.
func (d *desk) returnedWith(t *draft.Draft, text string) []ui.DeskComment {
	if t.State != draft.Open || t.Document == "" {
		return nil
	}
	return d.comments(d.fate(d.board(), t), text)
}

// saidAt are the comments of the last return at the lines of a text where these stand now. Of lines that are gone the
// history has them.
func (d *desk) saidAt(s *standing, text string, past pastTexts) map[int][]ui.LineComment {
	if s.Return == nil || len(s.Return.Comments) == 0 {
		return nil
	}
	mended := s.Return.Digest != s.Digest
	var changed *diff.Diff
	if mended {
		old, ok := past(s.Return.Digest)
		if !ok {
			return nil
		}
		changed = diff.Texts(old, text)
	}
	out := map[int][]ui.LineComment{}
	for _, c := range s.Return.Comments {
		place := c.Line
		if mended {
			place, _ = changed.Follow(c.Line)
		}
		out[place] = append(out[place], ui.LineComment{Line: place, By: d.called(s.Return.By), Text: c.Text, Past: mended})
	}
	return out
}
