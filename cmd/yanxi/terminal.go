package main

import (
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"yanxi/content"
)

// newLog writes structured lines: time, level, message, keys and values.
func newLog(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	} else {
		log.SetOutput(io.Discard) // libraries' own lines: what matters of them comes back as errors
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}

// isTerminal reports whether a stream is a terminal, at which somebody sits.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// progressBar shows progress where w is a terminal; elsewhere it is nil.
func progressBar(w io.Writer, what string) func(done, total int) {
	if !isTerminal(w) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what),
				progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
		}
		_ = bar.Set(done) // a terminal that is gone needs no progress
	}
}

// reportFindings says in a line what opening the library found.
func reportFindings(w io.Writer, lib *content.Library, src source) {
	counts := map[content.Level]int{}
	for _, f := range lib.Findings() {
		counts[f.Level]++
	}
	var parts []string
	for _, level := range []content.Level{content.LevelError, content.LevelWarning} {
		if n := counts[level]; n > 0 {
			parts = append(parts, counted(n, string(level)))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(w, "%s in the files: see %s\n", strings.Join(parts, ", "), src.command("check"))
	}
}

// counted is a number of things.
func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
