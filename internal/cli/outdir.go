package cli

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// OutDir writes a set of files that appear together or not at all: each is
// written beside its place under a temporary name, synced, and renamed at the
// end. The last file created is the one that says the set is complete; an old
// one of that name disappears before anything is renamed.
type OutDir struct {
	dir     string
	created bool
	files   []*OutFile
}

// OutFile is one file in the making.
type OutFile struct {
	*bufio.Writer
	file *os.File
	name string
}

// NewOutDir makes the directory where it is missing.
func NewOutDir(dir string) (*OutDir, error) {
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // the results are public
		return nil, fmt.Errorf("create output directory: %w", err)
	}
	return &OutDir{dir: dir, created: missing != nil}, nil
}

// Create starts a file.
func (o *OutDir) Create(name string) (*OutFile, error) {
	f, err := os.CreateTemp(o.dir, "."+name+".*.tmp")
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", name, err)
	}
	out := &OutFile{Writer: bufio.NewWriterSize(f, 1<<18), file: f, name: name}
	o.files = append(o.files, out)
	return out, nil
}

// Finish flushes, syncs and closes one file.
func (f *OutFile) Finish() error {
	err := errors.Join(f.Flush(), f.file.Chmod(0o644), f.file.Sync(), f.file.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", f.name, err)
	}
	return nil
}

// Commit makes all files visible.
func (o *OutDir) Commit() error {
	if len(o.files) == 0 {
		return nil
	}
	marker := filepath.Join(o.dir, o.files[len(o.files)-1].name)
	if err := os.Remove(marker); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("replace %s: %w", marker, err)
	}
	for _, f := range o.files {
		if err := os.Rename(f.file.Name(), filepath.Join(o.dir, f.name)); err != nil {
			return fmt.Errorf("rename %s: %w", f.name, err)
		}
	}
	o.files = nil
	return nil
}

// Abort removes what was not committed, and the directory where it is new and
// empty. After commit it does nothing.
func (o *OutDir) Abort() {
	for _, f := range o.files {
		_ = f.file.Close() // already closed where finished
		_ = os.Remove(f.file.Name())
	}
	if o.created {
		_ = os.Remove(o.dir) // fails, as it should, when something is in it
	}
}
