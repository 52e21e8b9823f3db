package site

import (
	"cmp"
	"math"
	"slices"

	"yanxi/content"
	"yanxi/site/ui"
)

// study is a course or path as a reader goes through it. weighed is how many
// texts the page has read already to tell how long they take.
func (e *Edition) study(course *content.Document, weighed int) ui.Study {
	s := ui.Study{Link: ui.Link{Text: course.Title, URL: DocumentURL(course.ID)}, ID: course.ID, Summary: course.Summary, Path: isPath(course)}
	for i, d := range e.lib.Material(course) {
		item := ui.Step{ID: d.ID, Link: ui.Link{Text: d.Title, URL: DocumentURL(d.ID)}, Minutes: e.minutesWithin(d, weighed+i)}
		s.Minutes += item.Minutes
		s.Steps = append(s.Steps, item)
	}
	s.Length = e.length(len(s.Steps), s.Minutes)
	return s
}

// length says how much there is to read.
func (e *Edition) length(documents, minutes int) string {
	return e.ui.T("study.length", documents, e.duration(minutes))
}

// duration puts minutes in words; from an hour on to five minutes, since nobody
// reads by the clock.
func (e *Edition) duration(minutes int) string {
	if minutes < 60 {
		return e.ui.T("study.minutes", minutes)
	}
	minutes = (minutes + 2) / 5 * 5
	if minutes%60 == 0 {
		return e.ui.T("study.hours", minutes/60)
	}
	return e.ui.T("study.hours-minutes", minutes/60, minutes%60)
}

func isPath(d *content.Document) bool { return d.Course != nil && d.Course.Path }

// paths lists the library's paths, by weight, those without one last.
func paths(lib *content.Library) []*content.Document {
	docs := slices.DeleteFunc(slices.Clone(lib.ByKind(content.KindCourse)), func(d *content.Document) bool {
		return !isPath(d) || len(lib.Material(d)) == 0
	})
	slices.SortStableFunc(docs, func(a, b *content.Document) int {
		return cmp.Or(cmp.Compare(weightOf(a), weightOf(b)), cmp.Compare(a.ID, b.ID))
	})
	return docs
}

func weightOf(d *content.Document) int {
	if d.Weight == 0 {
		return math.MaxInt
	}
	return d.Weight
}

// A routeStep is a document's place in a path that is not its own course.
type routeStep struct {
	path *content.Document
	unit string            // title; may be empty
	next *content.Document // nil at the end
}

// newRoutes finds for each document the paths that lead through it from
// elsewhere. Its own course has links to the text before and after anyway.
func newRoutes(lib *content.Library) map[string][]routeStep {
	out := map[string][]routeStep{}
	for _, path := range paths(lib) {
		unit := map[string]string{}
		for _, u := range slices.Backward(path.Course.Units) { // the first of several counts
			for _, id := range u.Documents {
				unit[id] = u.Title
			}
		}
		material := lib.Material(path)
		for i, d := range material {
			if d.CourseID == path.ID {
				continue
			}
			step := routeStep{path: path, unit: unit[d.ID]}
			if i+1 < len(material) {
				step.next = material[i+1]
			}
			out[d.ID] = append(out[d.ID], step)
		}
	}
	return out
}

// mostRoutes bounds the paths that a page names.
const mostRoutes = 4

// routesOf says how the paths go on that lead through a document.
func (e *Edition) routesOf(d *content.Document) []ui.Route {
	var out []ui.Route
	for _, s := range first(e.routes()[d.ID], mostRoutes) {
		r := ui.Route{Path: ui.Link{Text: s.path.Title, URL: DocumentURL(s.path.ID)}, Unit: s.unit}
		if s.next != nil {
			r.Next = &ui.Link{Text: s.next.Title, URL: DocumentURL(s.next.ID)}
		}
		out = append(out, r)
	}
	return out
}

// mostSteps is how much material the page of progress lists before it ends with a course.
const mostSteps = 3000

// progressPage shows what a reader has learnt, which only the browser knows.
func (e *Edition) progressPage() (*Page, error) {
	p := ui.ProgressPage{Layout: e.layout(e.ui.T("progress.title"), e.ui.T("progress.where"), pathProgress)}
	p.NoIndex = true
	p.Scripts = append(p.Scripts, "progress-page.js")
	weighed := 0
	for _, course := range e.coursesToStudy() {
		if weighed > mostSteps {
			break
		}
		s := e.study(course, weighed)
		weighed += len(s.Steps)
		p.Studies = append(p.Studies, s)
	}
	return e.render("progress", p)
}

// coursesToStudy lists paths, then courses with material, newest first.
func (e *Edition) coursesToStudy() []*content.Document {
	docs := paths(e.lib)
	for _, d := range sortedNewest(e.lib.ByKind(content.KindCourse)) {
		if !isPath(d) && len(e.lib.Material(d)) > 0 {
			docs = append(docs, d)
		}
	}
	return docs
}
