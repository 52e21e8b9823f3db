package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"yanxi/index"
)

// A server takes over the index of one that is just ending, and leaves that of one that answers alone.
func TestLockedIndex(t *testing.T) {
	for name, tt := range map[string]struct{ ending bool }{"ending": {true}, "at work": {false}} {
		t.Run(name, func(t *testing.T) {
			data := t.TempDir()
			log := slog.New(slog.DiscardHandler)
			theirs, err := index.Open(filepath.Join(data, "index"), log)
			if err != nil {
				t.Fatal(err)
			}
			var asked atomic.Bool
			server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
				asked.Store(true)
				if tt.ending {
					theirs.Close()
					panic(http.ErrAbortHandler)
				}
			}))
			defer server.Close()
			if _, err := announce(data, server.URL); err != nil {
				t.Fatal(err)
			}
			ours, err := openIndex(t.Context(), data, log)
			if tt.ending {
				if err != nil {
					t.Fatal(err)
				}
				ours.Close()
			} else {
				if err == nil || !strings.Contains(err.Error(), server.URL) {
					t.Errorf("error %v", err)
				}
				theirs.Close()
			}
			if !asked.Load() {
				t.Error("the server was not asked")
			}
		})
	}
}
