package convert

import (
	"context"
	"time"
)

// Clean makes of the bytes of a picture one that may be kept beside a text, as those of a file are: without metadata, at
// most 2,000 pixels on a side, named by its bytes. A picture that cannot be kept has no name, and the last of the notes
// says why.
func Clean(ctx context.Context, name string, src []byte, opts Options) (Picture, []Note) {
	c := &converter{ctx: ctx, name: name, opts: opts, notes: newNotes(name, opts.Lang)}
	c.pictures = newPictures(c)
	c.opts.Zone = time.UTC
	c.pictures.add(src, crop{})
	if len(c.pictures.used) == 0 {
		return Picture{}, c.notes.list()
	}
	return c.pictures.used[0], c.notes.list()
}
