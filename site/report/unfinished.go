package report

import (
	"cmp"
	"context"
	"slices"
	"time"

	"yanxi/content"
	"yanxi/site/account"
	"yanxi/site/stats"
)

// Unfinished says which courses nobody finished, of the readers with an account. It names no person.
type Unfinished struct {
	Readers int  // with an account; 0: nothing is said of courses
	TooSoon bool // no account is as old as [Sleeping.Days], so that nothing can be said yet
	Unused  bool // nobody has read anything while signed in
	Courses []Course
}

// A Course is one that nobody finished: no person has read all its texts. Texts and courses that are younger than
// [Sleeping.Days] are left aside, so that a course which somebody finished is none of these
// because a text was added to it last week.
type Course struct {
	*content.Document
	account.Standing
}

// unfinished are the courses that nobody finished, those that most began first.
func (s *Source) unfinished(ctx context.Context, days int) (Unfinished, error) {
	var out Unfinished
	if s.Class == nil {
		return out, nil
	}
	class, err := s.Class(ctx)
	if err != nil {
		return out, err
	}
	out.Readers = len(class.People)
	out.TooSoon = !slices.ContainsFunc(class.People, func(p account.Account) bool {
		return stats.DayOf(s.Now)-stats.DayOf(p.Created.In(s.Now.Location())) >= int64(days)
	})
	out.Unused = len(class.Read) == 0
	if out.Readers == 0 || out.TooSoon || out.Unused {
		return out, nil
	}
	for _, c := range s.Library.ByKind(content.KindCourse) {
		standing := class.Standing(s.settled(c, int64(days)))
		if standing.Texts > 0 && standing.Finished == 0 {
			out.Courses = append(out.Courses, Course{c, standing})
		}
	}
	slices.SortFunc(out.Courses, func(a, b Course) int {
		return cmp.Or(cmp.Compare(b.Began, a.Began), cmp.Compare(b.Furthest, a.Furthest), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// settled are the ids of a course's texts that have been there for some days, as far as their dates tell. A
// course without a date, and a text without one, has always been there.
func (s *Source) settled(course *content.Document, days int64) []string {
	young := func(day time.Time) bool {
		return !day.IsZero() && stats.DayOf(s.Now)-stats.DayOf(day) < days
	}
	if young(course.Date) || young(course.Course.Start) {
		return nil
	}
	var out []string
	for _, d := range s.Library.Material(course) {
		if !young(d.Date) {
			out = append(out, d.ID)
		}
	}
	return out
}
