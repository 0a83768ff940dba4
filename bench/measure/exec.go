package measure

import (
	"bytes"
	"fmt"
	"os/exec"
	"time"
)

// pollMemory is how often the memory of a running command is read. What it
// takes in the last moments before its end is missed.
const pollMemory = 10 * time.Millisecond

// Exec runs a command from its start to its exit, and returns what it printed.
// A command that does not end well is an error with what it said.
//
// Its peak memory is read while it runs: what the system reports at the end
// counts the memory of the process that started it, which is large here.
func Exec(cmd *exec.Cmd) (Run, []byte, error) {
	var out, problem bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problem
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return Run{}, nil, err
	}
	ended, peak := make(chan struct{}), make(chan int64)
	go func() {
		var most int64
		for tick := time.NewTicker(pollMemory); ; {
			most = max(most, Peak(cmd.Process.Pid))
			select {
			case <-ended:
				tick.Stop()
				peak <- most
				return
			case <-tick.C:
			}
		}
	}()
	err := cmd.Wait()
	run := Run{Wall: time.Since(start)}
	close(ended)
	run.Peak = <-peak
	if err != nil {
		return run, nil, fmt.Errorf("%v: %w: %s", cmd.Args[1:], err, bytes.TrimSpace(problem.Bytes()))
	}
	run.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return run, out.Bytes(), nil
}
