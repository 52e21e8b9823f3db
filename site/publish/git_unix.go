//go:build unix

package publish

import (
	"os/exec"
	"syscall"
)

// alone gives a git a session of its own: it has no terminal to ask at, Ctrl+C ends
// it through us, and what it has started ends with it. It is asked to end first, so
// that it takes its lock files along.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}
