//go:build unix

package measure

import (
	"bytes"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Exec runs a command to its end, from its start to its exit, and returns what
// it printed. A command that does not end well is an error with what it said.
func Exec(cmd *exec.Cmd) (Run, []byte, error) {
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	start := time.Now()
	err := cmd.Run()
	run := Run{Wall: time.Since(start)}
	if err != nil {
		return run, nil, fmt.Errorf("%v: %w: %s", cmd.Args[1:], err, bytes.TrimSpace(problem.Bytes()))
	}
	run.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		run.Peak = u.Maxrss
		if runtime.GOOS != "darwin" { // bytes there, kilobytes elsewhere
			run.Peak <<= 10
		}
	}
	return run, out.Bytes(), nil
}
