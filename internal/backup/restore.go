package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"makewhole/models"
)

// ErrOccupied means that something is where a backup would be restored.
var ErrOccupied = errors.New("something is there already")

// Restore puts a backup where there is no store yet: the database, and the other
// files where they are missing. The schema stays that of the backup. A store that
// is there is never touched, nor another file of the same name.
func Restore(ctx context.Context, dir string, to Source) (Manifest, error) {
	m, err := Read(dir)
	if err != nil {
		return m, err
	}
	if m.Engine != to.engine() {
		return m, fmt.Errorf("%w: it is of %s, and the flags name a store of %s", ErrBackup, m.Engine, to.engine())
	}
	if err := os.MkdirAll(to.Data, 0o700); err != nil {
		return m, err
	}
	others := map[string]string{deploymentFile: to.deployment(), keyFile: filepath.Join(to.Data, keyFile)}
	for name, path := range others {
		if err := unlike(filepath.Join(dir, name), path); err != nil && m.Has(name) {
			return m, err
		}
	}
	if err := to.load(ctx, filepath.Join(dir, m.store())); err != nil {
		return m, err
	}
	for name, path := range others {
		if !m.Has(name) {
			continue
		}
		if err := copyFile(filepath.Join(dir, name), path); err != nil && !errors.Is(err, os.ErrExist) {
			return m, err
		}
	}
	return m, nil
}

// unlike refuses a file that is there and has another content.
func unlike(from, to string) error {
	have, err := os.ReadFile(to)
	if err != nil {
		return nil //nolint:nilerr // not there, or copying says why not
	}
	want, err := os.ReadFile(from)
	if err == nil && !bytes.Equal(have, want) {
		err = fmt.Errorf("%w: %s, with another content than in the backup", ErrOccupied, to)
	}
	return err
}

// load puts the database in its place.
func (s Source) load(ctx context.Context, from string) error {
	if s.DSN != "" {
		return load(ctx, s.DSN, from)
	}
	place := filepath.Join(s.Data, models.StoreFile)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if _, err := os.Lstat(place + suffix); err == nil {
			return fmt.Errorf("%w: %s", ErrOccupied, place+suffix)
		}
	}
	if err := models.CheckSQLite(ctx, from); err != nil {
		return err
	}
	partial := place + ".restoring"
	if err := os.Remove(partial); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := copyFile(from, partial); err != nil {
		return err
	}
	if err := synced(partial); err != nil {
		return err
	}
	return os.Rename(partial, place)
}
