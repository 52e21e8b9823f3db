package site

import (
	"yanxi/content"
	"yanxi/index"
	"yanxi/site/ui"
)

// item is a document as lists show it.
func (e *Edition) item(d *content.Document) ui.Item {
	it := ui.Item{
		ID:        d.ID,
		Title:     d.Title,
		URL:       DocumentURL(d.ID),
		Kind:      string(d.Kind),
		KindLabel: e.Label(index.FacetKind, string(d.Kind)),
		Date:      d.Date,
		Summary:   d.Summary,
	}
	if course := e.lib.Document(courseOf(d)); course != nil {
		it.Course = &ui.Link{Text: course.Title, URL: DocumentURL(course.ID)}
	}
	if d.Quiz {
		it.Questions = e.weigh(d).questions
	}
	it.Clock = e.Clock(d)
	for _, facet := range []string{index.FacetField, index.FacetPlatform} {
		it.Labels = append(it.Labels, e.termLinks(facet, d.Terms[facet])...)
	}
	return it
}

func (e *Edition) items(docs []*content.Document) []ui.Item {
	out := make([]ui.Item, len(docs))
	for i, d := range docs {
		out[i] = e.item(d)
	}
	return out
}
