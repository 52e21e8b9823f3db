package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// A listFormat is what the flag --format of a command says that lists something: for people, or for programs.
type listFormat string

const (
	formatText listFormat = "text"
	formatJSON listFormat = "json"
)

// register adds the flag to a command.
func (f *listFormat) register(c *cobra.Command) {
	c.Flags().StringVar((*string)(f), "format", string(formatText), "`FORMAT`: text or json")
}

// check says why there is no such format; nil: there is.
func (f listFormat) check() error {
	if f != formatText && f != formatJSON {
		return withHint(fmt.Errorf("there is no format %q", string(f)), "Use text or json.")
	}
	return nil
}

// writeList prints things that are counted by the word what: one a line and their number, or a list in JSON. line is the
// line of one.
func writeList[T any](w io.Writer, f listFormat, what string, list []T, line func(T) string) error {
	if f == formatJSON {
		return writeIndented(w, append([]T{}, list...)) // none is [], not null
	}
	var b strings.Builder
	for _, one := range list {
		fmt.Fprintln(&b, line(one))
	}
	fmt.Fprintln(&b, counted(len(list), what))
	_, err := io.WriteString(w, b.String())
	return err
}

// writeIndented prints a value as JSON that people can read as well.
func writeIndented(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}

// secondUTC is the form of times in lists for programs.
const secondUTC = "2006-01-02T15:04:05Z"
