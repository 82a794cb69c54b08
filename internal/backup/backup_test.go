package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"makewhole/models"
	"makewhole/states"
	"makewhole/test/dbtest"
)

var clock = dbtest.NewClock()

func open(t *testing.T, s Source) *models.DB {
	t.Helper()
	c := models.Config{Driver: "sqlite", Dir: s.Data, Now: clock.Now}
	if s.DSN != "" {
		c = models.Config{Driver: "postgres", DSN: s.DSN, Now: clock.Now}
	}
	db, err := models.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// store makes a migrated store with a row that says which it is, and its files.
func store(t *testing.T, s Source, mark string) *models.DB {
	t.Helper()
	db := open(t, s)
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	freeze(t, db, mark)
	for name, text := range map[string]string{deploymentFile: `{"of":"` + mark + `"}`, keyFile: "the key of " + mark} {
		if err := os.WriteFile(filepath.Join(s.Data, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

func freeze(t *testing.T, db *models.DB, mark string) {
	t.Helper()
	err := db.Tx(t.Context(), func(tx *models.Tx) error { return tx.Freeze(mark, models.SystemActor(states.SystemCommand)) })
	if err != nil {
		t.Fatal(err)
	}
}

func markOf(t *testing.T, db *models.DB) (mark string) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *models.Tx) error {
		f, err := tx.FreezeFlag()
		mark = f.Reason
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return mark
}

// each runs fn with a source and a place to restore to, on every engine.
func each(t *testing.T, fn func(t *testing.T, from, to Source)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, Source{Data: t.TempDir()}, Source{Data: filepath.Join(t.TempDir(), "new")})
	})
	if dbtest.HasPostgres(t) {
		t.Run("postgres", func(t *testing.T) {
			t.Parallel()
			fn(t, Source{Data: t.TempDir(), DSN: dbtest.EmptyDSN(t)}, Source{Data: filepath.Join(t.TempDir(), "new"), DSN: dbtest.EmptyDSN(t)})
		})
	}
}

var options = Options{Version: "v", Now: time.Unix(1, 0)}

// TestBackupAndRestore: what was in the store when the backup was made is in the
// new one, though the server goes on writing into the old one.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, from, to Source) {
		db := store(t, from, "before")
		dir := filepath.Join(t.TempDir(), "b")
		o := options
		o.WithKey = true
		m, err := Make(t.Context(), from, dir, o)
		if err != nil {
			t.Fatal(err)
		}
		freeze(t, db, "after")
		if !m.HasKey() || len(m.Files) != 3 || m.Engine != from.engine() {
			t.Errorf("%+v", m)
		}
		private(t, dir)
		got, err := Restore(t.Context(), dir, to)
		if err != nil || !slices.Equal(got.Files, m.Files) {
			t.Fatalf("%+v, %v", got, err)
		}
		private(t, to.Data)
		again := open(t, to)
		if err := again.CheckSchema(t.Context()); err != nil {
			t.Error(err)
		}
		if mark := markOf(t, again); mark != "before" {
			t.Errorf("the restored store says %q", mark)
		}
		if raw, err := os.ReadFile(filepath.Join(to.Data, keyFile)); err != nil || string(raw) != "the key of before" {
			t.Errorf("%s, %v", raw, err)
		}
		if _, err := Restore(t.Context(), dir, to); err == nil {
			t.Error("restored over a store")
		}
		if mark := markOf(t, again); mark != "before" {
			t.Errorf("a refused restore left %q", mark)
		}
	})
}

// private wants files that are their owner's alone.
func private(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", e.Name(), info.Mode(), err)
		}
	}
}

// TestWithoutKey: the key is in a backup only where that is wanted.
func TestWithoutKey(t *testing.T) {
	t.Parallel()
	from := Source{Data: t.TempDir()}
	store(t, from, "x")
	dir := filepath.Join(t.TempDir(), "b")
	if m, err := Make(t.Context(), from, dir, options); err != nil || m.HasKey() {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err := os.Stat(filepath.Join(dir, keyFile)); !errors.Is(err, os.ErrNotExist) {
		t.Error("the key is there")
	}
	if err := os.Remove(filepath.Join(from.Data, keyFile)); err != nil {
		t.Fatal(err)
	}
	o := options
	o.WithKey = true
	if _, err := Make(t.Context(), from, filepath.Join(t.TempDir(), "c"), o); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key that is not there: %v", err)
	}
}

