package draft_test

import (
	"errors"
	"slices"
	"testing"

	"yanxi/site/draft"
	"yanxi/site/store/storetest"
)

// TestNotes keeps notes on a draft until they are taken away, it is submitted, or thrown away.
func TestNotes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		notes := []draft.Note{{Line: 3, Level: "warning", Message: "表格有合并的格'; --\x00", Suggestion: "补上"}, {Level: "info", Message: "页眉没有留下"}}
		begin := func() *draft.Draft {
			d := r.begin(t, "甲", "一")
			if err := r.SetNotes(t.Context(), d.ID, notes); err != nil {
				t.Fatal(err)
			}
			return d
		}
		want := func(what string, d *draft.Draft, n int) {
			t.Helper()
			got, err := r.Notes(t.Context(), d.ID)
			if err != nil || len(got) != n {
				t.Errorf("%s: %+v, %v", what, got, err)
			}
		}
		d := begin()
		clean := slices.Clone(notes)
		clean[0].Message = "表格有合并的格'; --"
		if got, err := r.Notes(t.Context(), d.ID); err != nil || !slices.Equal(got, clean) {
			t.Errorf("%+v, %v", got, err)
		}
		want("of another", r.begin(t, "甲", "二"), 0)
		saved := r.save(t, d, "一二")
		want("saved", saved, 2)
		if _, err := r.Submit(t.Context(), d.ID, saved.Version, "notes/a", "notes/a.md", "00"); err != nil {
			t.Fatal(err)
		}
		want("submitted", d, 0)
		if err := r.SetNotes(t.Context(), d.ID, notes); !errors.Is(err, draft.ErrSubmitted) {
			t.Errorf("on what was submitted: %v", err)
		}
		d = begin()
		if err := r.SetNotes(t.Context(), d.ID, nil); err != nil {
			t.Error(err)
		}
		want("taken away", d, 0)
		d = begin()
		if err := r.SetNotes(t.Context(), d.ID, make([]draft.Note, draft.MaxNotes+9)); err != nil {
			t.Error(err)
		}
		want("many", d, draft.MaxNotes)
		if err := r.Delete(t.Context(), d.ID); err != nil {
			t.Error(err)
		}
		want("thrown away", d, 0)
		if err := r.SetNotes(t.Context(), d.ID, notes); !errors.Is(err, draft.ErrUnknown) {
			t.Errorf("on what is not there: %v", err)
		}
	})
}
