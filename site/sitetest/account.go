package sitetest

import (
	"testing"
	"time"

	"yanxi/site/account"
	"yanxi/site/store"
)

// Password is that of everybody in tests.
const Password = "correct horse battery"

// Accounts keeps accounts in the database at an address. now is the clock; nil: the system's.
func Accounts(t testing.TB, database string, now func() time.Time, people ...account.Person) *account.Accounts {
	t.Helper()
	db := store.NewLazy(database)
	t.Cleanup(func() { db.Close() })
	a := account.New(db, now)
	for _, p := range people {
		_, err := a.Add(t.Context(), account.Adding{Name: p.Name, Display: p.Display, Role: p.Role, Password: Password}, account.Actor{Name: "root", Via: "command line"})
		if err != nil {
			t.Fatal(err)
		}
	}
	return a
}
