package account_test

import (
	"testing"

	"yanxi/site/account"
)

func TestStanding(t *testing.T) {
	c := &account.Class{
		People: []account.Account{{Person: account.Person{Name: "li"}}, {Person: account.Person{Name: "wu"}}, {Person: account.Person{Name: "ma"}}},
		Read: map[string]map[string]string{
			"li": {"a": "2026-11-03", "b": "2026-11-02", "x": "2026-11-09"},
			"wu": {"b": "2026-11-05", "empty": ""},
		},
	}
	for _, tt := range []struct {
		texts    []string
		standing account.Standing
		li       account.Reach
	}{
		{nil, account.Standing{}, account.Reach{}},
		{[]string{"a", "b"}, account.Standing{Texts: 2, Began: 2, Finished: 1, Furthest: 2}, account.Reach{Texts: 2, Last: "2026-11-03", All: true}},
		{[]string{"b"}, account.Standing{Texts: 1, Began: 2, Finished: 2, Furthest: 1}, account.Reach{Texts: 1, Last: "2026-11-02", All: true}},
		{[]string{"a", "b", "c"}, account.Standing{Texts: 3, Began: 2, Furthest: 2}, account.Reach{Texts: 2, Last: "2026-11-03"}},
		{[]string{"c", "empty"}, account.Standing{Texts: 2}, account.Reach{}},
	} {
		if got := c.Standing(tt.texts); got != tt.standing {
			t.Errorf("%q: %+v, want %+v", tt.texts, got, tt.standing)
		}
		if got := c.Reach("li", tt.texts); got != tt.li {
			t.Errorf("%q, of one: %+v, want %+v", tt.texts, got, tt.li)
		}
	}
}
