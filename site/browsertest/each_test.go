package browsertest

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// lanes is how many tabs look at the pages of a test at once: a tab and its
// browser wait for each other half of the time.
const lanes = 2

// each looks at every page of a site in a subtest of its own. To open a tab
// costs as much as to load four pages in one, so the pages share a few, which
// are prepared once; a page finds its tab as if nothing had been there before.
func each(t *testing.T, root string, pages []template, prepare func(*tab), look func(*tab, template)) {
	t.Helper()
	free := make(chan *tab, lanes)
	for range lanes {
		b := newTab(t)
		prepare(b)
		free <- b
	}
	for _, p := range pages {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			b := <-free
			defer func() { free <- b }()
			b.renew(t, root)
			look(b, p)
		})
	}
}

// renew hands the tab to another test: what pages of a site kept in it and what
// it noted is gone, its cache is empty, and its patience is whole again.
func (b *tab) renew(t testing.TB, root string) {
	t.Helper()
	b.TB = t
	b.bound(t)
	b.open("about:blank")
	_, err := chromedp.Call(b.ctx, network.ClearBrowserCache, cdp.Empty{})
	if err == nil {
		_, err = chromedp.Call(b.ctx, storage.ClearDataForOrigin, storage.ClearDataForOriginParams{Origin: root, StorageTypes: "all"})
	}
	if err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.requests, b.order, b.problems = map[network.RequestID]*request{}, nil, nil
}

// bound gives the tab its time for one test.
func (b *tab) bound(t testing.TB) {
	var cancel context.CancelFunc
	b.ctx, cancel = context.WithTimeout(b.life, patience)
	t.Cleanup(cancel)
}
