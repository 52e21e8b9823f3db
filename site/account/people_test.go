package account_test

import (
	"errors"
	"strings"
	"testing"

	"yanxi/site/account"
	"yanxi/site/store/storetest"
)

func TestAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		if any, err := h.Any(t.Context()); any || err != nil || h.Exist() {
			t.Fatalf("an empty database has accounts: %v, %v", any, err)
		}
		told := 0
		h.OnFirst(func() { told++ })
		zhang := h.add(t, " Ｚhang ", account.Admin)
		h.add(t, "李雷", account.Reader)
		if zhang.Name != "zhang" || told != 1 || !h.Exist() {
			t.Errorf("%+v, told %d times", zhang, told)
		}
		if _, err := h.Add(t.Context(), account.Adding{Name: "ZHANG", Role: account.Reader, Password: secret}, operator); !errors.Is(err, account.ErrExists) {
			t.Errorf("the same name again: %v", err)
		}
		if err := h.SetDisplay(t.Context(), "zhang", "  小\x00张\n", operator); err != nil {
			t.Error(err)
		}
		if err := h.SetDisplay(t.Context(), "zhang", strings.Repeat("张", 41), operator); !errors.Is(err, account.ErrDisplay) {
			t.Errorf("a long name: %v", err)
		}
		got, err := h.Get(t.Context(), "Zhang")
		if err != nil || got.Display != "小 张" || got.Role != account.Admin || got.Disabled {
			t.Errorf("%+v, %v", got, err)
		}
		for what, do := range map[string]error{
			"another role": h.SetRole(t.Context(), "zhang", account.Reviewer, operator),
			"disabling":    h.SetDisabled(t.Context(), "zhang", true, operator),
		} {
			if !errors.Is(do, account.ErrLastAdmin) {
				t.Errorf("%s for the last administrator: %v", what, do)
			}
		}
		h.add(t, "wang", account.Admin)
		if err := h.SetRole(t.Context(), "zhang", account.Reviewer, operator); err != nil {
			t.Error(err)
		}
		if err := h.SetRole(t.Context(), "nobody", account.Reviewer, operator); !errors.Is(err, account.ErrUnknown) {
			t.Errorf("nobody: %v", err)
		}
		if err := h.SetRole(t.Context(), "wang", "root", operator); !errors.Is(err, account.ErrRole) {
			t.Errorf("no role: %v", err)
		}
		if err := h.SetDisabled(t.Context(), "李雷", true, operator); err != nil {
			t.Error(err)
		}
		list, err := h.List(t.Context())
		var names []string
		for _, a := range list {
			names = append(names, a.Name)
		}
		if err != nil || strings.Join(names, " ") != "wang zhang 李雷" {
			t.Errorf("%v, %v", names, err)
		}
	})
}

func TestNames(t *testing.T) {
	for name, want := range map[string]bool{
		"zhang": true, "z": true, "张三": true, "a.b_c-1": true, strings.Repeat("张", 40): true,
		"": false, "-a": false, ".": false, "..": false, "a/b": false, "a b": false, "Zhang": false, "a.": false, "é": false,
		strings.Repeat("a", 41): false, "a\x00": false, "a\n": false, "<a>": false,
	} {
		if got := account.ValidName(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestPasswords(t *testing.T) {
	for _, tt := range []struct{ password, why string }{
		{"correct horse", ""}, {"一二三四五六七八九十", ""}, {account.NewPassword(), ""}, {strings.Repeat("密码长", 60), ""},
		{"123456789", "short"}, {"一二三四五六七八九", "short"}, {"", "short"},
		{"1234567890", "common"}, {"Password123", "common"}, {"aaaaaaaaaaaa", "common"}, {"qwertyuiopas", "common"}, {"abababababab", "common"},
		{"zhangwei123", "name"}, {"zhangweizhangwei", "name"},
		{strings.Repeat("长a", 101), "long"},
	} {
		err := account.CheckPassword("zhangwei", tt.password)
		var bad *account.PasswordError
		if tt.why == "" && err != nil || tt.why != "" && (!errors.As(err, &bad) || bad.Why != tt.why) {
			t.Errorf("%q: %v, want %q", tt.password, err, tt.why)
		}
	}
}

func TestAwayIsSaid(t *testing.T) {
	h := newHouse(t, "postgres://yanxi@127.0.0.1:1/none?connect_timeout=1")
	for what, err := range map[string]error{
		"add":     second(h.Add(t.Context(), account.Adding{Name: "a", Role: account.Reader, Password: secret}, operator)),
		"sign in": second(h.signIn("a", secret, "1", "")),
		"record":  h.Record(t.Context(), account.Entry{What: "x"}),
		"any":     second(h.Any(t.Context())),
		"heads":   second(h.Heads(t.Context())),
	} {
		if !errors.Is(err, account.ErrAway) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
