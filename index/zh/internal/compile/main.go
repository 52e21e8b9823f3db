// Command compile makes the embedded data of package zh:
//
//	go run ./internal/compile fold    data/fold.txt: which characters are searched as one
//	go run ./internal/compile words   data/words.dict: the words and their probabilities
//
// It runs in the folder of package zh, by go generate, and writes the same bytes every time. The sources are
// two Go modules, taken at fixed versions without becoming dependencies of the product:
// the characters of OpenCC and the words of jieba. Their notices are kept in data/. To these come small lists of
// our own, variants.txt and modern.txt beside this file. After "fold", run "words" again: the words are stored folded.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const (
	openccModule = "github.com/longbridgeapp/opencc@v0.3.13"
	jiebaModule  = "github.com/yanyiwu/gojieba@v1.4.6"
	sources      = "internal/compile" // our own lists
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "compile:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 1 && args[0] == "fold" {
		return compileFold()
	}
	if len(args) == 1 && args[0] == "words" {
		return compileWords()
	}
	return fmt.Errorf("usage: compile fold|words, got %q", args)
}

// module returns the folder of a Go module, which is downloaded when it isn't there.
func module(name string) (string, error) {
	out, err := exec.Command("go", "mod", "download", "-json", name).Output() //nolint:gosec // names of this program's own
	if err != nil {
		return "", fmt.Errorf("go mod download %s: %w: %s", name, err, out)
	}
	var info struct{ Dir string }
	if err := json.Unmarshal(out, &info); err != nil || info.Dir == "" {
		return "", fmt.Errorf("go mod download %s: no folder in %s", name, out)
	}
	return info.Dir, nil
}

// keep copies a source's notice beside the data made from it.
func keep(dir, file, as string) error {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("data", as), text, 0o644)
}
