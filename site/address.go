package site

import (
	"net/url"
	"strconv"
	"strings"

	"yanxi/content"
	"yanxi/index"
	"yanxi/site/desk"
)

// The site's own routes. They win over a folder of the library of the same
// name; [ReservedNames] lets the library report it.
const (
	pathHome       = "/"
	pathSearch     = "/search"
	pathSearchFeed = "/search.atom"
	pathAbout      = "/about/"
	pathDesign     = "/about/design/"
	pathCompare    = "/compare/"
	pathQR         = "/qr/"
	pathAsk        = "/ask"
	pathPrivacy    = "/privacy/"
	pathProgress   = "/progress/"
	pathFeed       = "/feed.atom"
	pathSitemap    = "/sitemap.xml"
	pathRobots     = "/robots.txt"
	pathOpenSearch = "/opensearch.xml"
	pathAPI        = "/api/"
	pathAPIDocs    = "/api/docs"
	pathEvents     = "/_/events"
	pathSuggest    = "/api/v1/suggest"
	pathQuiz       = "/quiz"
	pathDaily      = "/daily/"
	pathQuizzes    = "/quizzes/"
	pathReports    = "/reports/"
	pathRole       = "/role/"
	pathReportFeed = "/reports.atom"
	pathDesk       = desk.Path
	pathAccount    = "/account/"
	pathSignIn     = "/account/sign-in"
	pathPeople     = "/people/"
)

// ReservedNames are the first path segments that belong to the site.
func ReservedNames() []string {
	return []string{
		"about", "account", "api", "ask", "compare", "daily", "desk", "feed", "feed.atom", "healthz", "kind", "opensearch.xml", "people", "person",
		"privacy", "progress", "qr", "quiz", "quizzes", "readyz", "reports", "reports.atom", "robots.txt", "role", "search", "search.atom", "sitemap.xml", "tag", "term",
	}
}

// SearchPaths are the addresses that search: of the page and of the API.
func SearchPaths() []string { return []string{pathSearch, "/api/v1/search"} }

// DocumentURL is the path of a document's page, percent-encoded.
func DocumentURL(id string) string {
	if id == "index" {
		return pathHome
	}
	return "/" + escapePath(id) + "/"
}

// escapePath encodes each segment of a slash-separated path.
func escapePath(p string) string {
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// facetRoutes are the facets that have list pages, by their route's first segment.
var facetRoutes = map[string]string{index.FacetKind: "kind", index.FacetTag: "tag", index.FacetPerson: "person"}

// facetURL is the address of the list of documents with a term.
func facetURL(facet, term string) string {
	if route, ok := facetRoutes[facet]; ok {
		return "/" + route + "/" + escapePath(term) + "/"
	}
	return "/term/" + escapePath(facet) + "/" + escapePath(term) + "/"
}

// facetIndexURL is the address of the list of a facet's terms.
func facetIndexURL(facet string) string {
	if route, ok := facetRoutes[facet]; ok {
		return "/" + route + "/"
	}
	return "/term/" + escapePath(facet) + "/"
}

func feedURL(facet, term string) string {
	return "/feed/" + escapePath(facet) + "/" + escapePath(term) + ".atom"
}

// pageURL is the address of a page of a long list; the first has none of its own.
func pageURL(list string, page int) string {
	if page <= 1 {
		return list
	}
	return list + "page-" + strconv.Itoa(page) + "/"
}

// cutPage splits a list's path into that of its first page and the page's number.
func cutPage(path string) (list string, page int) {
	trimmed := strings.TrimSuffix(path, "/")
	i := strings.LastIndexByte(trimmed, '/')
	digits, ok := strings.CutPrefix(trimmed[i+1:], "page-")
	if !ok {
		return path, 1
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 2 || strconv.Itoa(n) != digits {
		return path, 1
	}
	return trimmed[:i+1], n
}

func courseOf(d *content.Document) string {
	if d.Kind == content.KindCourse {
		return ""
	}
	return d.CourseID
}
