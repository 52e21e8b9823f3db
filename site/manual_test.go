package site_test

import (
	"net/http"
	"strings"
	"testing"

	"yanxi/site/account"
)

// TestManual reads the manual beside a library that has none.
func TestManual(t *testing.T) {
	w := newWriter(t, trainer, "http://example.org/training")
	const at = "/training/desk/manual/"
	w.wants(w.get("/training/desk/"), http.StatusOK, `href="`+at+`"`)
	w.wants(w.get(at), http.StatusOK, "使用手册", "我的稿子", `href="/training/desk/"`, `href="`+at+`gates/"`, `href="`+at+`courses/first-week/"`)
	gates := w.get(at + "gates/")
	w.wants(gates, http.StatusOK, "让机器先查一遍", `href="`+at+`"`, `href="`+at+`courses/2019-hefei/four-gates/"`, `href="/training/about/"`)
	for _, missing := range []string{`"/training/manual/`, `"/training/tag/%E6%89%8B%E5%86%8C/`} {
		if strings.Contains(gates.body, missing) {
			t.Errorf("it leads to %s, which this site has not", missing)
		}
	}
	w.wants(w.get(at+"courses/2019-hefei/four-gates/"), http.StatusOK, "四道关")
	w.wants(w.get(at+"none/"), http.StatusNotFound, "没有这一页")
	reader := w.as(account.Person{Name: "wu", Role: account.Reader})
	reader.wants(reader.get(at), http.StatusForbidden)
}
