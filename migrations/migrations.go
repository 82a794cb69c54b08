package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed sqlite/*.sql postgres/*.sql
var files embed.FS

//go:embed migrations.sum
var sums string

// Errors of a schema that does not fit this binary.
var (
	ErrNewer   = errors.New("database is newer than this program")
	ErrOlder   = errors.New("database schema is older than this program: run migrate")
	ErrChanged = errors.New("a released migration was changed")
)

// Files is the folder of one engine.
func Files(driver string) (fs.FS, error) { return fs.Sub(files, driver) }

// provider builds goose over the embedded folder of an engine. On PostgreSQL a
// session advisory lock, one per schema, keeps two starting programs apart; on
// SQLite the writer lock of the data directory does.
func provider(ctx context.Context, driver string, db *sql.DB) (*goose.Provider, error) {
	folder, err := Files(driver)
	if err != nil {
		return nil, err
	}
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger())}
	dialect := goose.DialectSQLite3
	if driver == "postgres" {
		dialect = goose.DialectPostgres
		var schema string
		if err := db.QueryRowContext(ctx, "SELECT current_schema()").Scan(&schema); err != nil {
			return nil, err
		}
		id := fnv.New64a()
		id.Write([]byte("makewhole migrations " + schema))
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockID(int64(id.Sum64()>>1)), lock.WithLockTimeout(1, 300))
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db, folder, opts...)
}

// Up applies every migration the database does not have, each in one
// transaction with its record. There is no way down: restore a backup.
func Up(ctx context.Context, driver string, db *sql.DB) error {
	p, err := provider(ctx, driver, db)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if err := checkRecorded(ctx, driver, db, p); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return recordHashes(ctx, driver, db)
}

// Check refuses a database that is not exactly at the version of this program.
// It writes nothing, so a reader may ask.
func Check(ctx context.Context, driver string, db *sql.DB) error {
	exists := "SELECT count(*) FROM sqlite_schema WHERE name = 'goose_db_version'"
	if driver == "postgres" {
		exists = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'"
	}
	var n int
	if err := db.QueryRowContext(ctx, exists).Scan(&n); err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	if n == 0 { // goose would make its table now
		return fmt.Errorf("check schema: %w", ErrOlder)
	}
	p, err := provider(ctx, driver, db)
	if err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	if err := checkRecorded(ctx, driver, db, p); err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	pending, err := p.HasPending(ctx)
	if err == nil && pending {
		err = ErrOlder
	}
	if err != nil {
		return fmt.Errorf("check schema: %w", err)
	}
	return nil
}

// Sum is the hash of one migration file, as migrations.sum lists it.
func Sum(content []byte) string {
	h := sha256.Sum256(content)
	return hex.EncodeToString(h[:])
}

// Sums reads migrations.sum: "hash  sqlite/0001_name.sql" per line.
func Sums() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(sums) {
		if hash, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			out[name] = hash
		}
	}
	return out
}
