package store

import (
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// A dialect is what differs between the databases.
type dialect struct {
	goose    goose.Dialect
	numbered bool           // parameters are $1, $2 instead of ?
	snapshot *sql.TxOptions // of a transaction that only reads
	cluster  string         // after a table that is kept in the order of its key
}

var (
	sqlite   = dialect{goose: goose.DialectSQLite3, cluster: "WITHOUT ROWID"} // a transaction of WAL mode sees one state by itself
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

// clustered marks, in a migration, a table that is best kept in the order of its key.
const clustered = "/* clustered */"

// A schemaFS gives migrations as one database wants them.
type schemaFS struct {
	fs.FS
	dialect dialect
}

func (s schemaFS) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	if err != nil || path.Ext(name) != ".sql" {
		return f, err
	}
	source, err := io.ReadAll(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return schemaFile{f, strings.NewReader(strings.ReplaceAll(string(source), clustered, s.dialect.cluster))}, nil
}

type schemaFile struct {
	fs.File
	text *strings.Reader
}

func (f schemaFile) Read(p []byte) (int, error) { return f.text.Read(p) }

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
