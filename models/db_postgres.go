package models

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// minPostgres is server_version_num of PostgreSQL 15.0.
const minPostgres = 150000

// openPostgres opens one pool for reading and writing. Every session asks for
// synchronous_commit=on, is asked whether it has it, and works in UTC.
func (db *DB) openPostgres(ctx context.Context, c Config) error {
	cfg, err := pgx.ParseConfig(c.DSN)
	if err != nil {
		return err
	}
	cfg.RuntimeParams["timezone"] = "UTC"
	cfg.RuntimeParams["application_name"] = "makewhole"
	handle := stdlib.OpenDB(*cfg, stdlib.OptionAfterConnect(preparePostgres))
	handle.SetMaxOpenConns(c.MaxConns)
	handle.SetMaxIdleConns(c.MaxConns)
	handle.SetConnMaxIdleTime(5 * time.Minute)
	db.read = pool{sql: handle}
	if err := handle.PingContext(ctx); err != nil {
		return err
	}
	db.read.gorm, err = gorm.Open(postgres.New(postgres.Config{Conn: handle}), gormConfig(c.Now))
	db.write = db.read
	return err
}

// preparePostgres runs once per session: a session with asynchronous commit can
// lose acknowledged payments when the server stops hard.
func preparePostgres(ctx context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name: "timestamptz", OID: pgtype.TimestamptzOID,
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	const set = `SELECT set_config('synchronous_commit', 'on', false),
		set_config('idle_in_transaction_session_timeout', '60000', false)`
	if _, err := conn.Exec(ctx, set); err != nil {
		return err
	}
	var sync string
	var version int
	const q = `SELECT current_setting('synchronous_commit'), current_setting('server_version_num')::int`
	if err := conn.QueryRow(ctx, q).Scan(&sync, &version); err != nil {
		return err
	}
	if sync != "on" || version < minPostgres {
		return fmt.Errorf("%w: synchronous_commit=%s, server version %d, want on and %d", ErrEngine, sync, version, minPostgres)
	}
	return nil
}
