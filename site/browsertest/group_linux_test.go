package browsertest

import (
	"os/exec"
	"syscall"
)

// ownGroup starts a process as the head of its own group, which ends with the
// tests even if they are killed.
func ownGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// endGroup ends what a process has left behind.
func endGroup(c *exec.Cmd) {
	if c != nil && c.Process != nil {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // fails if nothing is left, which is right
	}
}
