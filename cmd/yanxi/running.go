package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// A running server leaves its address in the data folder, so that other
// commands ask it instead of the index that it owns.
type running struct {
	file    string
	Address string `json:"address"`
	PID     int    `json:"pid"`
}

const runningFile = "server.json"

// announce writes where the server is. The index's lock is held, so no other
// server does the same.
func announce(data, address string) (*running, error) {
	r := &running{file: filepath.Join(data, runningFile), Address: address, PID: os.Getpid()}
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	tmp := r.file + ".tmp"
	if err := os.WriteFile(tmp, body, 0o644); err != nil {
		return nil, dataError(data, err)
	}
	if err := os.Rename(tmp, r.file); err != nil {
		return nil, dataError(data, err)
	}
	return r, nil
}

func (r *running) withdraw() { os.Remove(r.file) }

// findRunning reads where the server of a data folder is.
func findRunning(data string) (*running, error) {
	r := &running{}
	body, err := os.ReadFile(filepath.Join(data, runningFile))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(body, r); err != nil {
		return nil, fmt.Errorf("%s: %w", runningFile, err)
	}
	return r, nil
}

// soon bounds how long a server may take that is asked whether it is there. Its address may be the one that we are to
// serve at ourselves, where nobody answers yet.
const soon = 300 * time.Millisecond

// answers reports whether the server of a data folder does.
func answers(ctx context.Context, data string) bool {
	r, err := findRunning(data)
	if err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, r.Address+"/healthz", http.NoBody)
	if err != nil {
		return false
	}
	a, err := http.DefaultClient.Do(ask)
	if err != nil {
		return false
	}
	a.Body.Close()
	return true
}

// lockedError says who has the data folder's index, as far as that is known.
func lockedError(data string) error {
	if r, err := findRunning(data); err == nil {
		return withHint(fmt.Errorf("yanxi is serving this library already, at %s", r.Address),
			"Open that address, stop that server first, or give this one a folder of its own with --data.")
	}
	return withHint(fmt.Errorf("another yanxi is using %s", data),
		"Try again when it has ended, or give this one a folder of its own with --data.")
}

// dataError says that the data folder cannot be used.
func dataError(data string, err error) error {
	return withHint(fmt.Errorf("cannot use the data folder %s: %w", data, cause(err)),
		"Check who may write there, or name another folder with --data.")
}
