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
	folder = quotedFolder(folder)
	if strings.HasPrefix(title, "-") {
		return "yanxi new --library " + folder + " -- note " + Quote(title)
	}
	return "yanxi new note " + Quote(title) + " --library " + folder
}

// lookUp is the command that shows what readers find with a query.
func lookUp(query, folder string) string {
	return "yanxi search --library " + quotedFolder(folder) + " -- " + Quote(query)
}

func quotedFolder(folder string) string {
	if folder == "" {
		return "~/my-notes"
	}
	return Quote(folder)
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
