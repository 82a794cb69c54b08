package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"makewhole/models"
	"makewhole/test/dbtest"
)

// D14: a second writer of a data directory is refused, a reader beside it works.
func TestOneWriterForADirectory(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cfg := models.Config{Driver: "sqlite", Dir: dir, Now: dbtest.NewClock().Now}
	writer, err := models.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := models.Open(ctx, cfg); !errors.Is(err, models.ErrLocked) {
		t.Errorf("second writer: %v", err)
	}
	p := newProtocol("seen")
	must(t, writer, func(tx *models.Tx) error { return models.Insert(tx, &p) })
	cfg.ReadOnly = true
	reader, err := models.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	see := func() {
		t.Helper()
		err := reader.Read(ctx, func(tx *models.Tx) error {
			_, err := models.ByPublicID[models.Protocol](tx, p.PublicID)
			return err
		})
		if err != nil {
			t.Errorf("reader: %v", err)
		}
	}
	see()
	refused(t, reader, models.ErrReadOnly, func(*models.Tx) error { return nil })
	if err := errors.Join(writer.Close(), reader.Close()); err != nil {
		t.Fatal(err)
	}
	if reader, err = models.Open(ctx, cfg); err != nil { // the writer is gone
		t.Fatal(err)
	}
	see()
	if err := reader.Close(); err != nil {
		t.Fatal(err)
	}
	cfg.ReadOnly = false
	again, err := models.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, "makewhole.lock")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("lock file: %v %v", info, err)
	}
}

func TestOpenRefusesBadConfig(t *testing.T) {
	t.Parallel()
	now := dbtest.NewClock().Now
	for _, c := range []models.Config{
		{Driver: "mysql", Now: now}, {Driver: "sqlite", Dir: t.TempDir()},
		{Driver: "postgres", DSN: "postgres://nobody@127.0.0.1:1/none?connect_timeout=1", Now: now},
		{Driver: "sqlite", Dir: filepath.Join(t.TempDir(), "absent"), ReadOnly: true, Now: now},
	} {
		if db, err := models.Open(ctx, c); err == nil {
			t.Errorf("opened %+v", c)
			_ = db.Close()
		}
	}
}
