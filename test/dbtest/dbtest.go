package dbtest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"makewhole/models"
)

// New returns a migrated SQLite store in t.TempDir(), on a standing clock.
func New(t testing.TB) *models.DB {
	t.Helper()
	return Open(t, NewClock().Now)
}

// Open is New with a clock of the caller.
func Open(t testing.TB, now func() time.Time) *models.DB {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "makewhole.db"), template(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, models.Config{Driver: "sqlite", Dir: dir, Now: now})
}

// Each runs fn on every engine there is: SQLite, and PostgreSQL when
// TEST_DATABASE_URL is set.
func Each(t *testing.T, fn func(t *testing.T, db *models.DB)) {
	t.Helper()
	EachClock(t, func(t *testing.T, db *models.DB, _ *Clock) { fn(t, db) })
}

// EachClock is Each with the clock of the store.
func EachClock(t *testing.T, fn func(t *testing.T, db *models.DB, clock *Clock)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		clock := NewClock()
		fn(t, Open(t, clock.Now), clock)
	})
	if !HasPostgres(t) {
		return
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		clock := NewClock()
		fn(t, Postgres(t, clock.Now), clock)
	})
}

func open(t testing.TB, c models.Config) *models.DB {
	t.Helper()
	db, err := models.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

var migrated struct {
	once sync.Once
	body []byte
	err  error
}

// template migrates one SQLite database per process; tests start from a copy.
func template(t testing.TB) []byte {
	t.Helper()
	migrated.once.Do(func() { migrated.body, migrated.err = makeTemplate() })
	if migrated.err != nil {
		t.Fatal(migrated.err)
	}
	return migrated.body
}

func makeTemplate() ([]byte, error) {
	dir, err := os.MkdirTemp("", "makewhole-dbtest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	// Closing the last connection empties the log into the file.
	if err := migrateOnce(context.Background(), models.Config{Driver: "sqlite", Dir: dir, Now: NewClock().Now}); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "makewhole.db"))
}
