package account_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yanxi/site/account"
	"yanxi/site/store"
	"yanxi/site/store/storetest"
)

func TestSignIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h := newHouse(t, address)
		h.add(t, "zhang", account.Trainer)
		h.add(t, "li", account.Reader)
		in, err := h.signIn("Zhang ", secret, "a", "")
		if err != nil || in.Name != "zhang" || in.Role != account.Trainer || in.Device == "" {
			t.Fatalf("%+v, %v", in, err)
		}
		again, err := h.signIn("zhang", secret, "b", in.Device)
		if err != nil || again.Device != in.Device {
			t.Errorf("a browser that is known is another one: %v", err)
		}
		other, err := h.signIn("li", secret, "b", in.Device)
		if err != nil || other.Device == in.Device {
			t.Errorf("a browser of somebody else is known: %v", err)
		}
		for what, err := range map[string]error{
			"a wrong password": second(h.signIn("zhang", secret+"x", "a", "")),
			"nobody":           second(h.signIn("nobody", secret, "a", "")),
			"no name":          second(h.signIn("", "", "a", "")),
			"a broken name":    second(h.signIn("a\x00\xff", "b\x00", "a", "c\x00")),
			"a long password":  second(h.signIn("zhang", fmt.Sprintf("%5000d", 1), "a", "")),
		} {
			if !errors.Is(err, account.ErrWrong) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := h.SetDisabled(t.Context(), "zhang", true, operator); err != nil {
			t.Fatal(err)
		}
		if _, err := h.signIn("zhang", secret, "a", in.Device); !errors.Is(err, account.ErrWrong) {
			t.Errorf("a disabled person: %v", err)
		}
		if err := h.SetDisabled(t.Context(), "zhang", false, operator); err != nil {
			t.Fatal(err)
		}
		if err := h.SetPassword(t.Context(), "zhang", "another password", operator); err != nil {
			t.Fatal(err)
		}
		if _, err := h.signIn("zhang", secret, "a", ""); !errors.Is(err, account.ErrWrong) {
			t.Errorf("the former password: %v", err)
		}
		if _, err := h.signIn("zhang", "another password", "a", ""); err != nil {
			t.Error(err)
		}
	})
}

// Whoever guesses is stopped, on all nodes together; whoever has signed in before in a browser is not kept out of it, and
// it does not last.
func TestGuessing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, address string) {
		h, node := newHouse(t, address), newHouse(t, address)
		h.add(t, "zhang", account.Trainer)
		h.add(t, "li", account.Reader)
		in, err := h.signIn("zhang", secret, "office", "")
		if err != nil {
			t.Fatal(err)
		}
		var wrong, many atomic.Int64
		var guesses sync.WaitGroup
		for i := range 30 {
			guesses.Go(func() {
				_, err := []*house{h, node}[i%2].signIn("zhang", "a bad guess", fmt.Sprint("net", i), "")
				var much *account.TooManyError
				switch {
				case errors.Is(err, account.ErrWrong):
					wrong.Add(1)
				case errors.As(err, &much) && much.Wait > 0 && much.Wait <= 5*time.Minute:
					many.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		guesses.Wait()
		if wrong.Load() != 20 || many.Load() != 10 {
			t.Errorf("%d guesses were looked at, %d refused", wrong.Load(), many.Load())
		}
		if _, err := h.signIn("zhang", secret, "elsewhere", ""); err == nil {
			t.Error("an unknown browser is let in meanwhile")
		}
		if _, err := h.signIn("zhang", secret, "elsewhere", in.Device); err != nil {
			t.Errorf("others keep somebody out: %v", err)
		}
		if _, err := h.signIn("li", secret, "net1", ""); err != nil {
			t.Errorf("others keep somebody else out: %v", err)
		}
		h.later(16 * time.Minute)
		if _, err := h.signIn("zhang", secret, "elsewhere", ""); err != nil {
			t.Errorf("it lasts: %v", err)
		}
		for i := range 61 {
			_, err = h.signIn(fmt.Sprint("name", i), "a bad guess", "one", "")
		}
		var much *account.TooManyError
		if !errors.As(err, &much) {
			t.Errorf("one address guesses for all names: %v", err)
		}
	})
}

// What succeeds is not counted as guessing: a class signs in from one address.
func TestClassSignsIn(t *testing.T) {
	h := newHouse(t, storetest.SQLite(t))
	h.add(t, "zhang", account.Reader)
	for range 70 {
		if _, err := h.signIn("zhang", secret, "school", ""); err != nil {
			t.Fatal(err)
		}
	}
}

// A hash of former parameters, or one that cannot be read, does no harm.
func TestOtherHashes(t *testing.T) {
	h := newHouse(t, storetest.SQLite(t))
	h.add(t, "zhang", account.Reader)
	set := func(hash string) string {
		t.Helper()
		db, err := h.db.DB(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		was := ""
		err = db.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.QueryRow(t.Context(), "SELECT password FROM people").Scan(&was); err != nil {
				return err
			}
			if hash != "" {
				_, err := tx.Exec(t.Context(), "UPDATE people SET password = ?", hash)
				return err
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return was
	}
	// argon2id of the secret with 8 KiB, one pass.
	cheap := account.HashWith(secret, 8, 1)
	set(cheap)
	if _, err := h.signIn("zhang", secret, "a", ""); err != nil {
		t.Fatal(err)
	}
	if now := set(""); now == cheap {
		t.Error("a hash of former parameters stays")
	}
	for _, broken := range []string{"", "x", "$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$"} {
		set(broken + " ")
		if _, err := h.signIn("zhang", secret, "a", ""); !errors.Is(err, account.ErrWrong) {
			t.Errorf("%q: %v", broken, err)
		}
	}
}
