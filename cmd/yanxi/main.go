// Yanxi (研习) turns a folder of training notes and case studies in Markdown into
// a searchable site with an API. See yanxi help.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes. A finished check with findings at error level is not a failure
// of the program, so it has a code of its own.
const (
	exitOK       = 0
	exitFindings = 1
	exitFailed   = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run runs the command line and returns the exit code. The first SIGINT or
// SIGTERM ends a command in order, a second one at once.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		stop()
	}()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if _, _, unknown := root.Find(args); unknown != nil {
		err = unknownCommand(root, firstWord(args))
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		err = errors.New("stopped")
	}
	fmt.Fprintf(stderr, "yanxi: %v\n", err)
	if hinted, ok := errors.AsType[*hintedError](err); ok {
		fmt.Fprintf(stderr, "  %s\n", hinted.hint)
	}
	return exitFailed
}

// commands is the table of commands, one file each.
var commands = []func() *cobra.Command{
	newServe, newBuild, newCheck, newSearch, newNew, newImport, newQuiz, newQuestion, newReview, newReport, newUser, newToken, newAudit, newDB, newVersion,
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "yanxi",
		Short: "A searchable, Chinese-first site from a folder of training notes and case studies",
		Long: `Yanxi (研习) turns a folder of training notes and case studies in Markdown into
a searchable, Chinese-first site with an API.

  yanxi serve                 read the built-in sample library at http://127.0.0.1:8420
  yanxi serve ~/my-notes      serve a folder of your own; saved files appear by themselves
  yanxi build ~/my-notes -o public
                              write the site as files for any web server
  yanxi check ~/my-notes      find what is wrong with the files, and how to mend it

Where LIBRARY is left out, the built-in sample is used. It exits with 0 if all
went well, with 2 if not; check has 1 for errors found in the files.`,
		Version:       versionLine(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(newHelp())
	for _, command := range commands {
		root.AddCommand(command())
	}
	return root
}
