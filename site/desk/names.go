package desk

import (
	"context"
	"slices"
	"time"
)

// namesFor is how long it may take until the pages call somebody by a new name.
const namesFor = 10 * time.Second

// A directory is what people are called, by the names that ledgers have.
type directory struct {
	called map[string]string
	at     time.Time
}

// learnNames asks the accounts what people are called, if that was long ago. Without an answer the old names stay.
func (d *desk) learnNames(ctx context.Context) {
	if d.People == nil {
		return
	}
	if old := d.names.Load(); old != nil && d.Now().Sub(old.at).Abs() < namesFor {
		return
	}
	people, err := d.People(ctx)
	if err != nil {
		d.Log.Debug("desk: no names of people", "error", err)
		return
	}
	n := &directory{called: map[string]string{}, at: d.Now()}
	said := map[string]int{}
	for _, p := range people {
		said[p.Called()]++
	}
	for _, p := range people {
		n.called[p.Name] = p.Called()
		if said[p.Called()] > 1 { // of two who are called alike, which
			n.called[p.Name] = p.Called() + d.Words().T("desk.who", p.Name)
		}
	}
	d.names.Store(n)
}

// called is what to call somebody whom a ledger names.
func (d *desk) called(name string) string {
	if n := d.names.Load(); n != nil && n.called[name] != "" {
		return n.called[name]
	}
	return name
}

// calledAll is called for each of some names.
func (d *desk) calledAll(list []string) []string {
	out := slices.Clone(list)
	for i, name := range out {
		out[i] = d.called(name)
	}
	return out
}
