package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"yanxi/site"
	"yanxi/site/export"
)

func newBuild() *cobra.Command {
	var out, data, baseURL, api string
	c := &cobra.Command{
		Use:   "build [LIBRARY] -o DIR",
		Short: "Write a library as a static site",
		Long: `Build writes the pages, feeds and files of the site into DIR, for any web
server and any sub-path. Its search runs in the reader's browser, or asks a
server named with --api (which must run with --allow-origin).

Files that did not change are not written again. A build that is interrupted
leaves what was in DIR before.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if out == "" {
				return withHint(errors.New("where to?"), "Name the folder to write with -o, for example -o public.")
			}
			base, err := parseBaseURL(baseURL)
			if err != nil {
				return err
			}
			server, err := parseBaseURL(api)
			if err != nil {
				return err
			}
			src, err := sourceOf(args)
			if err != nil {
				return err
			}
			start := time.Now()
			lib, err := src.open()
			if err != nil {
				return err
			}
			reportFindings(c.ErrOrStderr(), lib, src)
			summary, err := export.Build(c.Context(), export.Config{
				Library:  lib,
				Dir:      out,
				Options:  site.Options{BaseURL: base, API: server, Version: version(), Static: true},
				Progress: progressBar(c.ErrOrStderr(), "building"),
			})
			if err != nil {
				return hintBuild(err)
			}
			fmt.Fprintf(c.OutOrStdout(), "%s: %d files, %d written, %d removed, %.1f s\n", out,
				summary.Files, summary.Written, summary.Removed, time.Since(start).Seconds())
			for _, warning := range summary.Warnings {
				fmt.Fprintf(c.ErrOrStderr(), "warning: %s\n", warning)
			}
			return nil
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "", "folder to write")
	c.Flags().StringVar(&data, "data", "", "accepted for symmetry with serve; a build keeps no state outside its folder")
	c.Flags().StringVar(&baseURL, "base-url", "", "public address of the site, for feeds, the sitemap and previews")
	c.Flags().StringVar(&api, "api", "", "address of a yanxi server that answers the searches")
	return c
}

func hintBuild(err error) error {
	if errors.Is(err, export.ErrNotOurs) {
		return withHint(err, "Name an empty or new folder, or one that yanxi build has written before.")
	}
	return err
}