// TestOneEditedByteIsSeen: every file is held against its hash before anything is
// written, and what cannot be restored leaves no store.
func TestOneEditedByteIsSeen(t *testing.T) {
	t.Parallel()
	from := Source{Data: t.TempDir()}
	store(t, from, "x")
	for name, edit := range map[string]func(path string) error{
		models.StoreFile: flip, deploymentFile: flip, ManifestFile: func(path string) error { return os.WriteFile(path, []byte("{}"), 0o600) },
		"gone":  func(path string) error { return os.Remove(filepath.Join(filepath.Dir(path), models.StoreFile)) },
		"empty": func(path string) error { return os.Remove(filepath.Join(filepath.Dir(path), ManifestFile)) },
		"out": func(path string) error {
			return replace(filepath.Join(filepath.Dir(path), ManifestFile), `"deployment.json"`, `"../deployment.json"`)
		},
		"engine": func(path string) error {
			return replace(filepath.Join(filepath.Dir(path), ManifestFile), `"sqlite"`, `"other"`)
		},
	} {
		dir := filepath.Join(t.TempDir(), "b")
		if _, err := Make(t.Context(), from, dir, options); err != nil {
			t.Fatal(err)
		}
		if err := edit(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		to := Source{Data: filepath.Join(t.TempDir(), "new")}
		if _, err := Restore(t.Context(), dir, to); !errors.Is(err, ErrBackup) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join(to.Data, models.StoreFile)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: there is a store", name)
		}
	}
}

func flip(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	raw[len(raw)/2] ^= 1
	return os.WriteFile(path, raw, 0o600)
}

func replace(path, from, to string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.ReplaceAll(string(raw), from, to)), 0o600)
}

// TestNothingIsOverwritten: neither a backup, nor a store or its log, nor another
// deployment.
func TestNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	from := Source{Data: t.TempDir()}
	store(t, from, "x")
	dir := filepath.Join(t.TempDir(), "b")
	if _, err := Make(t.Context(), from, dir, options); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(t.Context(), from, dir, options); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a backup: %v", err)
	}
	for _, name := range []string{models.StoreFile, models.StoreFile + "-wal", deploymentFile} {
		to := Source{Data: t.TempDir()}
		if err := os.WriteFile(filepath.Join(to.Data, name), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Restore(t.Context(), dir, to); !errors.Is(err, ErrOccupied) {
			t.Errorf("%s: %v", name, err)
		}
		if raw, err := os.ReadFile(filepath.Join(to.Data, name)); err != nil || string(raw) != "mine" {
			t.Errorf("%s is now %q, %v", name, raw, err)
		}
		if entries, _ := os.ReadDir(to.Data); len(entries) != 1 {
			t.Errorf("%s: %v", name, entries)
		}
	}
	if _, err := Restore(t.Context(), dir, Source{Data: t.TempDir(), DSN: "postgres://127.0.0.1/x"}); !errors.Is(err, ErrBackup) {
		t.Errorf("into another engine: %v", err)
	}
}

// TestAFailedBackupLeavesNothing: no directory, no part of one.
func TestAFailedBackupLeavesNothing(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	if _, err := Make(t.Context(), Source{Data: t.TempDir()}, filepath.Join(parent, "b"), options); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("no store: %v", err)
	}
	from := Source{Data: t.TempDir()}
	store(t, from, "x")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Make(ctx, from, filepath.Join(parent, "c"), options); err == nil {
		t.Error("a cancelled backup is made")
	}
	if entries, _ := os.ReadDir(parent); len(entries) > 0 {
		t.Errorf("left %v", entries)
	}
}

// TestPasswordsAreNoArguments: in every form of a connection string.
func TestPasswordsAreNoArguments(t *testing.T) {
	t.Parallel()
	for dsn, want := range map[string][2]string{
		"postgres://u:s%40e@h:5/d?sslmode=require": {"postgres://u@h:5/d?sslmode=require", "s@e"},
		"postgresql://h/d?password=se&user=u":      {"postgresql://h/d?user=u", "se"},
		"postgres://u@h/d":                         {"postgres://u@h/d", ""},
		"host=h password=se user=u":                {"host=h user=u", "se"},
		`user=u password = 's e\'c' dbname=d`:      {"user=u dbname=d", "s e'c"},
		"host=h user=u passfile=/x":                {"host=h user=u passfile=/x", ""},
	} {
		open, password := splitPassword(dsn)
		if strings.Join(strings.Fields(open), " ") != want[0] || password != want[1] {
			t.Errorf("%s: %q, %q", dsn, open, password)
		}
	}
	err := tool(t.Context(), "postgres://u:hidden@127.0.0.1:1/d", "pg_dump", "--format=custom", "--file", filepath.Join(t.TempDir(), "x"))
	if err == nil || strings.Contains(err.Error(), "hidden") {
		t.Errorf("%v", err)
	}
	if err := tool(t.Context(), "postgres://h/d", "pg_dump_that_is_not_there"); err == nil || !strings.Contains(err.Error(), "not installed") {
		t.Errorf("%v", err)
	}
}
