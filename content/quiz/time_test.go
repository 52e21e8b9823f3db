package quiz

import (
	"testing"
	"time"
)

func TestNextChange(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 12, 1, hour, 0, 0, 0, time.UTC) }
	q := Quiz{Opens: at(8), Closes: at(18)}
	for _, tt := range []struct {
		now, want time.Time
		state     State
	}{
		{at(7), at(8), StateEarly}, {at(8), at(18), StateOpen}, {at(17), at(18), StateOpen}, {at(18), time.Time{}, StateClosed},
	} {
		if got := q.NextChange(tt.now); !got.Equal(tt.want) || q.State(tt.now) != tt.state {
			t.Errorf("at %v: %v, %s", tt.now, got, q.State(tt.now))
		}
	}
	if got := (&Quiz{}).NextChange(at(1)); !got.IsZero() {
		t.Errorf("without dates: %v", got)
	}
}

func TestNeed(t *testing.T) {
	for _, tt := range []struct{ pass, total, want int }{{80, 5, 4}, {80, 4, 4}, {60, 5, 3}, {100, 3, 3}, {1, 3, 1}, {0, 5, 4}, {80, 0, 0}} {
		if got := (&Quiz{Pass: tt.pass}).Need(tt.total); got != tt.want {
			t.Errorf("%d%% of %d: %d, want %d", tt.pass, tt.total, got, tt.want)
		}
	}
}
