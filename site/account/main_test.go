package account_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"yanxi/site/account"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// A house is accounts with a clock that the test sets.
type house struct {
	*account.Accounts
	db *store.Lazy
	mu sync.Mutex
	at time.Time
}

func newHouse(t *testing.T, address string) *house {
	t.Helper()
	h := &house{db: store.NewLazy(address), at: time.Date(2026, 11, 2, 9, 10, 0, 0, time.UTC)}
	t.Cleanup(func() { h.db.Close() })
	h.Accounts = account.New(h.db, func() time.Time {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.at
	})
	return h
}

func (h *house) later(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

var operator = account.Actor{Name: "root", Via: "command line"}

const secret = "correct horse battery"

func (h *house) add(t *testing.T, name string, role account.Role) account.Person {
	t.Helper()
	p, err := h.Add(t.Context(), account.Adding{Name: name, Role: role, Password: secret}, operator)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (h *house) signIn(name, password, address, device string) (account.Entrance, error) {
	return h.SignIn(context.Background(), account.Attempt{Name: name, Password: password, Address: address, Device: device})
}
