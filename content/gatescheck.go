package content

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"yanxi/content/rules"
)

// CheckGates runs gates over every text of the library, drafts as well, and over its pictures, on all cores. When ctx is
// done it stops and returns what it has.
func (l *Library) CheckGates(ctx context.Context, g *Gates) []Finding {
	return l.checkGates(ctx, g, slices.Sorted(maps.Keys(l.entries)))
}

// CheckPublished runs gates as [Library.CheckGates] does, over published texts and pictures.
func (l *Library) CheckPublished(ctx context.Context, g *Gates) []Finding {
	files := make([]string, len(l.documents))
	for i, d := range l.documents {
		files[i] = d.File
	}
	return l.checkGates(ctx, g, files)
}

func (l *Library) checkGates(ctx context.Context, g *Gates, files []string) []Finding {
	found := make([][]Finding, len(files)+len(l.assets))
	parallel(len(found), func() func(int) {
		var buffer []byte
		return func(i int) {
			switch {
			case ctx.Err() != nil:
			case i < len(files):
				found[i] = l.checkGatesOf(g, files[i], &buffer)
			default:
				found[i] = l.CheckAsset(g, l.assets[i-len(files)])
			}
		}
	})
	all := slices.Concat(found...)
	slices.SortFunc(all, compareFindings)
	return all
}

func (l *Library) checkGatesOf(g *Gates, file string, buffer *[]byte) []Finding {
	d := &l.entries[file].doc
	src, err := readInto(l.fsys, cmp.Or(l.links[file], file), d.Size, buffer)
	if err != nil {
		return nil // Check reports it
	}
	text := decode(src).text
	t := gateText(text, d.Kind)
	return g.findings(file, t.Source, g.set.Check(t))
}

// IsPicture reports whether a file's name is that of a picture whose metadata [Gates.CheckPicture] can read.
func IsPicture(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp"}, strings.ToLower(path.Ext(name)))
}

// CheckAsset returns what a file beside the texts tells that it must not. Nothing is found in what is no picture, and in
// what cannot be read.
func (l *Library) CheckAsset(g *Gates, name string) []Finding {
	if !IsPicture(name) || g.set.RuleOf(pictureLocation) == nil {
		return nil
	}
	file, err := l.Asset(name)
	if err != nil {
		return nil
	}
	defer file.Close()
	return g.checkPicture(name, file)
}

// CheckPicture returns what a picture tells that it must not: where it was taken.
func (g *Gates) CheckPicture(name string, src []byte) []Finding {
	return g.checkPicture(name, bytes.NewReader(src))
}

// pictureLocation is the check of rules that looks into pictures.
const pictureLocation = "picture-location"

// checkPicture reads a picture as far as its metadata goes.
func (g *Gates) checkPicture(name string, src io.Reader) []Finding {
	r := g.set.RuleOf(pictureLocation)
	if r == nil {
		return nil
	}
	where, ok := rules.Locate(src)
	if !ok {
		return nil
	}
	f := g.finding(rules.Finding{Rule: r, Gate: r.Gate}, where)
	f.File = name
	return []Finding{f}
}
