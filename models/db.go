package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"makewhole/migrations"
)

// Config says where the data is. Now is the clock of every transaction.
type Config struct {
	Driver   string // sqlite or postgres
	Dir      string // SQLite: data directory; the database is Dir/makewhole.db
	DSN      string // PostgreSQL: connection string
	Now      func() time.Time
	MaxConns int // readers on SQLite, connections on PostgreSQL; 0 = 8
	ReadOnly bool

	// Hook is called before and after the commit of every write transaction.
	// Tests only.
	Hook func(point string)
}

// pool is one set of connections and the GORM handle over it.
type pool struct {
	sql  *sql.DB
	gorm *gorm.DB
}

// DB is an open store. Write with Tx, read with Read.
type DB struct {
	driver   string
	readOnly bool
	now      func() time.Time
	write    pool // one connection on SQLite
	read     pool // the same pool on PostgreSQL
	release  func() error
	hook     func(point string)
	uniques  sync.Map // SQLite: "t.a, t.b" → index name
}

// Open connects, checks that the engine and its settings are fit, and takes
// the writer lock of a SQLite directory. It does not migrate.
func Open(ctx context.Context, c Config) (*DB, error) {
	if c.Now == nil {
		return nil, errors.New("open store: Config.Now is missing")
	}
	if c.MaxConns <= 0 {
		c.MaxConns = 8
	}
	db := &DB{driver: c.Driver, readOnly: c.ReadOnly, now: c.Now, release: func() error { return nil }, hook: c.Hook}
	var err error
	switch c.Driver {
	case "sqlite":
		err = db.openSQLite(ctx, c)
	case "postgres":
		err = db.openPostgres(ctx, c)
	default:
		err = fmt.Errorf("unknown driver %q", c.Driver)
	}
	if err != nil {
		_ = db.Close()
		return nil, wrap("open store", err)
	}
	return db, nil
}

// Close closes all connections and gives the writer lock back.
func (db *DB) Close() error {
	var errs []error
	for _, p := range []pool{db.read, db.write} {
		if p.sql != nil {
			errs = append(errs, p.sql.Close())
		}
	}
	return errors.Join(append(errs, db.release())...)
}

// Driver is "sqlite" or "postgres".
func (db *DB) Driver() string { return db.driver }

// Migrate brings the schema to the version of this binary, up only.
func (db *DB) Migrate(ctx context.Context) error {
	if db.readOnly {
		return ErrReadOnly
	}
	return migrations.Up(ctx, db.driver, db.write.sql)
}

// CheckSchema refuses a schema that is older or newer than this binary, or
// whose migrations were edited after they were released.
func (db *DB) CheckSchema(ctx context.Context) error {
	return migrations.Check(ctx, db.driver, db.read.sql)
}

// Checkpoint moves SQLite's write-ahead log into the database and empties it,
// as far as readers allow, and returns how many bytes of log are left. A job
// runs it: a long reader must not let the log grow without bound. PostgreSQL
// does this by itself.
func (db *DB) Checkpoint(ctx context.Context) (logBytes int64, err error) {
	if db.driver != "sqlite" || db.readOnly {
		return 0, nil
	}
	conn, err := db.write.sql.Conn(ctx) // the writer's only one: nobody writes meanwhile
	if err != nil {
		return 0, wrap("checkpoint", db.translate(err))
	}
	defer conn.Close()
	defer func() {
		_, again := conn.ExecContext(context.WithoutCancel(ctx), busyPragma)
		err = errors.Join(err, again)
	}()
	var busy, frames, moved, page int64
	for _, step := range []struct {
		query string
		into  []any
	}{
		{"PRAGMA busy_timeout(0)", []any{&busy}}, // do not wait for readers
		{"PRAGMA wal_checkpoint(TRUNCATE)", []any{&busy, &frames, &moved}},
		{"PRAGMA page_size", []any{&page}},
	} {
		if err := conn.QueryRowContext(ctx, step.query).Scan(step.into...); err != nil {
			return 0, wrap("checkpoint", db.translate(err))
		}
	}
	return frames * page, nil
}

// gormConfig keeps TranslateError off on purpose: GORM's translation drops the
// name of the constraint, which translate in errors.go keeps.
func gormConfig(now func() time.Time) *gorm.Config {
	return &gorm.Config{
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard,
		NowFunc:                func() time.Time { return micros(now()) },
	}
}

// micros is the only precision both engines keep.
func micros(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
