package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
)

const baseURLUsage = "public `URL` of the site, for feeds, the sitemap and previews"

// listen opens the port to serve on.
func listen(addr string) (net.Listener, error) { return listenAs("--addr", addr) }

// listenAs opens the port that a flag names.
func listenAs(flag, addr string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil {
		return nil, withHint(fmt.Errorf("%q is no address to listen on", addr), "Write %s as host:port, for example %s.", flag, defaultAddr)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, withHint(fmt.Errorf("cannot listen on %s: %w", addr, cause(err)),
			"Is a server running there already? Another port can be chosen with %[1]s, any free one with %[1]s 127.0.0.1:0.", flag)
	}
	return listener, nil
}

// cause is what the system says, without the names of its calls.
func cause(err error) error {
	if call, ok := errors.AsType[*os.SyscallError](err); ok {
		return call.Err
	}
	if path, ok := errors.AsType[*os.PathError](err); ok {
		return path.Err
	}
	return err
}

// localURL is where this machine finds a server: a server on all addresses is
// on the loopback too.
func localURL(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return "http://" + addr.String()
	}
	return fmt.Sprintf("http://127.0.0.1:%d", tcp.Port)
}

// networkURLs are where other machines find a server on all addresses.
func networkURLs(addr net.Addr) []string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return nil
	}
	addrs, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var urls []string
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() && n.IP.To4() != nil {
			urls = append(urls, fmt.Sprintf("http://%s:%d", n.IP, tcp.Port))
		}
	}
	return urls
}

// isLoopback reports that only this machine reaches the server: its author.
func isLoopback(addr net.Addr) bool {
	tcp, ok := addr.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

// parseURL checks the address of a site that a flag gives and cuts its
// trailing slash. None is given by an empty one.
func parseURL(flag, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", withHint(fmt.Errorf("%s cannot be %q", flag, s), "Write the whole address, for example https://example.org or https://example.org/yanxi.")
	}
	return strings.TrimRight(s, "/"), nil
}

// parseOrigin checks an origin: scheme and host. A path after them is dropped,
// as browsers do.
func parseOrigin(s string) (string, error) {
	base, err := parseURL("--allow-origin", s)
	if err != nil || base == "" {
		return "", err
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	return u.Scheme + "://" + u.Host, nil
}
