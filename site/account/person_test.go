package account_test

import (
	"testing"

	"yanxi/site/account"
)

func TestRoles(t *testing.T) {
	for i, role := range account.Roles {
		for j, other := range account.Roles {
			if got := role.Includes(other); got != (i >= j) {
				t.Errorf("%s includes %s: %v", role, other, got)
			}
		}
		if account.Role("").Includes(role) || role.Includes("") || role.Includes("root") {
			t.Errorf("%s and no role", role)
		}
	}
}

func TestFrom(t *testing.T) {
	if p, ok := account.From(t.Context()); ok {
		t.Errorf("nobody is %+v", p)
	}
	p, ok := account.From(account.With(t.Context(), account.Person{Name: "zhang", Role: account.Trainer}))
	if !ok || p.Name != "zhang" || p.Called() != "zhang" {
		t.Errorf("%+v, %v", p, ok)
	}
}
