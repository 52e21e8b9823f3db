package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"yanxi/content"
	"yanxi/site"
)

// gateOptions say which gates a check runs.
type gateOptions struct {
	gates       []string // none: the check of the format
	fix, dryRun bool
}

// valid looks at the flags, and puts all in its place.
func (o *gateOptions) valid(_ *cobra.Command, args []string) error {
	known := content.GateNames()
	for _, g := range o.gates {
		if g != "all" && !slices.Contains(known, g) {
			return withHint(fmt.Errorf("there is no gate %q", g), "Use --gate %s or all.", strings.Join(known, ", "))
		}
	}
	switch {
	case slices.Contains(o.gates, "all"):
		o.gates = known
	case o.fix && len(o.gates) == 0:
		return withHint(fmt.Errorf("--fix corrects what the rules of a gate find"), "Name the gate as well, such as --gate wording --fix.")
	case o.dryRun && !o.fix:
		return withHint(fmt.Errorf("--dry-run belongs to --fix"), "Write --fix --dry-run to see what would be corrected.")
	}
	if !o.fix {
		return nil
	}
	if len(args) == 0 {
		return withHint(fmt.Errorf("the built-in sample cannot be changed"), "Name your library or your files.")
	}
	if slices.Contains(args, "-") {
		return withHint(fmt.Errorf("standard input cannot be changed"), "Name the file to --fix it.")
	}
	return nil
}

// findings gives those of a library.
func (o gateOptions) findings(ctx context.Context, lib *content.Library) []content.Finding {
	if len(o.gates) == 0 {
		return site.Findings(ctx, lib)
	}
	gates, all := lib.Gates(o.gates...)
	all = append(all, lib.CheckGates(ctx, gates)...)
	content.SortFindings(all)
	return all
}

// alone gives those of a file outside any library.
func (o gateOptions) alone(name string, src []byte) []content.Finding {
	if len(o.gates) == 0 {
		return content.CheckFile(name, src)
	}
	return gateFindings(content.DefaultGates(o.gates...), name, src)
}

func gateFindings(g *content.Gates, name string, src []byte) []content.Finding {
	if content.IsPicture(name) {
		return g.CheckPicture(name, src)
	}
	return g.Check(name, src)
}

// fixGates writes the safe corrections into files, each as a whole or not at all, and says on standard error what they are.
func fixGates(c *cobra.Command, args []string, o gateOptions) error {
	names := args
	gates := func(name string) (*content.Gates, error) { return gatesOf(name, o) }
	if len(args) == 1 && isFolder(args[0]) {
		lib, err := source{args[0]}.open()
		if err != nil {
			return err
		}
		g, _ := lib.Gates(o.gates...)
		gates = func(string) (*content.Gates, error) { return g, nil }
		names = nil
		for _, f := range lib.CheckGates(c.Context(), g) {
			if name := filepath.Join(args[0], filepath.FromSlash(f.File)); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	for _, name := range names {
		if c.Context().Err() != nil {
			return c.Context().Err()
		}
		if content.IsPicture(name) || isFolder(name) {
			continue
		}
		g, err := gates(name)
		if err != nil {
			return err
		}
		if err := fixFile(c, g, name, o.dryRun); err != nil {
			return err
		}
	}
	return nil
}

// gatesOf gives the gates of the library that a file is in.
func gatesOf(name string, o gateOptions) (*content.Gates, error) {
	root, _, ok := libraryAbove(name)
	if !ok {
		return content.DefaultGates(o.gates...), nil
	}
	lib, err := source{root}.open()
	if err != nil {
		return nil, err
	}
	g, _ := lib.Gates(o.gates...)
	return g, nil
}

func fixFile(c *cobra.Command, g *content.Gates, name string, dryRun bool) error {
	src, err := readBounded(name)
	if err != nil {
		return withHint(fmt.Errorf("cannot read %s: %w", name, cause(err)), "Name a library's folder or Markdown files.")
	}
	fixed, done, err := g.Fix(name, src)
	if err != nil {
		fmt.Fprintf(c.ErrOrStderr(), "%s: not corrected: %v\n", name, err)
		return nil
	}
	if len(done) == 0 {
		return nil
	}
	word := "corrected"
	if dryRun {
		word = "would be corrected"
	} else if err := replaceFile(name, fixed); err != nil {
		return withHint(fmt.Errorf("cannot write %s, which stays as it was: %w", name, cause(err)), "Check who may write it, and that the disk has room.")
	}
	for _, f := range done {
		fmt.Fprintf(c.ErrOrStderr(), "%s:%d:%d: %s: %s [%s]\n", name, f.Line, f.Column, word, f.Suggestion, f.Rule)
	}
	return nil
}
