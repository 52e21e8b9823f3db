package browsertest

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"yanxi/site"
	"yanxi/site/ask"
	"yanxi/site/sitetest"
	"yanxi/site/stats/statstest"
	"yanxi/site/store"
)

// reportsToken opens the reports of [busy].
const reportsToken = "token-of-the-trainer"

// sampleWorld is what the readers of the sample do.
var sampleWorld = statstest.World{
	Texts: []statstest.Text{
		{ID: "courses/2019-hefei/four-gates", Weight: 30, Grows: 1, Likes: .3},
		{ID: "courses/2019-hefei/first-twelve-hours", Weight: 20, Grows: 1, Likes: .1, Dislike: .05},
		{ID: "cases/2018-kunshan", Weight: 2, Grows: 1.3, Likes: .2},
		{ID: "cases/2015-tianjin-port", Weight: 40, Grows: .85, Dislike: .2},
	},
	Quests: []statstest.Quest{
		{Query: "停水通报模板", Weight: 8, Else: "停水通知"},
		{Query: "值班交接表", Weight: 6, Results: 6, Else: "交接班"},
		{Query: "昆山", Weight: 9, Results: 2, Opens: "cases/2018-kunshan", Share: .9, Stays: .9},
		{Query: "通报怎么写", Weight: 7, Results: 3, Opens: "manual/write", Share: .9, Stays: .05},
	},
}

// busy is [sample] after two weeks of readers, with a question that waits for too long. Its
// reports are open to [reportsToken].
func busy(t testing.TB) *sitetest.Server {
	t.Helper()
	activity := sitetest.Activity(t, readBefore(t), time.Now)
	activity.Token = reportsToken
	s := sitetest.Serve(t, sitetest.ServerConfig{Library: sitetest.Sample(), Options: site.Options{Activity: activity}})
	s.WaitReady(t)
	return s
}

// readBefore is the path of a database in which readers of the sample have left what they did.
func readBefore(t testing.TB) string {
	t.Helper()
	address := filepath.Join(t.TempDir(), "yanxi.db")
	now := time.Now()
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	lazy := store.NewLazy(address)
	if err := statstest.Simulate(t.Context(), lazy, sampleWorld, 7, midnight.AddDate(0, 0, -13), 13, 15); err != nil {
		t.Fatal(err)
	}
	for n, asked := range []string{"夜里只有一个人值班，四道关谁来过？", "通报里能不能写已知的原因？"} {
		desk := ask.NewDesk(lazy, func() time.Time { return midnight.AddDate(0, 0, -20+19*n) })
		q := ask.Asking{Document: "courses/2019-hefei/four-gates", Text: asked, Visitor: fmt.Sprint(n), Due: midnight.AddDate(0, 0, -13+19*n)}
		if _, err := desk.Ask(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if err := lazy.Close(); err != nil {
		t.Fatal(err)
	}
	return address
}
