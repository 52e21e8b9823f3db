package draft_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"time"

	"yanxi/site/draft"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// A room is drafts with a clock that the test sets.
type room struct {
	*draft.Drafts
	mu sync.Mutex
	at time.Time
}

func newRoom(t *testing.T, address string) *room {
	t.Helper()
	db := store.NewLazy(address)
	t.Cleanup(func() { db.Close() })
	r := &room{at: time.Date(2026, 11, 2, 9, 10, 0, 0, time.UTC)}
	r.Drafts = draft.NewDrafts(db, func() time.Time {
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.at
	})
	return r
}

func (r *room) later(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at = r.at.Add(d)
}

func (r *room) begin(t *testing.T, owner, text string) *draft.Draft {
	t.Helper()
	d, err := r.New(t.Context(), draft.Draft{Owner: owner, Title: "题", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (r *room) save(t *testing.T, d *draft.Draft, text string) *draft.Draft {
	t.Helper()
	saved, err := r.Save(t.Context(), d.ID, d.Version, "题", text)
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func TestDraftIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		d, err := r.New(t.Context(), draft.Draft{Owner: "甲", Document: "notes/a", File: "notes/a.md", Base: "00", Title: " 题\n目 ", Text: "一\r\n\x00二'; DROP TABLE drafts; --\xff"})
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Get(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != "一\n二'; DROP TABLE drafts; --\uFFFD" || got.Title != "题 目" || got.Owner != "甲" || got.Version != 1 || got.State != draft.Open {
			t.Errorf("%+v", got)
		}
		if got.Document != "notes/a" || got.File != "notes/a.md" || got.Base != "00" || !got.Created.Equal(r.at) {
			t.Errorf("%+v", got)
		}
		other := r.begin(t, "乙", "别人的")
		if list, err := r.List(t.Context(), "甲"); err != nil || len(list) != 1 || list[0].ID != d.ID || list[0].Text != "" {
			t.Errorf("%+v, %v", list, err)
		}
		if err := r.Delete(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Get(t.Context(), d.ID); !errors.Is(err, draft.ErrUnknown) {
			t.Errorf("deleted: %v", err)
		}
		if _, err := r.Get(t.Context(), other.ID); err != nil {
			t.Errorf("another: %v", err)
		}
	})
}

func TestConflict(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		d := r.begin(t, "甲", "一")
		r.save(t, d, "二")
		_, err := r.Save(t.Context(), d.ID, d.Version, "另题", "三")
		var conflict *draft.Conflict
		if !errors.As(err, &conflict) || conflict.Theirs.Text != "二" || conflict.Theirs.Version != 2 || conflict.Text != "三" || conflict.Title != "另题" {
			t.Fatalf("%v", err)
		}
		// What was sent twice is saved once.
		if again, err := r.Save(t.Context(), d.ID, d.Version, "题", "二"); err != nil || again.Version != 2 {
			t.Errorf("%+v, %v", again, err)
		}
		// Of many that begin from one version one wins, and the others get its text.
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() { _, errs[i] = r.Save(t.Context(), d.ID, 2, "题", fmt.Sprint("版本", i)) })
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.As(err, &conflict) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d have saved", won)
		}
	})
}

func TestHistory(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		d := r.begin(t, "甲", "第一句话写了很长很长")
		for i := range 6 { // within five minutes
			r.later(40 * time.Second)
			d = r.save(t, d, fmt.Sprint("第一句话写了很长很长，", i))
		}
		versions, err := r.History(t.Context(), d.ID)
		if err != nil || len(versions) != 1 || versions[0].Version != 1 {
			t.Fatalf("%+v, %v", versions, err)
		}
		d = r.save(t, d, "删了") // much goes: what was there is kept
		if versions, _ = r.History(t.Context(), d.ID); len(versions) != 2 || versions[0].Version != 7 {
			t.Fatalf("%+v", versions)
		}
		d, err = r.Restore(t.Context(), d.ID, d.Version, 7)
		if err != nil || d.Text != "第一句话写了很长很长，5" || d.Version != 9 {
			t.Fatalf("%+v, %v", d, err)
		}
		if v, err := r.Past(t.Context(), d.ID, 8); err != nil || v.Text != "删了" {
			t.Errorf("what was restored over: %+v, %v", v, err)
		}
		if _, err := r.Past(t.Context(), d.ID, 3); !errors.Is(err, draft.ErrUnknown) {
			t.Errorf("a version that is not kept: %v", err)
		}
		for i := range draft.MaxVersions + 5 {
			r.later(5 * time.Minute)
			d = r.save(t, d, fmt.Sprint("很多版本里的一个版本", i))
		}
		if versions, _ = r.History(t.Context(), d.ID); len(versions) != draft.MaxVersions || versions[0].Version != d.Version {
			t.Errorf("%d versions", len(versions))
		}
	})
}

