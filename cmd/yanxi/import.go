package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"yanxi/content/convert"
	"yanxi/content/starter"
)

// anotherFolder is what to do where a note is already.
const anotherFolder = "Choose another folder with -o, or rename or remove that file first."

// pictureFolder is where imported texts have their pictures, beside them.
const pictureFolder = "pictures"

func newImport() *cobra.Command {
	i := &importer{}
	c := &cobra.Command{
		Use:   "import FILE... | -",
		Short: "Make Markdown of Word documents, web pages and text files",
		Long: `Import writes a note NAME.md for each FILE, with its pictures in the folder
pictures beside it, and prints its name: Word documents (.docx), web pages (.html), plain
text in UTF-8, UTF-16 or GB18030 (.txt), Markdown. What could not be kept is listed with
its line in the note. A note that is there already is never touched.

A file that cannot be imported is named, and the others are imported all the
same; then it exits with 2. With - it reads a file from standard input.`,
		Example: `  yanxi import 值班通知.docx -o ~/my-notes/notes
  yanxi import *.docx page.html -o ~/my-notes/notes`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return withHint(errors.New("import needs a file"), "For example: yanxi import report.docx -o ~/my-notes/notes")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return i.run(c, args) },
	}
	c.Flags().StringVarP(&i.dir, "output", "o", ".", "`DIR` to write to, a folder of your library")
	return c
}

// An importer imports files into a folder.
type importer struct {
	dir  string
	lang string
	zone *time.Location
}

func (i *importer) run(c *cobra.Command, args []string) error {
	if isFile(i.dir) {
		return withHint(fmt.Errorf("%s is a file, not a folder", i.dir), "Name a folder with -o.")
	}
	i.lookAround()
	var failed []error
	for _, name := range args {
		err := i.one(c, name)
		if c.Context().Err() != nil {
			return c.Context().Err()
		}
		if err == nil {
			continue
		}
		failed = append(failed, err)
		if len(args) > 1 {
			fmt.Fprintf(c.ErrOrStderr(), "yanxi: %v\n", err)
			if hinted, ok := errors.AsType[*hintedError](err); ok {
				fmt.Fprintf(c.ErrOrStderr(), "  %s\n", hinted.hint)
			}
		}
	}
	switch {
	case len(failed) == 0:
		return nil
	case len(args) == 1:
		return failed[0]
	}
	return fmt.Errorf("%d of %s could not be imported", len(failed), counted(len(args), "file"))
}

// lookAround takes language and time zone from the library that the folder is in.
func (i *importer) lookAround() {
	root, _, ok := libraryAbove(filepath.Join(i.dir, "x.md"))
	if !ok {
		return
	}
	if lib, err := (source{root}).open(); err == nil {
		i.lang, i.zone = lib.Settings().Lang, lib.Settings().Location
	}
}

// one imports a file and prints the note's name.
func (i *importer) one(c *cobra.Command, name string) error {
	src, err := importSource(c, name)
	if err != nil {
		return err
	}
	opts := convert.Options{Lang: i.lang, Zone: i.zone, Folder: pictureFolder}
	if name != "-" {
		if root, err := os.OpenRoot(filepath.Dir(name)); err == nil { // pictures of a saved page
			defer root.Close()
			opts.Files = root.FS()
		}
	}
	r, err := convert.Convert(c.Context(), filepath.ToSlash(name), src, opts)
	if failure, ok := errors.AsType[*convert.Error](err); ok {
		_, hint := failure.Say("en")
		return withHint(fmt.Errorf("cannot import %s: %w", name, err), "%s", hint)
	}
	if err != nil {
		return err
	}
	out, err := i.write(name, r)
	if err != nil {
		return err
	}
	for n := range r.Notes {
		r.Notes[n].File = out
	}
	fmt.Fprintln(c.OutOrStdout(), out)
	tell(c.ErrOrStderr(), r.Notes)
	return nil
}

// importSource reads a file, or standard input for "-", up to just past what can be imported.
func importSource(c *cobra.Command, name string) ([]byte, error) {
	in := c.InOrStdin()
	if name != "-" {
		if isFolder(name) {
			return nil, withHint(fmt.Errorf("%s is a folder", name), "Name the files in it, for example %s.", shellWord(filepath.Join(name, "*.docx")))
		}
		f, err := os.Open(name)
		if err != nil {
			return nil, withHint(fmt.Errorf("cannot read %s: %w", name, cause(err)), "Name a file, or - for standard input.")
		}
		defer f.Close()
		in = f
	}
	src, err := io.ReadAll(io.LimitReader(in, convert.MaxSize+1))
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot read %s: %w", name, cause(err)), "Name a file, or - for standard input.")
	}
	return src, nil
}

// write writes a note and its pictures, the note last: what is there is whole.
func (i *importer) write(name string, r *convert.Result) (string, error) {
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if name == "-" {
		stem = r.Title
	}
	if stem = starter.FileName(stem); stem == "" {
		stem = "note"
	}
	out := filepath.Join(i.dir, stem+".md")
	if _, err := os.Lstat(out); err == nil {
		return "", existsAlready(out, anotherFolder)
	}
	pictures := filepath.Join(i.dir, pictureFolder)
	if info, err := os.Lstat(pictures); err == nil && info.Mode()&fs.ModeSymlink != 0 && len(r.Pictures) > 0 {
		// Git carries links, and one that leads out of the library would have pictures written where nobody looks for them.
		return "", withHint(fmt.Errorf("%s is a symbolic link", pictures), "Put a folder there, or name another folder with -o.")
	}
	for _, p := range r.Pictures { // named by what they are: one that is there is the same
		file := filepath.Join(i.dir, filepath.FromSlash(p.Name))
		if err := createFile(file, p.Data); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", cannotWrite(file, err)
		}
	}
	err := createFile(out, r.Markdown)
	if errors.Is(err, fs.ErrExist) {
		return "", existsAlready(out, anotherFolder)
	}
	if err != nil {
		return "", cannotWrite(out, err)
	}
	return out, nil
}
