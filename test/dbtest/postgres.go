package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the plain handle that makes databases

	"makewhole/migrations"
	"makewhole/models"
)

// HasPostgres reports whether there is a PostgreSQL to test on. Where the
// environment promises one (MAKEWHOLE_REQUIRE_PG) its absence is a failure.
func HasPostgres(t testing.TB) bool {
	t.Helper()
	if os.Getenv("TEST_DATABASE_URL") != "" {
		return true
	}
	if onlyPostgres() {
		t.Fatal("MAKEWHOLE_REQUIRE_PG is set and TEST_DATABASE_URL is empty")
	}
	return false
}

func onlyPostgres() bool { return os.Getenv("MAKEWHOLE_REQUIRE_PG") != "" }

// Postgres returns a migrated store in a database of its own, copied from a
// template that is made once for a schema and stays on the server. It fails the
// test when TEST_DATABASE_URL is empty.
func Postgres(t testing.TB, now func() time.Time) *models.DB {
	t.Helper()
	return open(t, models.Config{Driver: "postgres", DSN: MigratedDSN(t), Now: now, MaxConns: 8})
}

// MigratedDSN makes a migrated database, dropped when the test ends, and
// returns its connection string, for tests that open it several times.
func MigratedDSN(t testing.TB) string {
	t.Helper()
	base := serverURL(t)
	template, err := pgTemplate(base)
	if err != nil {
		t.Fatal(err)
	}
	return database(t, base, " TEMPLATE "+template)
}

// EmptyDSN makes a database without anything in it, dropped when the test ends,
// and returns its connection string.
func EmptyDSN(t testing.TB) string {
	t.Helper()
	return database(t, serverURL(t), "")
}

func database(t testing.TB, base url.URL, from string) string {
	t.Helper()
	server, name := base.String(), unique()
	run(t, server, "CREATE DATABASE "+name+from)
	t.Cleanup(func() { run(t, server, "DROP DATABASE "+name+" WITH (FORCE)") })
	base.Path = "/" + name
	return base.String()
}

// PostgresDSN makes an empty schema, dropped when the test ends, and returns
// the connection string that works in it.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	base, schema := serverURL(t), unique()
	server := base.String()
	run(t, server, "CREATE SCHEMA "+schema)
	t.Cleanup(func() { run(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	q := base.Query()
	q.Set("search_path", schema)
	base.RawQuery = q.Encode()
	return base.String()
}

func serverURL(t testing.TB) url.URL {
	t.Helper()
	base, err := url.Parse(os.Getenv("TEST_DATABASE_URL"))
	if err != nil || base.Scheme == "" {
		t.Fatal("TEST_DATABASE_URL is no postgres:// URL")
	}
	return *base
}

// unique names a database or schema of one test.
func unique() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails on supported systems
	return "t_" + hex.EncodeToString(b[:])
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

var pgTemplates struct {
	once sync.Once
	name string
	err  error
}

// pgTemplate returns the name of a database that holds the schema of this
// program and nobody connects to.
func pgTemplate(base url.URL) (string, error) {
	pgTemplates.once.Do(func() { pgTemplates.name, pgTemplates.err = makePGTemplate(base) })
	return pgTemplates.name, pgTemplates.err
}

// makePGTemplate builds the template under another name and renames it when it
// is whole. Test processes that start together wait for each other.
func makePGTemplate(base url.URL) (string, error) {
	ctx := context.Background()
	sums := ""
	all := migrations.Sums()
	for _, file := range slices.Sorted(maps.Keys(all)) {
		sums += file + all[file]
	}
	name := "makewhole_template_" + migrations.Sum([]byte(sums))[:16]
	db, err := sql.Open("pgx", base.String())
	if err != nil {
		return "", err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close() // ends the session and its lock
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext('makewhole dbtest template'))"); err != nil {
		return "", err
	}
	var exists bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name).Scan(&exists); err != nil || exists {
		return name, err
	}
	half := unique()
	if _, err := conn.ExecContext(ctx, "CREATE DATABASE "+half); err != nil {
		return "", err
	}
	base.Path = "/" + half
	if err := migrateOnce(ctx, models.Config{Driver: "postgres", DSN: base.String(), Now: NewClock().Now}); err != nil {
		return "", err
	}
	_, err = conn.ExecContext(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", half, name))
	return name, err
}

// migrateOnce opens a store, migrates it and closes it.
func migrateOnce(ctx context.Context, c models.Config) error {
	db, err := models.Open(ctx, c)
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}
