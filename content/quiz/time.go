package quiz

import "time"

// NextChange is the first moment after now at which the quiz has another
// [State], zero if there is none.
func (q *Quiz) NextChange(now time.Time) time.Time {
	for _, t := range []time.Time{q.Opens, q.Closes} {
		if t.After(now) {
			return t
		}
	}
	return time.Time{}
}

// Need is how many of total questions have to be right to pass.
func (q *Quiz) Need(total int) int {
	pass := q.Pass
	if pass < 1 || pass > 100 {
		pass = DefaultPass
	}
	return (total*pass + 99) / 100
}
