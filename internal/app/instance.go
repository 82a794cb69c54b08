package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"makewhole/models"
)

// lockFile is held by the server of a data directory as long as it lives.
const lockFile = "server.lock"

// openInstance takes the lock of the data directory and names this process in
// leases: host/directory:pid. The kernel gives the lock back with the process, so
// that everybody else of this host and directory is gone.
func (a *App) openInstance(context.Context) error {
	path := filepath.Join(a.Flags.Data, lockFile)
	l := flock.New(path, flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	if err == nil && !ok {
		err = fmt.Errorf("%w: another server runs on %s; give each server its own --data", models.ErrLocked, a.Flags.Data)
	}
	if err != nil {
		return err
	}
	a.onClose(l.Unlock)
	dir, err := directoryID(path)
	if err != nil {
		return fmt.Errorf("name of the data directory: %w", err)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	a.instance = strings.ToLower(host) + "/" + dir + ":"
	return nil
}

// directoryID is a random name that the lock file keeps, bound to its path: a
// copy of the directory is another one.
func directoryID(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if len(raw) == 0 {
		raw = []byte(rand.Text())
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			return "", err
		}
	}
	full, err := filepath.Abs(path)
	sum := sha256.Sum256(append(raw, full...))
	return hex.EncodeToString(sum[:4]), err
}

// owner names this process in leases.
func (a *App) owner() string { return fmt.Sprint(a.instance, os.Getpid()) }

// takeOver gives up what former processes of this data directory hold.
func (a *App) takeOver(ctx context.Context) error {
	if a.instance == "" {
		return errors.New("the data directory has no name yet")
	}
	return a.DB.Tx(ctx, func(tx *models.Tx) error { return tx.ForgetProcess(a.instance) })
}
