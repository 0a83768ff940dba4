package measure

import (
	"os/exec"
	"strings"
	"testing"
)

func TestExec(t *testing.T) {
	run, out, err := Exec(exec.Command("sh", "-c", "echo answer; sleep 0.05"))
	if err != nil || string(out) != "answer\n" {
		t.Fatalf("printed %q, %v", out, err)
	}
	if run.Wall <= 0 {
		t.Error("it took no time")
	}
	if _, _, err := Exec(exec.Command("sh", "-c", "echo cannot >&2; exit 3")); err == nil || !strings.Contains(err.Error(), "cannot") {
		t.Errorf("error %v, want one with what the command said", err)
	}
}

// A small command is small, however large the process that starts it.
func TestExecMemoryIsTheCommandsOwn(t *testing.T) {
	ballast := make([]byte, 256<<20)
	for i := 0; i < len(ballast); i += 4096 {
		ballast[i] = 1
	}
	run, _, err := Exec(exec.Command("sleep", "0.05"))
	if err != nil {
		t.Fatal(err)
	}
	if run.Peak > 64<<20 {
		t.Errorf("%d MiB for sleep", run.Peak>>20)
	}
	if ballast[0] != 1 {
		t.Fatal("the ballast is gone")
	}
}
