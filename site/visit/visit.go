// Package visit tells who asks for a page: from which address, whether it is a reader at all, whether for the
// first time in a while, and how much of it is taken. It keeps nothing but what fits into a bounded memory, and knows no more
// of a visitor than a key that its caller makes.
package visit

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// Address is the address of whoever sent a request: that of the connection,
// or, where that is of a proxy (this machine or the same network), the one that
// the proxy names last. It is only ever hashed, see [stats.Recorder.Visitor].
func Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	peer, err := netip.ParseAddr(host)
	if err != nil || !isLocal(peer) {
		return host
	}
	if named, ok := forwarded(r.Header.Values("X-Forwarded-For")); ok {
		return named.String()
	}
	return host
}

// maxForwarded bounds the proxies in a row that are read.
const maxForwarded = 20

// forwarded is the last public address of a list that proxies have added to: what
// stands before it, its sender may have made up. On a network without public
// addresses it is the last of all.
func forwarded(headers []string) (last netip.Addr, ok bool) {
	rest := strings.Join(headers, ",")
	for range maxForwarded {
		i := strings.LastIndexByte(rest, ',')
		if a, is := parseForwarded(rest[i+1:]); is && !isLocal(a) {
			return a, true
		} else if is && !ok {
			last, ok = a, true
		}
		if i < 0 {
			break
		}
		rest = rest[:i]
	}
	return last, ok
}

// parseForwarded reads an address, with a port or without.
func parseForwarded(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if a, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
		return a.Unmap().WithZone(""), true
	}
	ap, err := netip.ParseAddrPort(s)
	return ap.Addr().Unmap().WithZone(""), err == nil
}

// isLocal reports whether an address is of this machine or a private network.
func isLocal(a netip.Addr) bool {
	a = a.Unmap()
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast()
}

// Reader reports whether there is somebody who reads, as far as a request tells: no robot, no prefetching, and not for
// the head alone.
func Reader(r *http.Request) bool {
	return r.Method != http.MethodHead && !isBot(r.UserAgent()) && !isPrefetch(r.Header)
}

// botWords are in the names of programs that read without a reader, in lower case.
// They name themselves; the others are nobody's to find.
var botWords = []string{
	"bot", "spider", "crawl", "slurp", "headless", "lighthouse", "monitor", "preview", "scrape", "fetcher", "archiver",
	"facebookexternalhit", "python-", "curl/", "wget/", "go-http-client", "java/", "okhttp", "libwww", "httpclient", "scrapy",
	"feedparser", "phantomjs", "baiduboxapp-render", "yisou", "validator", "pingdom", "uptime",
}

// isBot reports whether a program says by its name that nobody reads. One without a
// name is no browser.
func isBot(agent string) bool {
	if agent == "" {
		return true
	}
	agent = strings.ToLower(agent)
	for _, word := range botWords {
		if strings.Contains(agent, word) {
			return true
		}
	}
	return false
}

// isPrefetch reports whether a browser asks for what its reader may never see.
func isPrefetch(h http.Header) bool {
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		value := strings.ToLower(h.Get(name))
		if strings.Contains(value, "prefetch") || strings.Contains(value, "prerender") || strings.Contains(value, "preview") {
			return true
		}
	}
	return false
}
