//go:build !linux

package measure

import (
	"context"
	"syscall"
	"time"
)

// Quiet does not wait: the load of this system is not read.
func Quiet(context.Context, time.Duration) float64 { return 0 }

// SelfCPU is not read on this system.
func SelfCPU() time.Duration { return 0 }

// ProcessCPU is not read on this system.
func ProcessCPU(int) time.Duration { return 0 }

// Peak is not read on this system.
func Peak(int) int64 { return 0 }

// FamilyMemory is not read on this system.
func FamilyMemory(int) int64 { return 0 }

// DieWithParent does nothing on this system.
func DieWithParent(*syscall.SysProcAttr, syscall.Signal) {}
