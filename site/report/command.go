package report

import (
	"strings"
	"unicode"
)

// NewNote is the command that begins a note with a title, as it is pasted into a
// shell. It is empty for a title of which no file name can be made. Without a folder the
// reader puts in the name of it.
func NewNote(title, folder string) string {
	if !strings.ContainsFunc(title, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ""
	}
	if folder == "" {
		folder = "~/my-notes"
	} else {
		folder = Quote(folder)
	}
	if strings.HasPrefix(title, "-") {
		return "yanxi new --library " + folder + " -- note " + Quote(title)
	}
	return "yanxi new note " + Quote(title) + " --library " + folder
}

// Quote puts a text into single quotes, in which a shell leaves everything as it is.
// Line ends and other control characters become spaces: a pasted line must not end early.
func Quote(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
