package migrations_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"makewhole/migrations"
	"makewhole/models/sqlite"
	"makewhole/test/dbtest"
)

// scratch is a database of one engine that a test may spoil.
type scratch struct {
	driver string
	sql    *sql.DB
	gorm   *gorm.DB
}

// each runs fn on an empty database of every engine there is.
func each(t *testing.T, fn func(t *testing.T, s scratch)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		pool := sqlite.Open(filepath.Join(t.TempDir(), "scratch.db"), false, []string{"foreign_keys(1)", "synchronous(0)"})
		fn(t, connect(t, "sqlite", lookingDialect{sqlite.Dialect{Conn: pool}}))
	})
	if dbtest.HasPostgres(t) {
		t.Run("postgres", func(t *testing.T) {
			t.Parallel()
			fn(t, connect(t, "postgres", postgres.Open(dbtest.PostgresDSN(t))))
		})
	}
}

// eachMigrated is each with the schema of this program.
func eachMigrated(t *testing.T, fn func(t *testing.T, s scratch)) {
	t.Helper()
	each(t, func(t *testing.T, s scratch) {
		if err := migrations.Up(context.Background(), s.driver, s.sql); err != nil {
			t.Fatal(err)
		}
		fn(t, s)
	})
}

func connect(t *testing.T, driver string, d gorm.Dialector) scratch {
	t.Helper()
	g, err := gorm.Open(d, &gorm.Config{Logger: logger.Discard, SkipDefaultTransaction: true, CreateBatchSize: 100})
	if err != nil {
		t.Fatal(err)
	}
	handle, err := g.DB()
	if err != nil {
		t.Fatal(err)
	}
	if driver == "sqlite" {
		handle.SetMaxOpenConns(1)
	}
	t.Cleanup(func() {
		if err := handle.Close(); err != nil {
			t.Error(err)
		}
	})
	return scratch{driver, handle, g}
}

func (s scratch) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := s.sql.Exec(s.bind(statement), args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// bind turns ? into the engine's parameter marks.
func (s scratch) bind(statement string) string {
	if s.driver == "sqlite" {
		return statement
	}
	var b strings.Builder
	n := '0'
	for _, part := range strings.SplitAfter(statement, "?") {
		if head, ok := strings.CutSuffix(part, "?"); ok {
			n++
			b.WriteString(head + "$" + itoa(int(n-'0')))
			continue
		}
		b.WriteString(part)
	}
	return b.String()
}

// strings1 reads one text column.
func (s scratch) strings1(t *testing.T, query string, args ...any) []string {
	t.Helper()
	rows, err := s.sql.Query(s.bind(query), args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var v string
		if err := rows.Scan(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
