package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// atMostOneLibrary is the rule of the commands that read one library.
func atMostOneLibrary(c *cobra.Command, args []string) error {
	if len(args) <= 1 {
		return nil
	}
	return withHint(fmt.Errorf("%s takes one library, not %d", c.Name(), len(args)),
		"Put quotes around a path with spaces: yanxi %s %q.", c.Name(), strings.Join(args, " "))
}

// noArguments is the rule of the commands that need nothing.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return withHint(fmt.Errorf("%s takes no arguments", c.Name()), "Leave out %q.", strings.Join(args, " "))
}

// noSubcommand is the rule of a command that only has others below it.
func noSubcommand(name, has string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return withHint(fmt.Errorf("%s cannot %s", name, args[0]), "Use yanxi %s %s.", name, has)
		}
		return nil
	}
}

// exactly is the rule of the commands that need certain arguments, each of which is named as in "needs a name".
func exactly(example string, needs ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < len(needs):
			return withHint(fmt.Errorf("%s needs %s", c.CommandPath(), needs[len(args)]), "For example: %s", example)
		case len(args) > len(needs):
			return withHint(fmt.Errorf("%s takes %d words, not %d", c.CommandPath(), len(needs), len(args)), "Put quotes around what has spaces in it.")
		}
		return nil
	}
}

// unknownCommand says what may have been meant instead.
func unknownCommand(root *cobra.Command, name string) error {
	err := fmt.Errorf("there is no command %q", name)
	if isFolder(name) {
		return withHint(err, "To read that folder as a site: yanxi serve %s", shellWord(name))
	}
	if meant := root.SuggestionsFor(name); len(meant) > 0 {
		return withHint(err, "Did you mean %s? See yanxi help for all commands.", strings.Join(meant, " or "))
	}
	return withHint(err, "See yanxi help for all commands.")
}

// firstWord is the first argument that is no flag.
func firstWord(args []string) string {
	for _, a := range args {
		if !strings.HasPrefix(a, "-") {
			return a
		}
	}
	return ""
}

// flagError says in a sentence what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	see := fmt.Sprintf("See %s --help for its flags.", c.CommandPath())
	if missing, ok := errors.AsType[*pflag.NotExistError](err); ok {
		return withHint(fmt.Errorf("there is no flag %s", spelled(missing.GetSpecifiedName(), missing.GetSpecifiedShortnames())),
			"%s", unknownFlagHint(c, see))
	}
	if empty, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		value, _ := pflag.UnquoteUsage(empty.GetFlag())
		name := spelled(empty.GetSpecifiedName(), empty.GetSpecifiedShortnames())
		return withHint(fmt.Errorf("%s needs a value", name), "Write %s %s. %s", name, value, see)
	}
	if bad, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		flag := bad.GetFlag()
		err := fmt.Errorf("--%s cannot be %q", flag.Name, bad.GetValue())
		if flag.Value.Type() == "bool" {
			return withHint(err, "Write --%s=true or --%[1]s=false.", flag.Name)
		}
		return withHint(err, "%s", see)
	}
	return withHint(err, "%s", see)
}

// unknownFlagHint knows that a query may begin with a minus.
func unknownFlagHint(c *cobra.Command, see string) string {
	if c.Name() == "search" {
		return "What follows -- is never a flag: yanxi search -- 道歉 -旅游. " + see
	}
	return see
}

// spelled is a flag as it was typed.
func spelled(name, shorthands string) string {
	if shorthands != "" {
		return "-" + shorthands
	}
	return "--" + name
}

// shellWord puts a path with spaces into quotes, so that a command that a
// message suggests can be copied.
func shellWord(s string) string {
	if strings.ContainsAny(s, " \t'\"\\$&;()*?<>|`") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}
