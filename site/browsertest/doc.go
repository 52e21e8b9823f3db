// Package browsertest holds the tests that read the site in a real browser.
//
// Everything is real: the embedded sample library, its index, a listener on the
// loopback interface, Chromium. What a page of HTML cannot show is proven here:
// that scripts do what they say, that the content security policy lets the
// site's own parts through and nothing else, that pages keep within a phone's
// width, ask no other host for anything, and weigh little.
//
// One Chromium serves all tests of a run; a test works in a tab with its own
// cookies and cache. Full-page screenshots of each template are written to the
// folder that $ARTIFACTS names, as template-width-mode.png, for people to look at.
//
// Without Chromium the tests fail: `make parts` installs it.
package browsertest
