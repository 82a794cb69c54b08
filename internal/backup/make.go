package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"makewhole/models"
)

// Source is what is backed up, or where it is restored to.
type Source struct {
	Data       string // data directory
	DSN        string // PostgreSQL; empty = SQLite in the data directory
	Deployment string // file that names the contracts; empty = in the data directory
}

func (s Source) deployment() string {
	if s.Deployment != "" {
		return s.Deployment
	}
	return filepath.Join(s.Data, deploymentFile)
}

func (s Source) engine() string {
	if s.DSN != "" {
		return "postgres"
	}
	return "sqlite"
}

// store is the name of the database in a backup, "" for an unknown engine.
func (m *Manifest) store() string {
	return map[string]string{"sqlite": models.StoreFile, "postgres": dumpFile}[m.Engine]
}

// Options are what a backup says of itself. WithKey puts the private key of the
// audit log into it.
type Options struct {
	Version string
	Now     time.Time
	WithKey bool
}

// Make writes a backup into a directory that does not exist yet, beside running
// servers. The directory appears when it is whole; an attempt that failed leaves
// nothing.
func Make(ctx context.Context, s Source, dir string, o Options) (m Manifest, err error) {
	if _, err := os.Lstat(dir); err == nil {
		return m, fmt.Errorf("%w: %s is there already", os.ErrExist, dir)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return m, err
	}
	partial, err := os.MkdirTemp(filepath.Dir(dir), ".backup-")
	if err != nil {
		return m, err
	}
	defer os.RemoveAll(partial) // nothing is there when it was renamed
	m = Manifest{Format: Format, Engine: s.engine(), Version: o.Version, MadeAt: o.Now.UTC()}
	if err := s.copyTo(ctx, partial, m.store()); err != nil {
		return m, err
	}
	names := []string{m.store()}
	for name, path := range map[string]string{deploymentFile: s.deployment(), keyFile: s.key(o)} {
		switch err := copyFile(path, filepath.Join(partial, name)); {
		case err == nil:
			names = append(names, name)
		case !errors.Is(err, os.ErrNotExist) || name == keyFile && o.WithKey:
			return m, err
		}
	}
	for _, name := range names {
		f, err := describe(partial, name)
		if err != nil {
			return m, err
		}
		m.Files = append(m.Files, f)
	}
	return m, finish(partial, dir, m)
}

// key is where the key of the audit log is, if it is to be taken.
func (s Source) key(o Options) string {
	if !o.WithKey {
		return ""
	}
	return filepath.Join(s.Data, keyFile)
}

// copyTo writes the database and reads it once more.
func (s Source) copyTo(ctx context.Context, dir, name string) error {
	path := filepath.Join(dir, name)
	if s.DSN != "" {
		return dump(ctx, s.DSN, path)
	}
	if err := models.CopySQLite(ctx, s.Data, path); err != nil {
		return err
	}
	return models.CheckSQLite(ctx, path)
}

func finish(partial, dir string, m Manifest) error {
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(partial, ManifestFile), append(raw, '\n'), 0o600); err != nil {
		return err
	}
	for _, f := range append(m.Files, File{Name: ManifestFile}) {
		if err := synced(filepath.Join(partial, f.Name)); err != nil {
			return err
		}
	}
	return os.Rename(partial, dir)
}

// copyFile copies into a new file of its owner alone.
func copyFile(from, to string) error {
	if from == "" {
		return os.ErrNotExist
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// synced waits until a file is on the disk.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