func TestSubmitAndReopen(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		ctx := t.Context()
		d := r.begin(t, "甲", "一")
		var conflict *draft.Conflict
		if _, err := r.Submit(ctx, d.ID, 7, "notes/a", "notes/a.md", "99"); !errors.As(err, &conflict) {
			t.Errorf("another version: %v", err)
		}
		if open, err := r.Get(ctx, d.ID); err != nil || open.State != draft.Open || open.File != "notes/a.md" || open.Base != "99" {
			t.Errorf("it is to be submitted once more: %+v, %v", open, err)
		}
		sent, err := r.Submit(ctx, d.ID, d.Version, "notes/a", "notes/a.md", "aa")
		if err != nil || sent.State != draft.Submitted || sent.Base != "aa" || sent.Document != "notes/a" {
			t.Fatalf("%+v, %v", sent, err)
		}
		if _, err := r.Save(ctx, d.ID, d.Version, "题", "二"); !errors.Is(err, draft.ErrSubmitted) {
			t.Errorf("saved: %v", err)
		}
		if err := r.AddPicture(ctx, d.ID, "pictures/a.png", []byte("x")); !errors.Is(err, draft.ErrSubmitted) {
			t.Errorf("a picture: %v", err)
		}
		back, err := r.Reopen(ctx, d.ID, "题", "审的人改过", "bb")
		if err != nil || back.State != draft.Open || back.Text != "审的人改过" || back.Base != "bb" {
			t.Fatalf("%+v, %v", back, err)
		}
		if again, err := r.Reopen(ctx, d.ID, "题", "又一次", "cc"); err != nil || again.Text != "审的人改过" {
			t.Errorf("%+v, %v", again, err)
		}
		if v, err := r.Past(ctx, d.ID, 1); err != nil || v.Text != "一" {
			t.Errorf("what was submitted: %+v, %v", v, err)
		}
	})
}

func TestBounds(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		ctx := t.Context()
		long := strings.Repeat("长", draft.MaxText/3+1)
		if _, err := r.New(ctx, draft.Draft{Owner: "甲", Text: long}); !errors.Is(err, draft.ErrLong) {
			t.Error(err)
		}
		d := r.begin(t, "甲", "一")
		if _, err := r.Save(ctx, d.ID, 1, "", long); !errors.Is(err, draft.ErrLong) {
			t.Error(err)
		}
		if _, err := r.Save(ctx, "no", 1, "", ""); !errors.Is(err, draft.ErrUnknown) {
			t.Error(err)
		}
		for range draft.MaxDrafts - 1 {
			r.begin(t, "甲", "")
		}
		if _, err := r.New(ctx, draft.Draft{Owner: "甲"}); !errors.Is(err, draft.ErrMany) {
			t.Errorf("one more: %v", err)
		}
		r.begin(t, "乙", "")
	})
}

func TestPictures(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		ctx := t.Context()
		d := r.begin(t, "甲", "一")
		for _, name := range []string{"", "a", "a.svg", "../a.png", "/a.png", ".a.png", "a/b/c.png", "A.png", "a.png/", "图.png", "a.md"} {
			if err := r.AddPicture(ctx, d.ID, name, []byte("x")); !errors.Is(err, draft.ErrPicture) {
				t.Errorf("%q: %v", name, err)
			}
		}
		if err := r.AddPicture(ctx, d.ID, "a.png", make([]byte, draft.MaxPicture+1)); !errors.Is(err, draft.ErrPicture) {
			t.Error(err)
		}
		data := "\x89PNG\x00\xff"
		for _, name := range []string{"pictures/a.png", "pictures/b.jpg", "c.webp", "pictures/a.png"} {
			if err := r.AddPicture(ctx, d.ID, name, []byte(data)); err != nil {
				t.Fatal(err)
			}
		}
		if p, err := r.Picture(ctx, d.ID, "pictures/a.png"); err != nil || string(p.Data) != data {
			t.Errorf("%+v, %v", p, err)
		}
		files, err := r.PictureFS(ctx, d.ID)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		err = fs.WalkDir(files, ".", func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				var got []byte
				if got, err = fs.ReadFile(files, name); string(got) != data {
					t.Errorf("%s: %q", name, got)
				}
				names = append(names, name)
			}
			return err
		})
		if got := strings.Join(names, " "); err != nil || got != "c.webp pictures/a.png pictures/b.jpg" {
			t.Errorf("%s, %v", got, err)
		}
		if err := r.RemovePicture(ctx, d.ID, "c.webp"); err != nil {
			t.Fatal(err)
		}
		for i := range draft.MaxPictures - 2 {
			if err := r.AddPicture(ctx, d.ID, fmt.Sprintf("p%d.png", i), []byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.AddPicture(ctx, d.ID, "more.png", []byte("x")); !errors.Is(err, draft.ErrPictures) {
			t.Errorf("one more: %v", err)
		}
		if err := r.Delete(ctx, d.ID); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAway is a database that does not answer.
func TestAway(t *testing.T) {
	db := store.NewLazy("postgres://yanxi@127.0.0.1:1/none?connect_timeout=1")
	defer db.Close()
	d := draft.NewDrafts(db, nil)
	if _, err := d.List(t.Context(), "甲"); !errors.Is(err, draft.ErrAway) {
		t.Error(err)
	}
}

func TestTexts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		r := newRoom(t, address)
		for _, document := range []string{"notes/a", "notes/b"} {
			d := r.begin(t, "甲", document+"一")
			for _, text := range []string{"二", "三"} {
				r.later(time.Hour)
				d = r.save(t, d, document+text)
			}
			r.later(time.Hour)
			if _, err := r.Submit(t.Context(), d.ID, d.Version, document, document+".md", "00"); err != nil {
				t.Fatal(err)
			}
		}
		for n, want := range map[int]string{5: "notes/a三 notes/a二 notes/a一", 2: "notes/a三 notes/a二", 0: ""} {
			texts, err := r.Texts(t.Context(), "notes/a", n)
			if got := strings.Join(texts, " "); err != nil || got != want {
				t.Errorf("of %d: %q, %v; want %q", n, got, err, want)
			}
		}
	})
}
