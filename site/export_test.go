package site

import "yanxi/site/account"

// Anyone is the role of what nobody need be known for.
const Anyone = anyone

// A Gate is what an address needs.
type Gate struct {
	Method, Pattern string
	Role            account.Role
	Posts, Alone    bool
}

// Gates are those of the pages.
func (s *Site) Gates() []Gate {
	var out []Gate
	for _, r := range s.table() {
		out = append(out, Gate{"", r.pattern, r.role, r.posts, r.alone})
	}
	return out
}

// APIGates are those of the API.
func APIGates() []Gate {
	var out []Gate
	for _, g := range apiTable {
		out = append(out, Gate{g.method, g.pattern, g.role, false, false})
	}
	return out
}

// Unguarded is a table with a route that nobody gave a role.
func (s *Site) Unguarded() { s.newMux([]route{{pattern: "/new", answer: nil}}) }

// OwnPath is where a form may lead on.
func OwnPath(to string) string { return ownPath(to) }
