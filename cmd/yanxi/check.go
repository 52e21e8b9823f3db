package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site"
)

// errFindings means that the check ran and found errors.
var errFindings = errors.New("findings at error level")

// maxText bounds what is read of a file: a document's own bound, in bytes.
const maxText = 10 << 20

func newCheck() *cobra.Command {
	var format string
	var o gateOptions
	c := &cobra.Command{
		Use:   "check [LIBRARY | FILE... | -]",
		Short: "Find what is wrong with files, and how to mend it",
		Long: `Check reads a library, single files, or standard input (-) and prints what is
wrong with them like a compiler: file, line, column, level, message, rule.

A file inside a library (a folder with settings in a folder yanxi) is checked
as part of it, any other file by itself.

With --gate it looks for what the rules of a gate do not let pass instead:
policy, wording, confidentiality, law, or all. A library changes these rules in
yanxi/gates/GATE.yaml. --fix writes the corrections that are safe, such as
typos and half-width punctuation; with --dry-run it only says which.

It exits with 0 if nothing is at error level, with 1 if something is, and with
2 if it could not run.`,
		Example: `  yanxi check ~/my-notes
  yanxi check cases/2018-kunshan.md notes/draft.md
  pandoc report.docx -t gfm | yanxi check -
  yanxi check ~/my-notes --format sarif > yanxi.sarif
  yanxi check ~/my-notes --gate all
  yanxi check draft.md photo.jpg --gate wording,confidentiality
  yanxi check ~/my-notes --gate wording --fix`,
		RunE: func(c *cobra.Command, args []string) error {
			write, ok := findingFormats[format]
			if !ok {
				return withHint(fmt.Errorf("there is no format %q", format), "Use --format text, json or sarif.")
			}
			if err := o.valid(c, args); err != nil {
				return err
			}
			if o.fix {
				if err := fixGates(c, args, o); err != nil {
					return err
				}
			}
			findings, err := check(c, args, o)
			if err != nil {
				return err
			}
			r := report{findings: findings}
			if len(args) == 1 && isFolder(args[0]) {
				r.folder = args[0]
			}
			if err := write(c.OutOrStdout(), r); err != nil {
				return err
			}
			if slices.ContainsFunc(findings, func(f content.Finding) bool { return f.Level == content.LevelError }) {
				return errFindings
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "text", "`FORMAT`: text, json or sarif")
	c.Flags().StringSliceVar(&o.gates, "gate", nil, "`GATE` whose rules to run: policy, wording, confidentiality, law, or all; repeatable")
	c.Flags().BoolVar(&o.fix, "fix", false, "write the corrections that are safe")
	c.Flags().BoolVar(&o.dryRun, "dry-run", false, "with --fix: say what would be written, and write nothing")
	return c
}

// check looks at a library, or at files by themselves.
func check(c *cobra.Command, args []string, o gateOptions) ([]content.Finding, error) {
	if len(args) == 0 || len(args) == 1 && isFolder(args[0]) {
		return checkLibrary(c, args, o)
	}
	k := checker{c: c, gates: o, libraries: map[string]*checkedLibrary{}}
	findings := []content.Finding{}
	for _, name := range args {
		found, err := k.file(name)
		if err != nil {
			return nil, err
		}
		findings = append(findings, found...)
	}
	return findings, nil
}

func checkLibrary(c *cobra.Command, args []string, o gateOptions) ([]content.Finding, error) {
	src, err := sourceOf(args)
	if err != nil {
		return nil, err
	}
	lib, err := src.open()
	if err != nil {
		return nil, err
	}
	return o.findings(c.Context(), lib), c.Context().Err()
}

// A checker checks files, and each library that they are in once.
type checker struct {
	c         *cobra.Command
	gates     gateOptions
	libraries map[string]*checkedLibrary // by folder
}

type checkedLibrary struct {
	*content.Library
	gates    *content.Gates
	findings map[string][]content.Finding // by file
}

// file checks a file within the library that it is in, or by itself.
func (k *checker) file(name string) ([]content.Finding, error) {
	if name == "-" {
		src, err := io.ReadAll(io.LimitReader(k.c.InOrStdin(), maxText+1))
		if err != nil {
			return nil, fmt.Errorf("cannot read standard input: %w", cause(err))
		}
		return k.gates.alone(name, src), nil
	}
	if isFolder(name) {
		return nil, withHint(fmt.Errorf("%s is a folder among files", name), "Check a library by itself: yanxi check %s", shellWord(name))
	}
	src, err := readBounded(name)
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot read %s: %w", name, cause(err)), "Name a library's folder, Markdown files, or - for standard input.")
	}
	if root, rel, ok := libraryAbove(name); ok {
		return k.inLibrary(root, rel, name, src)
	}
	return k.gates.alone(name, src), nil
}

// inLibrary gives a library's findings on one of its files, under the name
// that was asked for. A file that the library leaves out is checked by itself.
func (k *checker) inLibrary(root, rel, name string, src []byte) ([]content.Finding, error) {
	lib, err := k.library(root)
	if err != nil {
		return nil, err
	}
	if lib.gates != nil && !strings.HasPrefix(rel, configFolder+"/") {
		return gateFindings(lib.gates, name, src), nil
	}
	if !lib.HasText(rel) && !strings.HasPrefix(rel, configFolder+"/") {
		return k.gates.alone(name, src), nil
	}
	findings := slices.Clone(lib.findings[rel])
	for i := range findings {
		findings[i].File = name
	}
	return findings, nil
}

func (k *checker) library(root string) (*checkedLibrary, error) {
	if known := k.libraries[root]; known != nil {
		return known, nil
	}
	lib, err := source{root}.open()
	if err != nil {
		return nil, err
	}
	checked := &checkedLibrary{lib, nil, map[string][]content.Finding{}}
	for _, f := range k.ofLibrary(checked) {
		checked.findings[f.File] = append(checked.findings[f.File], f)
	}
	k.libraries[root] = checked
	return checked, k.c.Context().Err()
}

// ofLibrary gives the findings that a library has in its files: with gates those on its rules, as texts are looked at one
// by one.
func (k *checker) ofLibrary(lib *checkedLibrary) (findings []content.Finding) {
	if len(k.gates.gates) > 0 {
		lib.gates, findings = lib.Library.Gates(k.gates.gates...)
		return findings
	}
	return site.Findings(k.c.Context(), lib.Library)
}

// configFolder is the folder that makes its parent a library beyond doubt.
const configFolder = "yanxi"

// configFiles are files in that folder by any of which a library is known.
var configFiles = []string{"settings.yaml", "words.txt", "synonyms.txt", "pinyin.txt", "review.yaml"}

// libraryAbove finds the library that a file is in, the nearest folder above
// that holds a folder yanxi with settings, vocabularies or one of the lists of
// search, and the file's path there.
func libraryAbove(name string) (root, rel string, ok bool) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return "", "", false
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		config := filepath.Join(dir, configFolder)
		holds := func(name string) bool { return isFile(filepath.Join(config, name)) }
		if slices.ContainsFunc(configFiles, holds) || isFolder(filepath.Join(config, "vocabularies")) ||
			isFolder(filepath.Join(config, "gates")) || isFolder(filepath.Join(config, "review")) {
			rel, err := filepath.Rel(dir, abs)
			return dir, filepath.ToSlash(rel), err == nil
		}
		if dir == filepath.Dir(dir) {
			return "", "", false
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
	return io.ReadAll(io.LimitReader(f, maxText+1))
}

// A report is what a check has found.
type report struct {
	folder   string // the library as it was given, if files are named relative to it
	findings []content.Finding
}

var findingFormats = map[string]func(io.Writer, report) error{
	"text":  writeText,
	"json":  writeJSON,
	"sarif": writeSARIF,
}

func writeText(w io.Writer, r report) error {
	counts := map[content.Level]int{}
	for _, f := range r.findings {
		counts[f.Level]++
		fmt.Fprintln(w, f)
		if f.Suggestion != "" {
			fmt.Fprintf(w, "    %s\n", f.Suggestion)
		}
	}
	_, err := fmt.Fprintf(w, "%s, %s, %s\n", counted(counts[content.LevelError], "error"),
		counted(counts[content.LevelWarning], "warning"), counted(counts[content.LevelInfo], "info"))
	return err
}

func writeJSON(w io.Writer, r report) error {
	findings := r.findings
	if findings == nil {
		findings = []content.Finding{}
	}
	return writeIndented(w, map[string]any{"findings": findings})
}
