package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site"
)

// errFindings means that the check ran and found errors.
var errFindings = errors.New("findings at error level")

// maxStdin bounds what is read from standard input: a document's own bound.
const maxStdin = 10 << 20

func newCheck() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "check [LIBRARY | FILE... | -]",
		Short: "Find what is wrong with files, and how to mend it",
		Long: `Check reads a library, single files, or standard input (-) and prints what is
wrong with them like a compiler: file, line, column, level, message, rule.

It exits with 0 if nothing is at error level, with 1 if something is, and with
2 if it could not run.`,
		RunE: func(c *cobra.Command, args []string) error {
			write, ok := findingFormats[format]
			if !ok {
				return withHint(fmt.Errorf("there is no format %q", format), "Use --format text, json or sarif.")
			}
			findings, err := check(c, args)
			if err != nil {
				return err
			}
			if err := write(c.OutOrStdout(), findings); err != nil {
				return err
			}
			if slices.ContainsFunc(findings, func(f content.Finding) bool { return f.Level == content.LevelError }) {
				return errFindings
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json or sarif")
	return c
}

// check looks at a library, or at files by themselves.
func check(c *cobra.Command, args []string) ([]content.Finding, error) {
	if len(args) == 0 || len(args) == 1 && isFolder(args[0]) {
		src, err := sourceOf(args)
		if err != nil {
			return nil, err
		}
		lib, err := src.open()
		if err != nil {
			return nil, err
		}
		return lib.Check(c.Context(), site.ReservedNames()...), c.Context().Err()
	}
	findings := []content.Finding{}
	for _, name := range args {
		found, err := checkFile(c, name)
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	return findings, nil
}

// checkFile checks a file within the library that it is in, or by itself.
func checkFile(c *cobra.Command, name string) ([]content.Finding, error) {
	if name == "-" {
		src, err := io.ReadAll(io.LimitReader(c.InOrStdin(), maxStdin+1))
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return content.CheckFile("-", src), nil
	}
	if isFolder(name) {
		return nil, withHint(fmt.Errorf("%s is a folder", name), "Name one library, or files, but not both.")
	}
	src, err := readBounded(name)
	if err != nil {
		return nil, withHint(err, "Name a library's folder, Markdown files, or - for standard input.")
	}
	root, ok := libraryAbove(name)
	if !ok {
		return content.CheckFile(name, src), nil
	}
	return checkInLibrary(c, root, name)
}

// checkInLibrary gives a library's findings on one of its files, under the
// name that was asked for.
func checkInLibrary(c *cobra.Command, root, name string) ([]content.Finding, error) {
	lib, err := source{root}.open()
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return nil, err
	}
	findings := []content.Finding{}
	for _, f := range lib.Check(c.Context(), site.ReservedNames()...) {
		if f.File == filepath.ToSlash(rel) {
			f.File = name
			findings = append(findings, f)
		}
	}
	return findings, c.Context().Err()
}

// libraryAbove finds the library that a file is in: the nearest folder above
// with a yanxi folder.
func libraryAbove(name string) (string, bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		if isFolder(filepath.Join(dir, "yanxi")) && !isFile(filepath.Join(dir, "go.mod")) {
			return dir, true
		}
		if dir == filepath.Dir(dir) {
			return "", false
		}
	}
}

// readBounded reads a file up to just past the bound of a document, which the check then reports.
func readBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxStdin+1))
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

var findingFormats = map[string]func(io.Writer, []content.Finding) error{
	"text":  writeText,
	"json":  writeJSON,
	"sarif": writeSARIF,
}

func writeText(w io.Writer, findings []content.Finding) error {
	counts := map[content.Level]int{}
	for _, f := range findings {
		counts[f.Level]++
		fmt.Fprintln(w, f)
		if f.Suggestion != "" {
			fmt.Fprintf(w, "    %s\n", f.Suggestion)
		}
	}
	_, err := fmt.Fprintf(w, "%d errors, %d warnings, %d infos\n",
		counts[content.LevelError], counts[content.LevelWarning], counts[content.LevelInfo])
	return err
}

func writeJSON(w io.Writer, findings []content.Finding) error {
	if findings == nil {
		findings = []content.Finding{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(map[string]any{"findings": findings})
}
