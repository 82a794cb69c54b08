package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestAllocateChild is not a test: it is the process whose memory
// TestAllocateMemory measures. It prints its own peak, because the one that
// the parent sees includes the parent's memory before exec.
func TestAllocateChild(t *testing.T) {
	args := os.Getenv("MAKEWHOLE_TEST_ALLOCATE")
	if args == "" {
		t.Skip("only as a child of TestAllocateMemory")
	}
	mustAllocate(t, strings.Split(args, "\n")...)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(peakLine.FindString(string(status)))
}

var peakLine = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// TestAllocateMemory compares the peak resident memory of two sizes, so that
// the program itself does not count.
func TestAllocateMemory(t *testing.T) {
	if testing.Short() || raced() {
		t.Skip("runs child processes; the race detector multiplies their memory")
	}
	const few, many, bytesPerLine = 50_000, 250_000, 300
	rows := synthetic(many)
	perLine := (peakKiB(t, rows) - peakKiB(t, rows[:few])) * 1024 / (many - few)
	if perLine > bytesPerLine || perLine < 64 {
		t.Errorf("%d bytes a line, at most %d and at least the row itself", perLine, bytesPerLine)
	}
	t.Logf("%d bytes a line", perLine)
}

// raced reports whether the race detector is built in.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// peakKiB runs allocate in a process of its own.
func peakKiB(t *testing.T, rows []string) int {
	t.Helper()
	args := []string{"--entitlements", writeInput(t, "account,w,cap\n"+strings.Join(rows, "\n")+"\n"), "--weight", "w",
		"--cap-column", "cap", "--funds", "x=123456789012345678901234567,y=98765432109876543210", "--out", t.TempDir()}
	child := exec.Command(os.Args[0], "-test.run=^TestAllocateChild$")
	child.Env = append(os.Environ(), "MAKEWHOLE_TEST_ALLOCATE="+strings.Join(args, "\n"))
	out, err := child.CombinedOutput()
	peak := peakLine.FindSubmatch(out)
	if err != nil || peak == nil {
		t.Fatalf("%v: %s", err, out)
	}
	kib, err := strconv.Atoi(string(peak[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kib
}
