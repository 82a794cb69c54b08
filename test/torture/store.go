package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"makewhole/models"
)

// store is where instances keep what they know: a SQLite directory, which has
// one process, or a PostgreSQL database, which has many.
type store struct {
	name   string
	shared bool // all instances live in one process: one crash is everybody's
	open   func(ctx context.Context, now func() time.Time) (*models.DB, error)
	close  func() error
}

// sqliteStore is a real file in a temporary directory.
func sqliteStore() (*store, error) {
	dir, err := os.MkdirTemp("", "makewhole-torture-")
	if err != nil {
		return nil, err
	}
	return &store{
		name: "sqlite", shared: true, close: func() error { return os.RemoveAll(dir) },
		open: func(ctx context.Context, now func() time.Time) (*models.DB, error) {
			return models.Open(ctx, models.Config{Driver: "sqlite", Dir: filepath.Join(dir, "data"), Now: now, MaxConns: 4})
		},
	}, nil
}

// postgresStore is a database of its own on a server.
func postgresStore(ctx context.Context, pg *postgres) (*store, error) {
	dsn, err := pg.database(ctx)
	if err != nil {
		return nil, err
	}
	return &store{
		name: "postgres", close: func() error { return nil },
		open: func(ctx context.Context, now func() time.Time) (*models.DB, error) {
			return models.Open(ctx, models.Config{Driver: "postgres", DSN: dsn, Now: now, MaxConns: 4})
		},
	}, nil
}

// migrate makes the schema.
func (s *store) migrate(ctx context.Context, now func() time.Time) error {
	db, err := s.open(ctx, now)
	if err != nil {
		return fmt.Errorf("open %s: %w", s.name, err)
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return db.Close()
}
