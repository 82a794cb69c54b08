package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"golang.org/x/mod/sumdb/note"

	"makewhole/models"
)

// auditKeyFile is the private key of the audit log in a data directory.
const auditKeyFile = "audit.key"

// logKey is a key that signs heads of the audit log.
type logKey struct {
	signer   note.Signer
	verifier note.Verifier
	public   string
}

// readLogKey reads a key file; found is false when there is none.
func readLogKey(path string) (k logKey, found bool, err error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return k, false, nil
	}
	if err != nil {
		return k, false, fmt.Errorf("audit key: %w", err)
	}
	private, public, _ := strings.Cut(strings.TrimSpace(string(raw)), "\n")
	k.public = public
	if k.signer, err = note.NewSigner(private); err == nil {
		k.verifier, err = note.NewVerifier(public)
	}
	if err != nil || k.signer.KeyHash() != k.verifier.KeyHash() {
		return k, true, fmt.Errorf("audit key %s is damaged", path)
	}
	return k, true, nil
}

// newAuditKey makes a key and writes it where no file is yet, readable by its
// owner only.
func newAuditKey(path, domain string) (logKey, error) {
	if domain == "" {
		domain = "makewhole.local"
	}
	private, public, err := note.GenerateKey(rand.Reader, domain+"/audit")
	if err != nil {
		return logKey{}, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return logKey{}, fmt.Errorf("audit key: %w", err)
	}
	_, err = f.WriteString(private + "\n" + public + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return logKey{}, fmt.Errorf("audit key: %w", err)
	}
	k, _, err := readLogKey(path)
	return k, err
}

// joinLog gives the key with which this process signs the log of a store: the
// one that the store says, or a new one for a store whose log nobody has signed.
// Any other key, and none, is refused with the name of the file that is missing.
func joinLog(ctx context.Context, db *models.DB, path, domain string) (logKey, error) {
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
		return logKey{}, err
	}
	if current == "" {
		return firstLogKey(ctx, db, path, domain, signed)
	}
	if err := finishRotation(path, current); err != nil {
		return logKey{}, err
	}
	k, found, err := readLogKey(path)
	switch {
	case err != nil:
		return k, err
	case !found:
		return k, fmt.Errorf("%w: %s is missing; the log of this store is signed by %s: copy the file from the server or the backup that has it, or see `makewhole audit-key recover --help`", models.ErrAuditKey, path, current)
	case k.public != current:
		return k, fmt.Errorf("%w: %s is the key %s; the log of this store is signed by %s: copy that file from the server or the backup that has it", models.ErrAuditKey, path, k.public, current)
	}
	return k, nil
}

