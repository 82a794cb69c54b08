package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"makewhole/models"
	"makewhole/states"
)

// AuditKeyFile is the private key of the audit log in a data directory.
const AuditKeyFile = "audit.key"

// LogKey is a key that signs heads of the audit log.
type LogKey struct {
	Signer   note.Signer
	Verifier note.Verifier
	Public   string // as note writes a verifier
}

// ReadLogKey reads a key file; found is false when there is none.
func ReadLogKey(path string) (k LogKey, found bool, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return k, false, nil
	}
	if err != nil {
		return k, false, fmt.Errorf("audit key: %w", err)
	}
	private, public, _ := strings.Cut(strings.TrimSpace(string(raw)), "\n")
	k.Public = public
	if k.Signer, err = note.NewSigner(private); err == nil {
		k.Verifier, err = note.NewVerifier(public)
	}
	if err != nil || k.Signer.KeyHash() != k.Verifier.KeyHash() {
		return k, true, fmt.Errorf("audit key %s is damaged", path)
	}
	return k, true, nil
}

// NewLogKey makes a key and writes it where no file is yet, readable by its
// owner only.
func NewLogKey(path, domain string) (LogKey, error) {
	if domain == "" {
		domain = "makewhole.local"
	}
	private, public, err := note.GenerateKey(rand.Reader, domain+"/audit")
	if err != nil {
		return LogKey{}, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return LogKey{}, fmt.Errorf("audit key: %w", err)
	}
	_, err = f.WriteString(private + "\n" + public + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return LogKey{}, fmt.Errorf("audit key: %w", err)
	}
	k, _, err := ReadLogKey(path)
	return k, err
}

// JoinLog gives the key with which this process signs the log of a store: the
// one that the store says, or a new one for a store whose log nobody has signed.
// Any other key, and none, is refused with the name of the file that is missing.
func JoinLog(ctx context.Context, db *models.DB, path, domain string) (LogKey, error) {
	var current string
	var signed *models.AuditCheckpoint
	err := db.Read(ctx, func(tx *models.Tx) error {
		row, err := tx.CurrentAuditKey()
		if err == nil || !errors.Is(err, models.ErrNotFound) {
			current = row.PublicKey
			return err
		}
		last, err := tx.LatestCheckpoint()
		if err == nil {
			signed = &last
		} else if errors.Is(err, models.ErrNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		return LogKey{}, err
	}
	if current == "" {
		return firstLogKey(ctx, db, path, domain, signed)
	}
	if err := finishRotation(path, current); err != nil {
		return LogKey{}, err
	}
	k, found, err := ReadLogKey(path)
	switch {
	case err != nil:
		return k, err
	case !found:
		return k, fmt.Errorf("%w: %s is missing; the log of this store is signed by %s: copy the file from the server or the backup that has it, or see `makewhole audit-key recover --help`", models.ErrAuditKey, path, current)
	case k.Public != current:
		return k, fmt.Errorf("%w: %s is the key %s; the log of this store is signed by %s: copy that file from the server or the backup that has it", models.ErrAuditKey, path, k.Public, current)
	}
	return k, nil
}

// firstLogKey enters the first key of a log into the store. Of two servers that
// begin at once one makes the key; the other is refused.
func firstLogKey(ctx context.Context, db *models.DB, path, domain string, signed *models.AuditCheckpoint) (LogKey, error) {
	k, found, err := ReadLogKey(path)
	if err != nil {
		return k, err
	}
	made := ""
	switch {
	case found && signed != nil:
		if _, err := note.Open([]byte(signed.Note), note.VerifierList(k.Verifier)); err != nil {
			return k, fmt.Errorf("%w: the log of this store is not signed by %s: %w", models.ErrAuditKey, path, err)
		}
	case signed != nil:
		return k, fmt.Errorf("%w: %s is missing, and the log of this store is signed up to %d entries: copy the file from the server or the backup that has it", models.ErrAuditKey, path, signed.TreeSize)
	case !found:
		made = path + ".new"
		_ = os.Remove(made) // of a start that ended before the store knew it
		if k, err = NewLogKey(made, domain); err != nil {
			return k, err
		}
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		if now, err := tx.CurrentAuditKey(); !errors.Is(err, models.ErrNotFound) {
			return errors.Join(err, fmt.Errorf("%w: another server has begun the log of this store with the key %s: copy its %s to %s", models.ErrAuditKey, now.PublicKey, AuditKeyFile, path))
		}
		_, err := tx.UseAuditKey(models.SystemActor(states.SystemStart), k.Public, "first key of the log")
		return err
	})
	if made == "" {
		return k, err
	}
	if err != nil && !errors.Is(err, models.ErrCommitUnknown) {
		return k, errors.Join(err, os.Remove(made))
	}
	return k, errors.Join(err, os.Rename(made, path))
}

// finishRotation puts a new key in its place when the store knows it already:
// the process ended between the two.
func finishRotation(path, current string) error {
	k, found, err := ReadLogKey(path + ".new")
	if err != nil || !found || k.Public != current {
		return nil //nolint:nilerr // a half-written file that the store does not know
	}
	return os.Rename(path+".new", path)
}

// ReplaceLogKey makes a key with the name of the log, enters it into the store
// and puts its file in the place of the old one, which is kept. It returns the
// path of the file, which every server of the store needs.
func ReplaceLogKey(ctx context.Context, db *models.DB, dir, name, reason string) (row models.AuditKey, path string, err error) {
	path = filepath.Join(dir, AuditKeyFile)
	_ = os.Remove(path + ".new")
	k, err := NewLogKey(path+".new", strings.TrimSuffix(name, "/audit"))
	if err != nil {
		return row, path, err
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		row, err = tx.UseAuditKey(models.SystemActor(states.SystemOperator), k.Public, reason)
		return err
	})
	if err != nil {
		return row, path, errors.Join(err, os.Remove(path+".new"))
	}
	if err := os.Rename(path, fmt.Sprintf("%s.until-%d", path, row.FromSize)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return row, path, err
	}
	return row, path, os.Rename(path+".new", path)
}
