package account_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"yanxi/site/account"
	"yanxi/site/store/storetest"
)

func TestTokens(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		h.add(t, "zhang", account.Trainer)
		h.add(t, "li", account.Reader)
		secret, made, err := h.AddToken(t.Context(), "zhang", account.ScopeWrite, 30, operator)
		if err != nil || !strings.HasPrefix(secret, "yanxi_") || len(secret) != 38 {
			t.Fatalf("%q, %v", secret, err)
		}
		p, scope, err := h.ByToken(t.Context(), secret)
		if err != nil || p.Name != "zhang" || p.Role != account.Trainer || scope != account.ScopeWrite {
			t.Errorf("%+v, %s, %v", p, scope, err)
		}
		for what, err := range map[string]error{
			"forged": third(h.ByToken(t.Context(), "yanxi_"+strings.Repeat("a", 32))),
			"empty":  third(h.ByToken(t.Context(), "")),
			"odd":    third(h.ByToken(t.Context(), "yanxi_\x00")),
		} {
			if !errors.Is(err, account.ErrToken) {
				t.Errorf("%s: %v", what, err)
			}
		}
		for _, tt := range []struct {
			scope account.Scope
			days  int
			name  string
			want  error
		}{
			{"all", 1, "zhang", account.ErrScope}, {account.ScopeRead, 0, "zhang", account.ErrDays},
			{account.ScopeRead, 367, "zhang", account.ErrDays}, {account.ScopeRead, 1, "nobody", account.ErrUnknown},
		} {
			if _, _, err := h.AddToken(t.Context(), tt.name, tt.scope, tt.days, operator); !errors.Is(err, tt.want) {
				t.Errorf("%+v: %v", tt, err)
			}
		}
		if err := h.Revoke(t.Context(), made.ID, "li", operator); !errors.Is(err, account.ErrToken) {
			t.Errorf("somebody else revokes it: %v", err)
		}
		_ = h.SetDisabled(t.Context(), "zhang", true, operator)
		if _, _, err := h.ByToken(t.Context(), secret); !errors.Is(err, account.ErrToken) {
			t.Errorf("a disabled person's token: %v", err)
		}
		_ = h.SetDisabled(t.Context(), "zhang", false, operator)
		list, err := h.Tokens(t.Context(), "zhang")
		if err != nil || len(list) != 1 || list[0] != made && !list[0].Expires.Equal(made.Expires) {
			t.Errorf("%+v, %v", list, err)
		}
		if err := h.Revoke(t.Context(), made.ID, "zhang", operator); err != nil {
			t.Error(err)
		}
		if _, _, err := h.ByToken(t.Context(), secret); !errors.Is(err, account.ErrToken) {
			t.Errorf("a revoked token: %v", err)
		}
		secret, _, _ = h.AddToken(t.Context(), "zhang", account.ScopeRead, 1, operator)
		h.later(24 * time.Hour)
		if _, _, err := h.ByToken(t.Context(), secret); !errors.Is(err, account.ErrToken) {
			t.Errorf("an expired token: %v", err)
		}
		for range account.MaxTokens {
			if _, _, err := h.AddToken(t.Context(), "zhang", account.ScopeRead, 1, operator); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := h.AddToken(t.Context(), "zhang", account.ScopeRead, 1, operator); !errors.Is(err, account.ErrTokens) {
			t.Errorf("one too many: %v", err)
		}
	})
}

func third[T, U any](_ T, _ U, err error) error { return err }

func TestScopes(t *testing.T) {
	const get, post = http.MethodGet, http.MethodPost
	for _, tt := range []struct {
		scope  account.Scope
		method string
		role   account.Role
		want   bool
	}{
		{account.ScopeRead, get, account.Reviewer, true}, {account.ScopeRead, post, account.Trainer, false}, {account.ScopeRead, post, account.Reader, true},
		{account.ScopeWrite, post, account.Trainer, true}, {account.ScopeWrite, post, account.Reviewer, false},
		{account.ScopeReview, post, account.Reviewer, true}, {account.ScopeReview, get, account.Admin, false}, {account.ScopeReview, post, account.Admin, false},
		{"", get, account.Reader, false}, {"root", get, account.Trainer, false},
	} {
		if got := tt.scope.Allows(tt.method, tt.role); got != tt.want {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}
