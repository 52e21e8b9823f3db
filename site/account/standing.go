package account

// A Reach is how far somebody is with the texts of a course.
type Reach struct {
	Texts int    // of the course that are read
	Last  string // the day on which the last was; empty: none is
	All   bool   // nothing is left; never of a course without texts
}

// A Standing is how far a class is with the texts of a course. It names nobody.
type Standing struct {
	Texts    int // of the course
	Began    int // people who have read any of them
	Finished int // people who have read all of them
	Furthest int // the most texts that one person has read
}

// Reach is how far somebody is with texts, whose ids are given, each once. A course is finished by who has read all its
// texts: pages and reports have it from here.
func (c *Class) Reach(name string, texts []string) Reach {
	var r Reach
	for _, id := range texts {
		if day := c.Read[name][id]; day != "" {
			r.Texts++
			r.Last = max(r.Last, day)
		}
	}
	r.All = len(texts) > 0 && r.Texts == len(texts)
	return r
}

// Standing is how far the class is with texts, whose ids are given, each once.
func (c *Class) Standing(texts []string) Standing {
	s := Standing{Texts: len(texts)}
	for _, p := range c.People {
		r := c.Reach(p.Name, texts)
		if r.Texts > 0 {
			s.Began++
		}
		if r.All {
			s.Finished++
		}
		s.Furthest = max(s.Furthest, r.Texts)
	}
	return s
}
