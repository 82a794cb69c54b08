package main

import (
	"errors"
	"fmt"
	"os"

	"makewhole/internal/app"
	"makewhole/internal/backup"
	"makewhole/internal/cli"
	"makewhole/models"
)

// BackupCmd writes a backup beside running servers.
type BackupCmd struct {
	app.StoreFlags `embed:""`
	Dir            string `arg:"" help:"Directory to make; it must not exist." type:"path"`
	Deployment     string `help:"File that names the contracts; default deployment.json in the data directory." type:"path" placeholder:"FILE"`
	WithKey        bool   `help:"Put the private key of the audit log into it, too: keep the backup as secret as the key."`
}

// Help says what is in it.
func (c *BackupCmd) Help() string {
	return "It may run beside servers. The directory has the database as it is at one moment (SQLite's file, or a dump by pg_dump), deployment.json, and manifest.json with the hash of each file. Evidence is in the database. DATA/audit.key is in it only with --with-key: keep it elsewhere otherwise, a restored server needs it or `audit-key recover`."
}

// Run makes the backup and says what is in it.
func (c *BackupCmd) Run(g *cli.Globals) error {
	m, err := backup.Make(g.Context, backup.Source{Data: c.Data, DSN: c.DSN, Deployment: c.Deployment}, c.Dir,
		backup.Options{Version: app.Version(), Now: cli.NowUTC(), WithKey: c.WithKey})
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	if err != nil || g.JSON {
		return errors.Join(err, cli.WriteJSON(g, m))
	}
	for _, f := range m.Files {
		fmt.Fprintf(g.Stdout, "%s  %12d bytes  %s\n", f.SHA256, f.Bytes, f.Name)
	}
	fmt.Fprintf(g.Stdout, "%s holds a backup of the %s store. Restore: makewhole restore %s --data NEW\n", c.Dir, m.Engine, c.Dir)
	if !m.HasKey() {
		fmt.Fprintln(g.Stdout, "The key of the audit log is not in it: keep DATA/audit.key elsewhere.")
	}
	return nil
}

// RestoreCmd puts a backup in a new place and verifies it.
type RestoreCmd struct {
	app.StoreFlags `embed:""`
	app.ChainFlags `embed:""`
	Dir            string `arg:"" help:"Directory of a backup." type:"existingdir"`
	Verifier       string `help:"Directory of the second implementation." default:"contracts/verifier" type:"path" placeholder:"DIR"`
	LimitFlags     `embed:""`
}

// Help says what follows.
func (c *RestoreCmd) Help() string {
	return "The data directory, or the database of --dsn, must have no store yet. The backup's files are compared with their hashes, the schema is brought to the version of this binary, and everything is verified as by `makewhole verify`, with --rpc against the chain too. Exit 0 good, 1 violation, 2 not all could be checked. When a server starts on it, its sender first finds out what the chain has done since (docs/operations.md)."
}

// Run restores, migrates, verifies and reports.
func (c *RestoreCmd) Run(g *cli.Globals) error {
	m, err := backup.Restore(g.Context, c.Dir, backup.Source{Data: c.Data, DSN: c.DSN, Deployment: c.Deployment})
	if errors.Is(err, backup.ErrOccupied) || errors.Is(err, backup.ErrBackup) {
		return fmt.Errorf("%w: %w", cli.ErrRefused, err)
	}
	if err != nil {
		return err
	}
	db, err := models.Open(g.Context, c.Config(cli.NowUTC, false))
	if err != nil {
		return err
	}
	if err := errors.Join(db.Migrate(g.Context), db.Close()); err != nil {
		return err
	}
	fmt.Fprintf(g.Stderr, "restored: %s store of %s, made by %s; the schema is up to date\n", m.Engine, m.MadeAt.Format("2006-01-02 15:04:05 MST"), m.Version)
	if !m.HasKey() {
		fmt.Fprintf(g.Stderr, "put audit.key into %s before a server starts, or see `makewhole audit-key recover --help`\n", c.Data)
	}
	verify := VerifyStoreCmd{StoreFlags: c.StoreFlags, ChainFlags: c.ChainFlags, LimitFlags: c.LimitFlags, Verifier: c.Verifier, Sample: 3}
	return verify.Run(g)
}
