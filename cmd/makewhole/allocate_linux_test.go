package main

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestAllocateChild is not a test: it is the process whose memory
// TestAllocateMemory measures.
func TestAllocateChild(t *testing.T) {
	args := os.Getenv("MAKEWHOLE_TEST_ALLOCATE")
	if args == "" {
		t.Skip("only as a child of TestAllocateMemory")
	}
	mustAllocate(t, strings.Split(args, "\n")...)
}

// TestAllocateMemory compares the peak resident memory of two sizes, so that
// the program itself does not count.
func TestAllocateMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("runs child processes")
	}
	const few, many, bytesPerLine = 50_000, 250_000, 300
	rows := synthetic(many)
	if perLine := (peakKiB(t, rows) - peakKiB(t, rows[:few])) * 1024 / (many - few); perLine > bytesPerLine {
		t.Errorf("%d bytes a line, at most %d", perLine, bytesPerLine)
	} else {
		t.Logf("%d bytes a line", perLine)
	}
}

// peakKiB runs allocate in a process of its own.
func peakKiB(t *testing.T, rows []string) int64 {
	t.Helper()
	args := []string{"--entitlements", writeInput(t, "account,w,cap\n"+strings.Join(rows, "\n")+"\n"), "--weight", "w",
		"--cap-column", "cap", "--funds", "x=123456789012345678901234567,y=98765432109876543210", "--out", t.TempDir()}
	child := exec.Command(os.Args[0], "-test.run=^TestAllocateChild$")
	child.Env = append(os.Environ(), "MAKEWHOLE_TEST_ALLOCATE="+strings.Join(args, "\n"))
	if out, err := child.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return child.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
}
