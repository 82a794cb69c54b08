package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDemoOnce plays the whole story: its exit code is 0 only if every check
// held, and the bundles it leaves behind verify without it.
func TestDemoOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the whole story on an embedded chain")
	}
	t.Parallel()
	dir := t.TempDir()
	bundles, data := filepath.Join(dir, "bundles"), filepath.Join(dir, "data")
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"demo", "--once", "--data", data, "--bundle", bundles}, &out, &errs); code != exitOK {
		t.Fatalf("exit code %d\n%s\n%s", code, errs.String(), out.String())
	}
	text := out.String()
	if strings.Contains(text, "FAILED") || !strings.Contains(text, "59 of 59 checks held") {
		t.Errorf("checks are missing:\n%s", text)
	}
	if strings.Contains(text, "\x1b[") {
		t.Error("styles without a terminal")
	}
	entries, err := os.ReadDir(bundles)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d bundles, want 3: %v", len(entries), err)
	}
	for _, e := range entries {
		var out bytes.Buffer
		if code := run(t.Context(), []string{"verify", "bundle", filepath.Join(bundles, e.Name())}, &out, &out); code != exitOK {
			t.Errorf("verify bundle: exit code %d\n%s", code, out.String())
		}
	}
	checkSecondTelling(t, data)
}

// TestDemoUnguarded plays it without monitors: a person reports the attack, the
// rest is the same.
func TestDemoUnguarded(t *testing.T) {
	if testing.Short() {
		t.Skip("plays the whole story on an embedded chain")
	}
	t.Parallel()
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"demo", "--once", "--unguarded"}, &out, &errs); code != exitOK {
		t.Fatalf("exit code %d\n%s\n%s", code, errs.String(), out.String())
	}
	if text := out.String(); strings.Contains(text, "The desk watches") || !strings.Contains(text, "55 of 55 checks held") {
		t.Errorf("told otherwise:\n%s", text)
	}
}

// checkSecondTelling refuses to tell the story again over the same data, and
// changes nothing there.
func checkSecondTelling(t *testing.T, data string) {
	t.Helper()
	before := countFiles(t, data)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"demo", "--once", "--data", data}, &out, &out); code != exitFailed || !strings.Contains(out.String(), "not empty") {
		t.Errorf("exit code %d\n%s", code, out.String())
	}
	if after := countFiles(t, data); after != before {
		t.Errorf("%d files before, %d after", before, after)
	}
}

func countFiles(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error {
		n++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
