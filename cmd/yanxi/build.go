package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site"
	"yanxi/site/export"
)

func newBuild() *cobra.Command {
	var out, data, baseURL, api string
	var reviewed bool
	c := &cobra.Command{
		Use:   "build [LIBRARY] -o DIR",
		Short: "Write a library as a static site",
		Long: `Build writes the pages, feeds and files of the site into DIR, for any web
server and any sub-path. Its search runs in the reader's browser, or asks a
server named with --api (which must run with --allow-origin).

Files that did not change are not written again. A build that is interrupted
leaves what was in DIR before. DIR may be inside LIBRARY.`,
		Example: `  yanxi build ~/my-notes -o public
  yanxi build ~/my-notes -o public --base-url https://example.org/yanxi
  yanxi build ~/my-notes -o public --reviewed`,
		Args: atMostOneLibrary,
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" {
				return withHint(errors.New("build needs a folder to write to"), "Name it with -o, for example: yanxi build ~/my-notes -o public")
			}
			base, err := parseURL("--base-url", baseURL)
			if err != nil {
				return err
			}
			server, err := parseURL("--api", api)
			if err != nil {
				return err
			}
			src, err := sourceOf(args)
			if err != nil {
				return err
			}
			start := time.Now()
			lib, view, err := src.openFor(reviewed)
			if err != nil {
				return err
			}
			if view != nil {
				sayUnpublished(c.ErrOrStderr(), lib, view, src)
			} else {
				reportFindings(c.ErrOrStderr(), lib, src)
			}
			summary, err := export.Build(c.Context(), export.Config{
				Library:  lib,
				Dir:      out,
				Options:  site.Options{BaseURL: base, API: server, Version: version(), Static: true, Reviewed: reviewed},
				Progress: progressBar(c.ErrOrStderr(), "building"),
			})
			if err != nil {
				return hintBuild(out, err)
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: %d files, %d written, %d removed, %.1f s\n", out,
				summary.Files, summary.Written, summary.Removed, time.Since(start).Seconds())
			for _, warning := range summary.Warnings {
				fmt.Fprintf(c.ErrOrStderr(), "warning: %s\n", warning)
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "`DIR` to write")
	c.Flags().BoolVar(&reviewed, "reviewed", false, reviewedUsage)
	c.Flags().StringVar(&data, "data", "", "accepted as by serve; a build keeps nothing in that `DIR`")
	c.Flags().StringVar(&baseURL, "base-url", "", baseURLUsage)
	c.Flags().StringVar(&api, "api", "", "`URL` of a yanxi server that answers the searches")
	return c
}

func hintBuild(out string, err error) error {
	if errors.Is(err, export.ErrNotOurs) {
		return withHint(err, "Name a new or empty folder, or one that yanxi build has written before.")
	}
	if errors.Is(err, export.ErrDamaged) {
		return withHint(err, "Delete %s, or build into a new folder.", out)
	}
	if path, ok := errors.AsType[*fs.PathError](err); ok && strings.HasPrefix(path.Path, filepath.Clean(out)) {
		return withHint(fmt.Errorf("cannot write %s: %w", path.Path, path.Err), "Check the path after -o, and who may write there.")
	}
	return err
}
