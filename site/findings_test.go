package site_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"yanxi/site/sitetest"
)

// TestGateFindings asks the API for what the gates find: in published texts alone, and nothing that was to be kept back.
func TestGateFindings(t *testing.T) {
	s := newReadySite(t, sitetest.Open(t, fstest.MapFS{
		"shown.md":  {Data: []byte("# 一篇\n\n防汛布署会，联系人身份证号码110101199003071233。\n\n```quiz\n? 问\n= 布署工作\n```\n\n···quiz\n? 问\n= 布署方案\n···\n")},
		"hidden.md": {Data: []byte("---\ndraft: true\n---\n# 另一篇\n\n防汛布署会。\n")},
	}))
	body := ask(s, http.MethodGet, "/api/v1/findings", nil).Body.String()
	if n := strings.Count(body, `"rule":"typo"`); n != 1 || !strings.Contains(body, `"file":"shown.md","line":3,"column":3`) {
		t.Errorf("%d findings of the wording gate: %s", n, body)
	}
	for _, secret := range []string{"hidden.md", "110101199003071233", "resident-id"} {
		if strings.Contains(body, secret) {
			t.Errorf("the findings tell of %s: %s", secret, body)
		}
	}
}
