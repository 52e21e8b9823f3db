package visit

import (
	"net/http"
	"testing"
)

func TestAddress(t *testing.T) {
	for _, test := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"a reader", "203.0.113.7:4000", nil, "203.0.113.7"},
		{"a reader of IPv6", "[2001:db8::7]:4000", nil, "2001:db8::7"},
		{"a reader who makes one up", "203.0.113.7:4000", []string{"198.51.100.1"}, "203.0.113.7"},
		{"behind a proxy", "127.0.0.1:4000", []string{"203.0.113.7"}, "203.0.113.7"},
		{"behind a proxy, one made up", "127.0.0.1:4000", []string{"198.51.100.1, 203.0.113.7"}, "203.0.113.7"},
		{"behind two proxies", "10.0.0.2:4000", []string{"203.0.113.7, 10.0.0.3"}, "203.0.113.7"},
		{"in two headers", "10.0.0.2:4000", []string{"198.51.100.1", "203.0.113.7"}, "203.0.113.7"},
		{"with a port", "[::1]:4000", []string{"203.0.113.7:5000"}, "203.0.113.7"},
		{"IPv6 with a port", "[::1]:4000", []string{"[2001:db8::7]:5000"}, "2001:db8::7"},
		{"IPv6 in brackets", "[::1]:4000", []string{"[2001:db8::7]"}, "2001:db8::7"},
		{"IPv4 in IPv6", "[::ffff:127.0.0.1]:4000", []string{"::ffff:203.0.113.7"}, "203.0.113.7"},
		{"a network of its own", "192.168.0.1:4000", []string{"10.1.2.3"}, "10.1.2.3"},
		{"a network of its own, one made up", "192.168.0.1:4000", []string{"10.9.9.9, 10.1.2.3"}, "10.1.2.3"},
		{"no proxy", "10.1.2.3:4000", nil, "10.1.2.3"},
		{"nonsense", "127.0.0.1:4000", []string{"unknown, , <b>"}, "127.0.0.1"},
		{"nonsense last", "127.0.0.1:4000", []string{"203.0.113.7, unknown"}, "203.0.113.7"},
		{"no port", "203.0.113.7", nil, "203.0.113.7"},
	} {
		r := &http.Request{RemoteAddr: test.remote, Header: http.Header{"X-Forwarded-For": test.forwarded}}
		if got := Address(r); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestIsBot(t *testing.T) {
	for _, agent := range []string{
		"",
		"Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
		"Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
		"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
		"curl/8.5.0", "Wget/1.21", "python-requests/2.31", "Go-http-client/1.1",
		"facebookexternalhit/1.1", "UptimeRobot/2.0",
	} {
		if !isBot(agent) {
			t.Errorf("%q is taken for a reader", agent)
		}
	}
	for _, agent := range []string{
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0",
		"Mozilla/5.0 (Linux; Android 13; HarmonyOS) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.44(0x28002c51) WeChat/arm64 Language/zh_CN",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
		"Mozilla/5.0 (X11; Linux loongarch64) Gecko/20100101 Firefox/115.0",
		"Mozilla/5.0 (Linux; U; Android 12; zh-cn) AppleWebKit/537.36 Chrome/100 MQQBrowser/14 Mobile Safari/537.36 baiduboxapp/13.3",
	} {
		if isBot(agent) {
			t.Errorf("%q is taken for a program", agent)
		}
	}
}

func TestIsPrefetch(t *testing.T) {
	for _, test := range []struct {
		name, value string
		want        bool
	}{
		{"Sec-Purpose", "prefetch", true},
		{"Sec-Purpose", "prefetch;prerender", true},
		{"Purpose", "prefetch", true},
		{"X-Moz", "prefetch", true},
		{"X-Purpose", "preview", true},
		{"Sec-Fetch-Dest", "document", false},
		{"Purpose", "", false},
	} {
		if got := isPrefetch(http.Header{test.name: {test.value}}); got != test.want {
			t.Errorf("%s: %s = %v", test.name, test.value, got)
		}
	}
}
