package site

import "yanxi/site/account"

// Anyone is the role of what nobody need be known for.
const Anyone = anyone

// An Access is what an address needs.
type Access struct {
	Method, Pattern string
	Role            account.Role
	Posts, Alone    bool
}

// PageAccess is what the pages need.
func (s *Site) PageAccess() []Access {
	var out []Access
	for _, r := range s.table() {
		out = append(out, Access{"", r.pattern, r.role, r.posts, r.alone})
	}
	return out
}

// APIAccess is what the operations of the API need.
func APIAccess() []Access {
	var out []Access
	for _, o := range apiTable {
		out = append(out, Access{o.method, o.path, o.role, false, false})
	}
	return out
}

// Unguarded is a table with a route that nobody gave a role.
func (s *Site) Unguarded() { s.newMux([]route{{pattern: "/new", answer: nil}}) }

// OwnPath is where a form may lead on.
func OwnPath(to string) string { return ownPath(to) }
