package models

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"testing"
	"time"
)

// D10.
func TestSQLiteVersionIsRefusedBelowTheFix(t *testing.T) {
	t.Parallel()
	for version, ok := range map[string]bool{
		"3.51.3": true, "3.51.4": true, "3.52.0": true, "3.53.4": true, "4.0.0": true, "3.51.3.1": true,
		"3.51.2": false, "3.50.9": false, "3.41.2": false, "2.99.99": false, "": false, "3.x.1": false, "3": false,
	} {
		err := checkSQLiteVersion(version)
		if (err == nil) != ok || (err != nil && !errors.Is(err, ErrEngine)) {
			t.Errorf("%q: %v", version, err)
		}
	}
}

// D3: each connection of each pool has every pragma, however many are open.
func TestEveryConnectionHasItsPragmas(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db, err := Open(ctx, Config{Driver: "sqlite", Dir: t.TempDir(), Now: func() time.Time { return time.Unix(0, 0) }, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	want := map[string]string{"busy_timeout": "10000", "journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0"}
	for name, p := range map[string]struct {
		pool  pool
		conns int
		ro    string
	}{"writer": {db.write, 1, "0"}, "readers": {db.read, 4, "1"}} {
		var held []*sql.Conn
		for range p.conns {
			conn, err := p.pool.sql.Conn(ctx)
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, conn)
			want["query_only"] = p.ro
			for pragma, value := range want {
				var have string
				if err := conn.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(&have); err != nil || have != value {
					t.Errorf("%s: %s = %s, want %s (%v)", name, pragma, have, value, err)
				}
			}
		}
		for _, c := range held {
			_ = c.Close()
		}
	}
}

func TestWeakSettingsAreRefused(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for _, pragma := range []string{"synchronous(NORMAL)", "foreign_keys(0)", "journal_mode(DELETE)"} {
		p, err := sqlitePool(ctx, t.TempDir(), false, 1, Config{Now: time.Now}, append(slices.Clone(writerPragmas), pragma))
		if !errors.Is(err, ErrEngine) {
			t.Errorf("%s: %v", pragma, err)
		}
		_ = p.sql.Close()
	}
}
