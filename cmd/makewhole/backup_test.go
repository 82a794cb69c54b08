package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"makewhole/internal/backup"
	"makewhole/models"
)

// A backup of the story, restored elsewhere, is verified against the chain like
// the store that it was made of.
func TestBackupCommands(t *testing.T) {
	t.Parallel()
	s := tellStory(t)
	node, err := storyChain()
	if err != nil {
		t.Fatal(err)
	}
	dir, data := filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "new")
	m := answer[backup.Manifest](t, "backup", dir, "--data", s.data, "--with-key")
	if m.Format != backup.Format || !m.HasKey() || !m.Has(models.StoreFile) || !m.Has("deployment.json") {
		t.Errorf("%+v", m)
	}
	refuses(t, exitRefused, "is there already", "backup", dir, "--data", s.data)
	code, out, errs := command(t, "restore", dir, "--data", data, "--rpc", node.URL())
	want, wantOut, _ := command(t, "verify", "--data", s.data, "--rpc", node.URL())
	if code != want || out != wantOut || !strings.Contains(errs, "restored: sqlite store") {
		t.Errorf("exit %d, want %d:\n%s\nwant\n%s\n%s", code, want, out, wantOut, errs)
	}
	refuses(t, exitRefused, models.StoreFile, "restore", dir, "--data", data)
	if err := os.Truncate(filepath.Join(dir, models.StoreFile), 4096); err != nil {
		t.Fatal(err)
	}
	refuses(t, exitRefused, "not the file that was written", "restore", dir, "--data", filepath.Join(t.TempDir(), "other"))
	if code, out, _ := command(t, "backup", filepath.Join(t.TempDir(), "c"), "--data", s.data); code != exitOK || !strings.Contains(out, "keep DATA/audit.key elsewhere") {
		t.Errorf("exit %d: %s", code, out)
	}
}
