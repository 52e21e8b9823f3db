package desk

import (
	"net/http"
	"slices"

	"yanxi/site/account"
	"yanxi/site/ui"
)

// Path is where the desk is.
const Path = "/desk/"

// reviewPath is where texts are decided about.
const reviewPath = "/desk/review/"

// classPath is the page of the class; it needs accounts, and no folder to write in.
const classPath = Path + "class/"

// A route is a pattern of [http.ServeMux] with the least role that may use it.
type route struct {
	pattern string
	role    account.Role
	answer  func(d *desk, w http.ResponseWriter, r *http.Request, me account.Person) error
}

// routes are all pages of the desk.
func routes() []route { return slices.Concat(writing(), reviewing(), teaching()) }

// A Route is one of the desk's, as the site's table of routes has them.
type Route struct {
	Pattern string
	Role    account.Role
}

// Routes lists what the desk answers, and the least role that may use each.
func Routes() []Route {
	var out []Route
	for _, r := range routes() {
		out = append(out, Route{r.pattern, r.role})
	}
	return out
}

// writing are the routes of those who write.
func writing() []route {
	return []route{
		{"GET /desk/{$}", account.Trainer, (*desk).home},
		{"GET /desk/new", account.Trainer, (*desk).choose},
		{"POST /desk/new", account.Trainer, (*desk).start},
		{"GET /desk/edit", account.Trainer, (*desk).begin},
		{"POST /desk/edit", account.Trainer, (*desk).change},
		{"GET /desk/edit/{draft}/{$}", account.Trainer, (*desk).edit},
		{"POST /desk/edit/{draft}/{$}", account.Trainer, (*desk).save},
		{"GET /desk/edit/{draft}/preview", account.Trainer, (*desk).preview},
		{"POST /desk/edit/{draft}/preview", account.Trainer, (*desk).preview},
		{"POST /desk/edit/{draft}/check", account.Trainer, (*desk).checking},
		{"GET /desk/edit/{draft}/submit", account.Trainer, (*desk).submitting},
		{"POST /desk/edit/{draft}/submit", account.Trainer, (*desk).submit},
		{"GET /desk/edit/{draft}/submitted", account.Trainer, (*desk).submitted},
		{"GET /desk/import", account.Trainer, (*desk).upload},
		{"POST /desk/import", account.Trainer, (*desk).bring},
		{"POST /desk/edit/{draft}/conflict", account.Trainer, (*desk).settle},
		{"GET /desk/edit/{draft}/delete", account.Trainer, (*desk).remove},
		{"POST /desk/edit/{draft}/delete", account.Trainer, (*desk).remove},
		{"POST /desk/edit/{draft}/pictures", account.Trainer, (*desk).addPicture},
		{"GET /desk/edit/{draft}/pictures/{name...}", account.Trainer, (*desk).picture},
		{"GET /desk/edit/{draft}/history", account.Trainer, (*desk).history},
		{"POST /desk/edit/{draft}/history", account.Trainer, (*desk).restore},
	}
}

// reviewing are the routes of those who decide about texts. Which role may sign what is the library's to say, so that
// whoever may write may look.
func reviewing() []route {
	return []route{
		{"GET /desk/review/{$}", account.Trainer, (*desk).queue},
		{"GET /desk/review/{id...}", account.Trainer, (*desk).judge},
		{"POST /desk/review/{id...}", account.Trainer, (*desk).decide},
		{"GET /desk/review-page/{id...}", account.Trainer, (*desk).asPage},
		{"GET /desk/manual/{name...}", account.Trainer, (*desk).manual},
		{"GET /desk/file/{path...}", account.Trainer, (*desk).file},
	}
}

// teaching are the routes of those who look after a class.
func teaching() []route {
	return []route{
		{"GET " + classPath + "{$}", account.Trainer, (*desk).class},
		{"GET " + classPath + "people.csv", account.Trainer, (*desk).classPeople},
		{"GET " + classPath + "answers.csv", account.Trainer, (*desk).classAnswers},
	}
}

// tabs lead to the parts of the desk that a person may use.
func (d *desk) tabs(me account.Person, current string) []ui.NavLink {
	var out []ui.NavLink
	for _, tab := range tabs {
		if me.Role.Includes(tab.role) && (tab.path != classPath || d.Class != nil) {
			out = append(out, ui.NavLink{Link: ui.Link{Text: d.Words().T(tab.key), URL: tab.path}, Current: tab.path == current})
		}
	}
	return out
}

// tabs are the parts of the desk, in the order in which they are shown.
var tabs = []struct {
	path, key string
	role      account.Role
}{
	{Path, "desk.tab.mine", account.Trainer},
	{reviewPath, "desk.tab.review", account.Trainer},
	{classPath, "desk.tab.class", account.Trainer},
	{manualPath, "desk.tab.manual", account.Trainer},
}