// firstLogKey enters the first key of a log into the store. Of two servers that
// begin at once one makes the key; the other is refused.
func firstLogKey(ctx context.Context, db *models.DB, path, domain string, signed *models.AuditCheckpoint) (logKey, error) {
	k, found, err := readLogKey(path)
	if err != nil {
		return k, err
	}
	made := ""
	switch {
	case found && signed != nil:
		if _, err := note.Open([]byte(signed.Note), note.VerifierList(k.verifier)); err != nil {
			return k, fmt.Errorf("%w: the log of this store is not signed by %s: %w", models.ErrAuditKey, path, err)
		}
	case signed != nil:
		return k, fmt.Errorf("%w: %s is missing, and the log of this store is signed up to %d entries: copy the file from the server or the backup that has it", models.ErrAuditKey, path, signed.TreeSize)
	case !found:
		made = path + ".new"
		_ = os.Remove(made) // of a start that ended before the store knew it
		if k, err = newAuditKey(made, domain); err != nil {
			return k, err
		}
	}
	err = db.Tx(ctx, func(tx *models.Tx) error {
		if now, err := tx.CurrentAuditKey(); !errors.Is(err, models.ErrNotFound) {
			return errors.Join(err, fmt.Errorf("%w: another server has begun the log of this store with the key %s: copy its %s to %s", models.ErrAuditKey, now.PublicKey, auditKeyFile, path))
		}
		_, err := tx.UseAuditKey(models.SystemActor("start"), k.public, "first key of the log")
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
	k, found, err := readLogKey(path + ".new")
	if err != nil || !found || k.public != current {
		return nil //nolint:nilerr // a half-written file that the store does not know
	}
	return os.Rename(path+".new", path)
}

// AuditKeyCmd manages the key that signs the audit log.
type AuditKeyCmd struct {
	Show    AuditKeyShowCmd    `cmd:"" help:"List the public keys of the audit log and what each has signed."`
	Rotate  AuditKeyRotateCmd  `cmd:"" help:"Replace the key; it is at hand."`
	Recover AuditKeyRecoverCmd `cmd:"" help:"Begin with a new key because the old one is lost."`
}

// AuditKeyShowCmd lists the keys.
type AuditKeyShowCmd struct {
	StoreFlags `embed:""`
}

// Run reads the store.
func (c *AuditKeyShowCmd) Run(g *Globals) error {
	db, err := models.Open(g.Context, c.config(nowUTC, true))
	if err != nil {
		return err
	}
	defer db.Close()
	var keys []models.AuditKey
	err = db.Read(g.Context, func(tx *models.Tx) error {
		keys, err = tx.AuditKeys()
		return err
	})
	if err != nil || g.JSON {
		return errors.Join(err, writeJSON(g, keys))
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	for _, k := range keys {
		fmt.Fprintf(w, "%s\tfrom %d entries\tsince %s\n", k.PublicKey, k.FromSize, k.CreatedAt.UTC().Format("2006-01-02 15:04"))
	}
	return w.Flush()
}

// AuditKeyRotateCmd replaces a key that is at hand.
type AuditKeyRotateCmd struct {
	StoreFlags `embed:""`
	Reason     string `help:"Why; it is recorded." required:""`
}

// Help says what else there is to do.
func (c *AuditKeyRotateCmd) Help() string {
	return "With SQLite the server is stopped. With PostgreSQL stop the servers too, or they sign nothing until they are started again with the new DATA/audit.key, which each of them needs. The old file is kept beside it; what it signed stays valid."
}

// Run checks that the old key is the store's and puts a new one in its place.
func (c *AuditKeyRotateCmd) Run(g *Globals) error {
	db, err := openStopped(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	defer db.Close()
	old, err := joinLog(g.Context, db, filepath.Join(c.Data, auditKeyFile), "")
	if err != nil {
		return err
	}
	return replaceLogKey(g, db, c.Data, old.signer.Name(), c.Reason)
}

// AuditKeyRecoverCmd begins with a new key without the old one.
type AuditKeyRecoverCmd struct {
	StoreFlags `embed:""`
	Reason     string `help:"How the key was lost; it is recorded." required:""`
	Lost       bool   `help:"Say that the key is on no server and in no backup." required:""`
}

// Run enters the new key into the store, with an entry in the log.
func (c *AuditKeyRecoverCmd) Run(g *Globals) error {
	db, err := openStopped(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	defer db.Close()
	var now models.AuditKey
	err = db.Read(g.Context, func(tx *models.Tx) error {
		now, err = tx.CurrentAuditKey()
		return err
	})
	if err != nil {
		return err
	}
	k, found, err := readLogKey(filepath.Join(c.Data, auditKeyFile))
	if err == nil && found && k.public == now.PublicKey {
		return fmt.Errorf("%w: the key is here; use rotate", errRefused)
	}
	name, _, _ := strings.Cut(now.PublicKey, "+")
	return replaceLogKey(g, db, c.Data, name, c.Reason)
}

// replaceLogKey makes a key with the name of the log, enters it into the store
// and puts its file in the place of the old one, which is kept.
func replaceLogKey(g *Globals, db *models.DB, dir, name, reason string) error {
	path := filepath.Join(dir, auditKeyFile)
	_ = os.Remove(path + ".new")
	k, err := newAuditKey(path+".new", strings.TrimSuffix(name, "/audit"))
	if err != nil {
		return err
	}
	var row models.AuditKey
	err = db.Tx(g.Context, func(tx *models.Tx) error {
		row, err = tx.UseAuditKey(models.SystemActor("audit-key"), k.public, reason)
		return err
	})
	if err != nil {
		return errors.Join(err, os.Remove(path+".new"))
	}
	if err := os.Rename(path, fmt.Sprintf("%s.until-%d", path, row.FromSize)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.Rename(path+".new", path); err != nil {
		return err
	}
	if g.JSON {
		return writeJSON(g, row)
	}
	_, err = fmt.Fprintf(g.Stdout, "%s signs the log from %d entries on.\nCopy %s to every server of this store and start them again.\n", k.public, row.FromSize, path)
	return err
}
