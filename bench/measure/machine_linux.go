package measure

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// quietShare is the share of busy processors under which the machine is quiet.
const quietShare = 0.06

// Quiet waits for a second in which the processors are idle but for quietShare,
// at most for limit, and returns the busy share of the last second.
func Quiet(ctx context.Context, limit time.Duration) float64 {
	busy := 1.0
	for end := time.Now().Add(limit); ; {
		b0, t0 := processorTime()
		select {
		case <-ctx.Done():
			return busy
		case <-time.After(time.Second):
		}
		b1, t1 := processorTime()
		if t1 > t0 {
			busy = float64(b1-b0) / float64(t1-t0)
		}
		if busy < quietShare || time.Now().After(end) {
			return busy
		}
	}
}

// processorTime reads the busy and the total ticks of all processors since boot.
func processorTime() (busy, total int64) {
	b, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, 0
	}
	line, _, _ := bytes.Cut(b, []byte{'\n'})
	for i, f := range strings.Fields(string(line))[1:] {
		v, _ := strconv.ParseInt(f, 10, 64)
		if i >= 8 { // guest time is already in user time
			break
		}
		total += v
		if i != 3 && i != 4 { // idle, iowait
			busy += v
		}
	}
	return busy, total
}

// SelfCPU is the processor time that this process has used.
func SelfCPU() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// tick is the unit of /proc/PID/stat, USER_HZ: 100 a second on every Linux that
// Go runs on.
const tick = 10 * time.Millisecond

// ProcessCPU is the processor time that a process has used, in steps of 10 ms;
// 0 if it cannot be read.
func ProcessCPU(pid int) time.Duration {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	// The second field is the program's name in brackets and may hold spaces.
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	user, _ := strconv.ParseInt(f[11], 10, 64)
	system, _ := strconv.ParseInt(f[12], 10, 64)
	return time.Duration(user+system) * tick
}

// Peak is the highest resident memory of a process so far, bytes (VmHWM).
func Peak(pid int) int64 { return kilobytes(fmt.Sprintf("/proc/%d/status", pid), "VmHWM:") }

// FamilyMemory is the memory of a process and its direct children, bytes, with
// pages that they share counted once (PSS).
func FamilyMemory(pid int) int64 {
	sum := kilobytes(fmt.Sprintf("/proc/%d/smaps_rollup", pid), "Pss:")
	stats, _ := filepath.Glob("/proc/[0-9]*/stat") // the pattern is well-formed
	for _, path := range stats {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // it ended meanwhile
		}
		f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
		if f[1] == strconv.Itoa(pid) {
			sum += kilobytes(filepath.Join(filepath.Dir(path), "smaps_rollup"), "Pss:")
		}
	}
	return sum
}

// kilobytes reads "NAME  123 kB" from a file of /proc, in bytes; 0 if it is not
// there.
func kilobytes(path, name string) int64 {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == name {
			v, _ := strconv.ParseInt(f[1], 10, 64)
			return v << 10
		}
	}
	return 0
}

// DieWithParent makes a command end by sig when this process ends, however it
// ends. The command must be started from a locked operating-system thread.
func DieWithParent(a *syscall.SysProcAttr, sig syscall.Signal) { a.Pdeathsig = sig }
