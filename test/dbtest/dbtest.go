package dbtest

import (
	"context"
	"errors"
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
	return Copy(t, template(t), now)
}

// Copy opens a SQLite store whose file has this content, see Content.
func Copy(t testing.TB, content []byte, now func() time.Time) *models.DB {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, models.Config{Driver: "sqlite", Dir: dir, Now: now})
}

// Content is the file of a new SQLite store that fill has written into, for tests
// that begin many times from the same rows.
func Content(now func() time.Time, fill func(db *models.DB) error) ([]byte, error) {
	dir, err := os.MkdirTemp("", "makewhole-dbtest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	db, err := models.Open(ctx, models.Config{Driver: "sqlite", Dir: dir, Now: now})
	if err != nil {
		return nil, err
	}
	// Closing the last connection empties the log into the file.
	if err := errors.Join(db.Migrate(ctx), fill(db), db.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, fileName))
}

// fileName is what the store calls its file.
const fileName = "makewhole.db"

// Each runs fn on every engine there is: SQLite, and PostgreSQL when
// TEST_DATABASE_URL is set. Where the environment promises PostgreSQL
// (MAKEWHOLE_REQUIRE_PG) only PostgreSQL runs: the everyday suite has SQLite.
func Each(t *testing.T, fn func(t *testing.T, db *models.DB)) {
	t.Helper()
	EachClock(t, func(t *testing.T, db *models.DB, _ *Clock) { fn(t, db) })
}

// EachClock is Each with the clock of the store.
func EachClock(t *testing.T, fn func(t *testing.T, db *models.DB, clock *Clock)) {
	t.Helper()
	if !onlyPostgres() {
		t.Run("sqlite", func(t *testing.T) {
			t.Parallel()
			clock := NewClock()
			fn(t, Open(t, clock.Now), clock)
		})
	}
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
	return Content(NewClock().Now, func(*models.DB) error { return nil })
}
