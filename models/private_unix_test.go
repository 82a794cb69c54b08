//go:build unix

package models_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"makewhole/models"
)

// Everything in a data directory belongs to its owner alone, whatever the umask
// and whatever mode the files had. Not parallel: the umask is the process's.
func TestFilesOfAStoreAreItsOwners(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	dir := filepath.Join(t.TempDir(), "data")
	for range 2 {
		db, err := models.Open(t.Context(), models.Config{Driver: "sqlite", Dir: dir, Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		files := 0
		err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s has the mode %s", filepath.Base(path), info.Mode())
			}
			files++
			return err
		})
		if err != nil || files < 4 { // directory, database, log, lock
			t.Errorf("%d files, %v", files, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(filepath.Join(dir, "makewhole.db"), 0o644); err != nil { // as an older version left it
			t.Fatal(err)
		}
	}
}
