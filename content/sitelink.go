package content

import "strings"

// The addresses of the site that a text may lead to, each with something after it:
// [两个平台](/search?q=微博+微信), [两个案例](/compare?id=cases/a&id=cases/b).
const (
	searchAddress  = "/search?q="
	compareAddress = "/compare"
)

// onSite reports whether a destination is an address of the site itself. A
// comparison needs two cases or more that are there.
func (l *Library) onSite(dest string) bool {
	if strings.HasPrefix(dest, searchAddress) {
		return true
	}
	address, query, _ := strings.Cut(dest, "?")
	if address != compareAddress && address != compareAddress+"/" {
		return false
	}
	cases := 0
	for _, parameter := range strings.Split(query, "&") {
		id, ok := strings.CutPrefix(parameter, "id=")
		if d := l.byID[id]; !ok || d == nil || d.Kind != KindCase {
			return false
		}
		cases++
	}
	return cases > 1
}
