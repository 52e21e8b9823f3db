package store

import (
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
)

// asyncErrors names the callback by which the engine tells of errors in the
// background. It tries what failed again and again without a pause, on a full
// disk for instance, so a store that fails once is given up.
const asyncErrors = "yanxi"

// troubles holds the trouble of each open store by its folder.
var troubles sync.Map // string -> *trouble

func init() {
	scorch.RegistryAsyncErrorCallbacks[asyncErrors] = func(err error, dir string) {
		if t, ok := troubles.Load(dir); ok {
			t.(*trouble).set(err)
		}
	}
}

// trouble holds the first error of writing a store.
type trouble struct {
	dir string
	mu  sync.Mutex
	err error
}

func watch(dir string) *trouble {
	t := &trouble{dir: dir}
	troubles.Store(dir, t)
	return t
}

func (t *trouble) forget() { troubles.CompareAndDelete(t.dir, t) }

func (t *trouble) set(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.err == nil {
		t.err = err
	}
}

func (t *trouble) get() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err
}
