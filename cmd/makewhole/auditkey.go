package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
)

// AuditKeyCmd manages the key that signs the audit log.
type AuditKeyCmd struct {
	Show    AuditKeyShowCmd    `cmd:"" help:"List the public keys of the audit log and what each has signed."`
	Rotate  AuditKeyRotateCmd  `cmd:"" help:"Replace the key; it is at hand."`
	Recover AuditKeyRecoverCmd `cmd:"" help:"Begin with a new key because the old one is lost."`
}

// AuditKeyShowCmd lists the keys.
type AuditKeyShowCmd struct {
	app.StoreFlags `embed:""`
}

// Run reads the store.
func (c *AuditKeyShowCmd) Run(g *cli.Globals) error {
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, true))
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
		return errors.Join(err, cli.WriteJSON(g, keys))
	}
	w := tabwriter.NewWriter(g.Stdout, 0, 0, 2, ' ', 0)
	for _, k := range keys {
		fmt.Fprintf(w, "%s\tfrom %d entries\tsince %s\n", k.PublicKey, k.FromSize, k.CreatedAt.UTC().Format("2006-01-02 15:04"))
	}
	return w.Flush()
}

// AuditKeyRotateCmd replaces a key that is at hand.
type AuditKeyRotateCmd struct {
	app.StoreFlags `embed:""`
	Reason         string `help:"Why; it is recorded." required:""`
}

// Help says what else there is to do.
func (c *AuditKeyRotateCmd) Help() string {
	return "With SQLite the server is stopped. With PostgreSQL stop the servers too, or they sign nothing until they are started again with the new DATA/audit.key, which each of them needs. The old file is kept beside it; what it signed stays valid."
}

// Run checks that the old key is the store's and puts a new one in its place.
func (c *AuditKeyRotateCmd) Run(g *cli.Globals) error {
	db, err := cli.OpenStopped(g.Context, c.StoreFlags)
	if err != nil {
		return err
	}
	defer db.Close()
	old, err := app.JoinLog(g.Context, db, filepath.Join(c.Data, app.AuditKeyFile), "")
	if err != nil {
		return err
	}
	return replaceLogKey(g, db, c.Data, old.Signer.Name(), c.Reason)
}

// AuditKeyRecoverCmd begins with a new key without the old one.
type AuditKeyRecoverCmd struct {
	app.StoreFlags `embed:""`
	Reason         string `help:"How the key was lost; it is recorded." required:""`
	Lost           bool   `help:"Say that the key is on no server and in no backup." required:""`
}

// Run enters the new key into the store, with an entry in the log.
func (c *AuditKeyRecoverCmd) Run(g *cli.Globals) error {
	db, err := cli.OpenStopped(g.Context, c.StoreFlags)
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
	k, found, err := app.ReadLogKey(filepath.Join(c.Data, app.AuditKeyFile))
	if err == nil && found && k.Public == now.PublicKey {
		return fmt.Errorf("%w: the key is here; use rotate", cli.ErrRefused)
	}
	name, _, _ := strings.Cut(now.PublicKey, "+")
	return replaceLogKey(g, db, c.Data, name, c.Reason)
}

// replaceLogKey replaces the key and says what to do with its file.
func replaceLogKey(g *cli.Globals, db *models.DB, dir, name, reason string) error {
	row, path, err := app.ReplaceLogKey(g.Context, db, dir, name, reason)
	if err != nil || g.JSON {
		return errors.Join(err, cli.WriteJSON(g, row))
	}
	_, err = fmt.Fprintf(g.Stdout, "%s signs the log from %d entries on.\nCopy %s to every server of this store and start them again.\n", row.PublicKey, row.FromSize, path)
	return err
}
