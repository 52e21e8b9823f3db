package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"sync/atomic"
	"time"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site"
	"yanxi/site/watch"
)

// A keeper keeps the site and the index up to date with the library. Pages and
// index are kept by a goroutine each: a saved page is there at once, however
// long the index takes.
type keeper struct {
	Config
	site    *site.Site
	root    os.FileInfo // of the folder that was opened; nil if there is none
	library atomic.Pointer[content.Library]
	watched bool          // the folder was read since it is watched
	changed chan struct{} // holds one: the folder changed since it was last read
	newer   chan struct{} // holds one: the library is newer than the index
	indexed chan struct{} // holds one: the index is up to date
}

const (
	retryPages    = 2 * time.Second // until the folder can be read again
	retryIndex    = 2 * time.Second // the first time; doubled each time
	maxRetryIndex = 5 * time.Minute
	checkDamage   = 2 * time.Second
	maxWait       = 24 * time.Hour

	calmBeforeRelating = 300 * time.Millisecond
)

func newKeeper(c Config, s *site.Site) *keeper {
	k := &keeper{Config: c, site: s, changed: make(chan struct{}, 1), newer: make(chan struct{}, 1), indexed: make(chan struct{}, 1)}
	k.library.Store(c.Library)
	if c.Folder != "" {
		if info, err := os.Stat(c.Folder); err == nil {
			k.root = info
		}
	}
	return k
}

// signal fills a channel that holds one.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // what comes will see this as well
	}
}

func (k *keeper) watch(ctx context.Context) {
	if err := watch.Folder(ctx, k.Folder, k.Log, func() { signal(k.changed) }); err != nil {
		k.Log.Error("watch: changes are no longer noticed", "error", err)
	}
}

// keepPages shows each change of the folder, and what time alone changes: a
// text that is due, or expires. A folder that cannot be read is tried again;
// until then the site shows what it has.
func (k *keeper) keepPages(ctx context.Context) {
	wait := k.untilNextChange()
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.changed:
		case <-time.After(wait):
			if wait == maxWait {
				continue
			}
		}
		if err := k.reload(); err != nil {
			k.Log.Error("library: cannot be read; the last state stays", "error", err)
			wait = retryPages
			continue
		}
		wait = k.untilNextChange()
	}
}

// untilNextChange is how long the library stays what it is if no file changes.
func (k *keeper) untilNextChange() time.Duration {
	next := k.library.Load().NextChange(time.Now())
	if next.IsZero() {
		return maxWait
	}
	return min(max(time.Until(next), time.Millisecond), maxWait)
}

// reload reads the folder again and shows what is in it now.
func (k *keeper) reload() error {
	lib, err := k.reopen()
	if err != nil {
		return err
	}
	// A watch begins with a look at the folder, which mostly finds it as it was.
	first := !k.watched
	k.watched = true
	if first && sameTexts(lib, k.library.Load()) {
		return nil
	}
	if err := k.site.Update(lib); err != nil {
		return err
	}
	k.library.Store(lib)
	if !k.Index.Ready() {
		k.site.Announce() // the first indexing may take long
	}
	signal(k.newer)
	return nil
}

// sameTexts reports that two readings of a library have the same texts.
func sameTexts(a, b *content.Library) bool {
	return slices.EqualFunc(a.Documents(), b.Documents(), func(x, y *content.Document) bool {
		return x.ID == y.ID && x.File == y.File && x.Hash == y.Hash
	}) && slices.Equal(a.Assets(), b.Assets())
}

// reopen reads the library again, from another folder if one has taken the
// place of the one that was opened. A folder that is gone is an error: an
// empty site in place of a full one would be of no use to anybody.
func (k *keeper) reopen() (*content.Library, error) {
	if k.root == nil {
		return k.again(nil)
	}
	info, err := os.Stat(k.Folder)
	if err != nil {
		return nil, err
	}
	if os.SameFile(info, k.root) {
		return k.again(nil)
	}
	fsys, err := content.DirFS(k.Folder)
	if err != nil {
		return nil, err
	}
	lib, err := k.again(fsys)
	if err != nil {
		return nil, fmt.Errorf("another folder in its place: %w", err)
	}
	k.root = info
	return lib, nil
}

// again reads the library again, from another file system if fsys is not nil.
func (k *keeper) again(fsys fs.FS) (*content.Library, error) {
	switch {
	case k.View != nil:
		return k.View.reopen(k.library.Load(), fsys)
	case fsys != nil:
		return content.Open(fsys)
	}
	return k.library.Load().Reopen()
}

// keepIndex indexes the library, and then each newer one. What fails is tried
// again, less and less often; searches are answered as before.
func (k *keeper) keepIndex(ctx context.Context) {
	failures := 0
	for first := true; ; first = false {
		if k.sync(ctx) {
			failures = 0
			signal(k.indexed)
		} else {
			failures++
		}
		if !first {
			k.site.Announce() // of what can be seen and found now
		}
		retry := time.NewTimer(backoff(failures))
		again := k.nextSync(ctx, retry, failures > 0)
		retry.Stop()
		if !again {
			return
		}
	}
}

// nextSync waits until the index has to be brought up to date, or ctx ends.
func (k *keeper) nextSync(ctx context.Context, retry *time.Timer, failed bool) bool {
	check := time.NewTicker(checkDamage)
	defer check.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-k.newer:
			return true
		case <-retry.C:
			if failed {
				return true
			}
		case <-check.C:
			if !failed && k.Index.Damaged() {
				return true
			}
		}
	}
}

// backoff is how long to wait after a number of failures in a row.
func backoff(failures int) time.Duration {
	return min(retryIndex<<min(max(failures-1, 0), 10), maxRetryIndex)
}

// keepRelated shows related documents by what the texts are about, which the
// index knows, and prepares the index for what its readers will ask first.
// Nobody waits for it: it begins when nothing has changed for a moment.
func (k *keeper) keepRelated(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.indexed:
		}
		for calm := false; !calm; {
			select {
			case <-ctx.Done():
				return
			case <-k.indexed:
			case <-time.After(calmBeforeRelating):
				calm = true
			}
		}
		k.Index.Warm()
		relations, err := k.Index.Relations(ctx)
		switch {
		case err == nil:
			k.site.Relate(relations)
		case ctx.Err() == nil:
			k.Log.Debug("related documents: not read", "reason", err) // the library has changed: it will be asked for again
		}
	}
}

// sync brings the index up to date, and reports whether it is.
func (k *keeper) sync(ctx context.Context) bool {
	first := !k.Index.Ready()
	var progress index.Progress
	if first {
		progress = k.Progress
	}
	changes, err := k.Index.Sync(ctx, k.library.Load(), progress)
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			k.Log.Error("index: not up to date", "error", err)
		}
		return false
	}
	if changes.Rebuilt {
		debug.FreeOSMemory() // indexing takes several times what serving does
	}
	if first && k.Ready != nil {
		k.Ready(changes)
	} else if changes != (index.Changes{}) {
		k.Log.Info("index: up to date", "indexed", changes.Indexed, "removed", changes.Removed)
	}
	return true
}
