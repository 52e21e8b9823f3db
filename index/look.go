package index

import (
	"slices"

	"yanxi/content"
)

const (
	enoughText   = 64 << 10 // bytes of a document's text that are looked through if the query stands in them
	maxScanned   = 1 << 20  // and if it does not
	closeWidth   = 120      // bytes in which words stand together: about a sentence
	sourceWeight = 0.5      // of a case's list of sources, whose titles repeat its words
	headingBonus = 0.5      // of what a heading says of the query, which counts as text besides
)

// A look is what the text of a document shows of a query.
type look struct {
	sections []storedSection
	spans    [][]span // by section
	best     int      // the section that holds the query best, -1 for none
	closest  float64  // weight of the heaviest stretch of [closeWidth]
}

// look reads the text of a document. It is kept for the length of a search, as
// the second stage and the snippets look at the same few. m may be nil.
func (s *session) look(doc int32, m *marker) (*look, error) {
	if known := s.looks[doc]; known != nil {
		return known, nil
	}
	sections, err := s.sections(s.table.docs[doc].ID)
	if err != nil {
		return nil, err
	}
	l := &look{sections: sections, best: -1}
	if m != nil {
		l.find(m)
	}
	if s.looks == nil {
		s.looks = map[int32]*look{}
	}
	s.looks[doc] = l
	return l, nil
}

func (l *look) find(m *marker) {
	scanned := 0
	most := 0.0
	for i := range l.sections {
		section := &l.sections[i]
		if scanned > maxScanned || scanned > enoughText && l.best >= 0 {
			break
		}
		scanned += len(section.Text)
		spans, inHeading := m.findIn(section), m.find(section.Heading)
		l.spans = append(l.spans, spans)
		weight := m.weigh(slices.Concat(spans, inHeading)) + headingBonus*m.weigh(inHeading)
		closest := m.closest(spans, closeWidth, nil).weight
		if section.Anchor == content.AnchorSources {
			weight, closest = sourceWeight*weight, sourceWeight*closest
		}
		if weight > most {
			l.best, most = i, weight
		}
		l.closest = max(l.closest, closest)
	}
}
