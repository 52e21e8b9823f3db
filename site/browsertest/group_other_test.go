//go:build !linux

package browsertest

import "os/exec"

// Elsewhere the browser ends its own processes.

func ownGroup(*exec.Cmd) {}

func endGroup(*exec.Cmd) {}
