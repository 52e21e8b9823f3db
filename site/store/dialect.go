package store

import (
	"database/sql"
	"net/url"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// A dialect is what differs between the databases.
type dialect struct {
	goose    goose.Dialect
	numbered bool           // parameters are $1, $2 instead of ?
	snapshot *sql.TxOptions // of a transaction that only reads
}

var (
	sqlite   = dialect{goose: goose.DialectSQLite3, snapshot: nil} // a transaction of WAL mode sees one state
	postgres = dialect{
		goose:    goose.DialectPostgres,
		numbered: true,
		snapshot: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	}
)

// rebind writes the parameters of a statement as the database wants them. A
// question mark in a literal is not one: literals hold none, values come as parameters.
func (d dialect) rebind(statement string) string {
	if !d.numbered {
		return statement
	}
	var b strings.Builder
	for n := 1; ; n++ {
		before, after, found := strings.Cut(statement, "?")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
		statement = after
	}
}

// sqliteAddress names a file with how it is to be used: locks are waited for, a
// commit survives the program, and the system too but for the last moments.
func sqliteAddress(path, txlock string) string {
	pragmas := url.Values{
		"_pragma": {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)", "cache_size(-16000)", "temp_store(MEMORY)"},
		"_txlock": {txlock},
	}
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: pragmas.Encode()}).String()
}

// withoutPassword is an address that can be shown.
func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}
