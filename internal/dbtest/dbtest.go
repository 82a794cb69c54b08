package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the plain handle that makes schemas

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

// HasPostgres reports whether there is a PostgreSQL to test on. Where the
// environment promises one (MAKEWHOLE_REQUIRE_PG) its absence is a failure.
func HasPostgres(t testing.TB) bool {
	t.Helper()
	if os.Getenv("TEST_DATABASE_URL") != "" {
		return true
	}
	if os.Getenv("MAKEWHOLE_REQUIRE_PG") != "" {
		t.Fatal("MAKEWHOLE_REQUIRE_PG is set and TEST_DATABASE_URL is empty")
	}
	return false
}

// Postgres returns a migrated store in a schema of its own. It fails the test
// when TEST_DATABASE_URL is empty.
func Postgres(t testing.TB, now func() time.Time) *models.DB {
	t.Helper()
	db := open(t, models.Config{Driver: "postgres", DSN: PostgresDSN(t), Now: now, MaxConns: 8})
	if err := db.Migrate(context.Background()); err != nil {
		t.Fatal(err)
	}
	return db
}

// PostgresDSN makes an empty schema, dropped when the test ends, and returns
// the connection string that works in it.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	base, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil || base.Scheme == "" {
		t.Fatal("TEST_DATABASE_URL is no postgres:// URL")
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails on supported systems
	schema := "t_" + hex.EncodeToString(b[:])
	run(t, base.String(), "CREATE SCHEMA "+schema)
	t.Cleanup(func() { run(t, base.String(), "DROP SCHEMA "+schema+" CASCADE") })
	q := base.Query()
	q.Set("search_path", schema)
	base.RawQuery = q.Encode()
	return base.String()
}

func run(t testing.TB, dsn, statement string) {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statement); err != nil {
		t.Error(err)
	}
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
	db, err := models.Open(context.Background(), models.Config{Driver: "sqlite", Dir: dir, Now: NewClock().Now})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(context.Background()); err != nil {
		_ = db.Close()
		return nil, err
	}
	if err := db.Close(); err != nil { // closing the last connection empties the log into the file
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "makewhole.db"))
}
