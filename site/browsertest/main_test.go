package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// browser is the context of the one Chromium that all tests share. Its first
// tab stays empty; each test opens its own, see [newTab].
var browser context.Context

// flags make Chromium a browser of the test alone: nothing on a screen, no
// traffic of its own, no host but this machine. Its folder is a fresh one, which
// goes when it ends.
var flags = append(chromedp.DefaultExecAllocatorOptions[:],
	chromedp.NoSandbox,
	chromedp.DisableGPU,
	chromedp.Flag("disable-component-update", true),
	chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	// Requests of a sandboxed frame are seen as the page's, not as another target's. Going
	// back loads a page anew, which can be waited for.
	chromedp.Flag("disable-features", "Translate,IsolateSandboxedIframes,BackForwardCache,SpareRendererForSitePerProcess"),
	// A page that glides to what is pressed has moved on when the press arrives.
	chromedp.Flag("force-prefers-reduced-motion", true),
	chromedp.Flag("hide-scrollbars", true),
	chromedp.Flag("lang", "zh-CN"),
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	var process *exec.Cmd
	options := slices.Concat(flags, []chromedp.ExecAllocatorOption{chromedp.ModifyCmdFunc(func(c *exec.Cmd) {
		process = c
		ownGroup(c)
	})})
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer func() {
		stop()
		endGroup(process)
	}()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			err = errors.New("chromium is needed: make parts")
		}
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	browser = ctx
	return m.Run()
}
