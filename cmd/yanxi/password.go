package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"yanxi/site/account"
)

// passwordWait is how long a password may take to come over standard input that is no terminal. Some
// programs leave an input open to which nobody will write.
const passwordWait = 10 * time.Second

// readPassword asks for a password for somebody at a terminal, or reads the first line of standard input. If there is none,
// it makes one.
func readPassword(c *cobra.Command, name string) (password string, made bool, err error) {
	if in := c.InOrStdin(); isTerminal(in) {
		password, err = askPassword(c, in.(*os.File), name)
	} else {
		password = firstLine(in)
	}
	switch {
	case err != nil:
		return "", false, err
	case password == "":
		return account.NewPassword(), true, nil
	}
	if bad, ok := errors.AsType[*account.PasswordError](account.CheckPassword(name, password)); ok {
		return "", false, passwordProblem(bad)
	}
	return password, false, nil
}

// askPassword asks twice, and again until both are the same.
func askPassword(c *cobra.Command, in *os.File, name string) (string, error) {
	for {
		var typed [2]string
		for i, prompt := range []string{"Password for " + name + " (empty: one is made): ", "Once more: "} {
			fmt.Fprint(c.ErrOrStderr(), prompt)
			text, err := term.ReadPassword(int(in.Fd()))
			fmt.Fprintln(c.ErrOrStderr())
			if err != nil {
				return "", fmt.Errorf("read the password: %w", err)
			}
			if typed[i] = string(text); typed[0] == "" {
				return "", nil
			}
		}
		if typed[0] == typed[1] {
			return typed[0], nil
		}
		fmt.Fprintln(c.ErrOrStderr(), "They differ.")
	}
}

// firstLine is the first line of an input, empty if none comes in time.
func firstLine(in io.Reader) string {
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(io.LimitReader(in, 8<<10)).ReadString('\n')
		line <- strings.TrimRight(text, "\r\n")
	}()
	select {
	case text := <-line:
		return text
	case <-time.After(passwordWait):
		return ""
	}
}

// tellPassword prints a password that was made.
func tellPassword(w io.Writer, password string, made bool) {
	if made {
		fmt.Fprintf(w, "password: %s\n", password)
	}
}

func passwordProblem(err *account.PasswordError) error {
	switch err.Why {
	case "short":
		return withHint(errors.New("the password is too short"), "%d characters are the least; a sentence is easy to keep in mind.", account.MinPassword)
	case "long":
		return withHint(errors.New("the password is too long"), "%d characters are the most.", account.MaxPassword)
	case "name":
		return withHint(errors.New("the password is the name with some digits"), "Whoever guesses tries that first: take something else.")
	}
	return withHint(errors.New("the password is one of those that are tried first"), "Take something else; a sentence is easy to keep in mind.")
}
