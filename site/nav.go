package site

import (
	"strings"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/account"
	"yanxi/site/ui"
)

// navigation lists the site's main sections that have anything in them. path
// is that of the page, as [ui.Layout] has it.
func (e *Edition) navigation(path string) []ui.NavLink {
	var out []ui.NavLink
	add := func(key, address string) {
		link := ui.Link{Text: e.ui.T(key), URL: address}
		out = append(out, ui.NavLink{Link: link, Current: strings.HasPrefix(path, address)})
	}
	for _, section := range []struct {
		key  string
		kind content.Kind
	}{
		{"nav.courses", content.KindCourse},
		{"nav.cases", content.KindCase},
		{"nav.notes", content.KindNote},
	} {
		if len(e.facets().terms[index.FacetKind][string(section.kind)]) > 0 {
			add(section.key, facetURL(index.FacetKind, string(section.kind)))
		}
	}
	if len(e.facets().terms[index.FacetTag]) > 0 {
		add("nav.tags", facetIndexURL(index.FacetTag))
	}
	add("nav.about", pathAbout)
	return out
}

// work is what those who write and review are led to.
func (e *Edition) work() []ui.WorkLink {
	if e.options.Writing == nil || e.options.Static {
		return nil
	}
	return []ui.WorkLink{
		{Link: ui.Link{Text: e.ui.T("nav.write"), URL: pathDesk}, Roles: string(account.Trainer)},
		{Link: ui.Link{Text: e.ui.T("desk.tab.review"), URL: pathDesk + "review/"}, Roles: string(account.Reviewer) + " " + string(account.Admin)},
	}
}

// foot lists what the end of each page leads to.
func (e *Edition) foot() []ui.Link {
	var links []ui.Link
	if e.hasQuizzes() {
		links = append(links, ui.Link{Text: e.ui.T("daily.title"), URL: pathDaily}, ui.Link{Text: e.ui.T("quizzes.title"), URL: pathQuizzes})
	}
	links = append(links, ui.Link{Text: e.ui.T("progress.title"), URL: pathProgress})
	if e.options.counts() {
		links = append(links, ui.Link{Text: e.ui.T("privacy.title"), URL: pathPrivacy})
	}
	if e.signsIn() {
		links = append(links, ui.Link{Text: e.ui.T("account.title"), URL: pathAccount})
	}
	if !e.options.Static {
		links = append(links, ui.Link{Text: e.ui.T("foot.api"), URL: pathAPIDocs})
	}
	return links
}

// signsIn reports whether pages lead to where people sign in. The same for everybody: once there is an account, see [Site.renew].
func (e *Edition) signsIn() bool {
	return !e.options.Static && e.options.Accounts != nil && e.options.Accounts.Exist()
}
