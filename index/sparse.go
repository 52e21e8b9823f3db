package index

// A sparse vector over the engine's numbers.
type sparse struct {
	values []float32
	docs   []uint32 // where values is not zero
}

func newSparse(n int) *sparse { return &sparse{values: make([]float32, n)} }

func (s *sparse) add(doc uint32, value float32) {
	if s.values[doc] == 0 {
		s.docs = append(s.docs, doc)
	}
	s.values[doc] += value
}

// take returns what was added and begins anew.
func (s *sparse) take() list {
	out := list{docs: make([]uint32, len(s.docs)), freqs: make([]float32, len(s.docs))}
	copy(out.docs, s.docs)
	for i, doc := range s.docs {
		out.freqs[i] = s.values[doc]
		s.values[doc] = 0
	}
	s.docs = s.docs[:0]
	return out
}

// intersect lists the documents of both lists with the smaller frequency. s is empty before and after.
func (s *sparse) intersect(a, b list) list {
	if len(a.docs) > len(b.docs) {
		a, b = b, a
	}
	for i, doc := range a.docs {
		s.values[doc] = a.freqs[i]
	}
	var out list
	for i, doc := range b.docs {
		if v := s.values[doc]; v != 0 {
			out.add(doc, min(v, b.freqs[i]))
		}
	}
	for _, doc := range a.docs {
		s.values[doc] = 0
	}
	return out
}
