package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"

	"github.com/truceline/truceline/bench/measure"
	"github.com/truceline/truceline/incident"
)

// Our side of a metric runs in a process of its own, with one processor, so
// that its peak memory is its own and nothing of the bench shares its heap. The
// process loads its input once, says so with a line, and then runs once for
// each line that it is sent, answering with a measure.Run as JSON. It ends when
// its input does, so that it cannot outlive the bench.

// A task is what a child runs: it loads its input and returns what is timed.
type task func(in input) (step, error)

// A step runs once, and that is timed. What it returns tells the answer, which
// is not.
type step func() (answer, error)

// An answer is what a gate compares.
type answer func() string

// An input is where a child finds what it works on.
type input struct {
	Dir   string // workload folder
	New   string // folder of the incidents that arrive later
	Case  string // case folder
	Texts string // folder of the annotated texts
	W5    string // workload folder of the sentences
	W6    string // workload folder of the sources
	W1    screenInput

	Weights incident.Weights // of the fusion of W6
	Asked   int              // reports of W6 that are asked for one by one; 0 means askedN
}

// serve is the child's main: it runs the task for each line of in.
func serve(t task, where input, in io.Reader, out io.Writer) error {
	run, err := t(where)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "ready")
	enc := json.NewEncoder(out)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		cpu, start := measure.SelfCPU(), time.Now()
		tell, err := run()
		r := measure.Run{Wall: time.Since(start), CPU: measure.SelfCPU() - cpu}
		runtime.ReadMemStats(&after)
		r.Allocs = after.Mallocs - before.Mallocs
		if err != nil {
			return err
		}
		r.Answer = tell()
		r.Peak = measure.Peak(os.Getpid())
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// A child is a running process of this program.
type child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// start starts the named task in a process with so many processors, and waits
// until it is ready.
func start(ctx context.Context, name string, where input, processors int) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	arg, err := json.Marshal(where)
	if err != nil {
		return nil, err
	}
	c := &child{cmd: exec.CommandContext(ctx, self, "-child", name, "-input", string(arg))}
	c.cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", processors))
	c.cmd.Stderr = os.Stderr
	c.cmd.SysProcAttr = &syscall.SysProcAttr{}
	measure.DieWithParent(c.cmd.SysProcAttr, syscall.SIGKILL)
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	pipe, err := c.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.out = bufio.NewReader(pipe)
	if err := c.cmd.Start(); err != nil {
		return nil, err
	}
	if line, err := c.out.ReadString('\n'); err != nil || line != "ready\n" {
		c.stop()
		return nil, fmt.Errorf("task %s did not get ready: %q, %v", name, line, err)
	}
	return c, nil
}

// run has the child run its task once.
func (c *child) run(ctx context.Context) (measure.Run, error) {
	var r measure.Run
	if _, err := io.WriteString(c.in, "run\n"); err != nil {
		return r, err
	}
	line, err := c.out.ReadBytes('\n')
	if err != nil {
		return r, fmt.Errorf("the task ended: %w", err)
	}
	return r, json.Unmarshal(line, &r)
}

// stop ends the child.
func (c *child) stop() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}
