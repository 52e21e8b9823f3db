package main

import (
	"path/filepath"
	"testing"
)

func TestWhereFlags(t *testing.T) {
	full, err := filepath.Abs("state")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ folder, data, db, want string }{
		{"", "", "", ""},
		{"/srv/my notes", "", "", "--library '/srv/my notes'"},
		{"/srv/notes", "state", "", "--library '/srv/notes' --data '" + full + "'"},
		{"/srv/notes", "", "postgres://yanxi:secret@db.example.org/yanxi?sslmode=require&password=secret", "--library '/srv/notes' --db 'postgres://yanxi@db.example.org/yanxi?sslmode=require'"},
	} {
		if got := whereFlags(tt.folder, tt.data, tt.db); got != tt.want {
			t.Errorf("whereFlags(%q, %q, %q) = %s, want %s", tt.folder, tt.data, tt.db, got, tt.want)
		}
	}
}
