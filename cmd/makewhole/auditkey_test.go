package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"makewhole/internal/app"
	"makewhole/internal/cli"
	"makewhole/models"
)

// The commands do it on a stopped store.
func TestAuditKeyCommands(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	db, err := models.Open(t.Context(), app.StoreFlags{Data: dir}.Config(cli.NowUTC, false))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	k, err := app.JoinLog(t.Context(), db, filepath.Join(dir, app.AuditKeyFile), "example.org")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	refuses(t, exitRefused, "use rotate", "audit-key", "recover", "--data", dir, "--reason", "x", "--lost")
	answer[models.AuditKey](t, "audit-key", "rotate", "--data", dir, "--reason", "yearly")
	if err := os.Remove(filepath.Join(dir, app.AuditKeyFile)); err != nil {
		t.Fatal(err)
	}
	refuses(t, exitFailed, app.AuditKeyFile, "audit-key", "rotate", "--data", dir, "--reason", "x")
	answer[models.AuditKey](t, "audit-key", "recover", "--data", dir, "--reason", "disk died", "--lost")
	if keys := answer[[]models.AuditKey](t, "audit-key", "show", "--data", dir); len(keys) != 3 || keys[0].PublicKey != k.Public {
		t.Errorf("%+v", keys)
	}
}
