package settlebench

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"makewhole/models"
)

// readColumns are the columns of entitlements that a draft reads; keptColumns
// those of allocations that it writes: all but the generated id.
const (
	readColumns = "id, public_id, cover_id, affected, receiver, amount, class, held"
	keptColumns = `public_id, version, settlement_id, entitlement_id, part, receiver, entitled, already, amount, held, leaf_index,
		state, door, paid_to, tx_hash, block_number, block_hash, log_index, collected_at`
)

// pgEngine keeps the original as a template database and clones it. Its names
// are random: no database that was there before is touched.
type pgEngine struct {
	admin  *pgx.Conn
	dsn    string
	prefix string
	open   string // database that is used at present
	dir    string
}

func openPostgres(ctx context.Context, dsn, dir string) (*pgEngine, error) {
	admin, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	var tail [5]byte
	if _, err := rand.Read(tail[:]); err != nil {
		return nil, err
	}
	return &pgEngine{admin: admin, dsn: dsn, prefix: "makewhole_bench_" + hex.EncodeToString(tail[:]), dir: dir}, nil
}

func (e *pgEngine) name() string { return "postgres" }

// in is the connection string of one of our databases.
func (e *pgEngine) in(database string) (string, error) {
	if !strings.Contains(e.dsn, "://") {
		return e.dsn + " dbname=" + database, nil
	}
	u, err := url.Parse(e.dsn)
	if err != nil {
		return "", errors.New("the connection string is no URL")
	}
	u.Path = "/" + database
	return u.String(), nil
}

// seeded fills the original as one loads in bulk: triggers asleep, indexes built
// afterwards. Unique indexes and CHECKs are proved by that; that nothing points
// nowhere is asked for at the end.
func (e *pgEngine) seeded(ctx context.Context, fill func(db *models.DB) error) error {
	database := e.prefix + "_seed"
	for _, statement := range []string{
		"CREATE DATABASE " + database + " TEMPLATE template0",
		"ALTER DATABASE " + database + " SET session_replication_role = replica",
	} {
		if err := e.exec(ctx, statement); err != nil {
			return err
		}
	}
	if err := e.use(ctx, database, true, func(*models.DB) error { return nil }); err != nil {
		return err
	}
	var indexes []string
	err := e.with(ctx, database, func(c *pgx.Conn) (err error) {
		indexes, err = dropIndexes(ctx, c)
		return err
	})
	if err != nil {
		return err
	}
	if err := e.use(ctx, database, false, fill); err != nil {
		return err
	}
	if err := e.exec(ctx, "ALTER DATABASE "+database+" RESET session_replication_role"); err != nil {
		return err
	}
	return e.with(ctx, database, func(c *pgx.Conn) error { return finishSeed(ctx, c, indexes) })
}

// dropIndexes drops the indexes of the filled tables, but not primary keys, and
// returns how to make them again.
func dropIndexes(ctx context.Context, c *pgx.Conn) ([]string, error) {
	rows, err := c.Query(ctx, `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%pkey'
		AND tablename IN ('covers', 'snapshot_leaves', 'claims', 'entitlements')`)
	if err != nil {
		return nil, err
	}
	type index struct{ Name, Definition string }
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[index])
	if err != nil {
		return nil, err
	}
	var definitions []string
	for _, i := range list {
		if _, err := c.Exec(ctx, "DROP INDEX "+pgx.Identifier{i.Name}.Sanitize()); err != nil {
			return nil, err
		}
		definitions = append(definitions, i.Definition)
	}
	return definitions, nil
}

// finishSeed makes the indexes, looks for rows that point nowhere, and does what
// autovacuum would have done by the time a settlement is drafted.
func finishSeed(ctx context.Context, c *pgx.Conn, indexes []string) error {
	for _, statement := range append([]string{"SET maintenance_work_mem = '256MB'"}, indexes...) {
		if _, err := c.Exec(ctx, statement); err != nil {
			return err
		}
	}
	var lost int
	err := c.QueryRow(ctx, `SELECT count(*) FROM entitlements e LEFT JOIN claims k ON k.id = e.claim_id AND k.affected = e.affected
		LEFT JOIN covers v ON v.id = e.cover_id AND v.id = k.cover_id AND v.holder = e.affected WHERE k.id IS NULL OR v.id IS NULL`).Scan(&lost)
	if err == nil && lost != 0 {
		err = fmt.Errorf("%w: %d entitlements point nowhere", ErrWrong, lost)
	}
	if err != nil {
		return err
	}
	_, err = c.Exec(ctx, "VACUUM (ANALYZE)")
	return err
}

func (e *pgEngine) copied(ctx context.Context, use func(db *models.DB) error) error {
	return e.clone(ctx, "_draft", func(database string) error { return e.use(ctx, database, false, use) })
}

// clone copies the original, waits until it is on disk, and drops it afterwards.
func (e *pgEngine) clone(ctx context.Context, suffix string, use func(database string) error) error {
	database := e.prefix + suffix
	if err := e.exec(ctx, "CREATE DATABASE "+database+" TEMPLATE "+e.prefix+"_seed"); err != nil {
		return err
	}
	e.open = database
	err := e.exec(ctx, "CHECKPOINT")
	if err == nil {
		err = use(database)
	}
	return errors.Join(err, e.exec(context.WithoutCancel(ctx), "DROP DATABASE "+database+" WITH (FORCE)"))
}

func (e *pgEngine) use(ctx context.Context, database string, migrate bool, fn func(db *models.DB) error) error {
	dsn, err := e.in(database)
	if err != nil {
		return err
	}
	return opened(ctx, models.Config{Driver: "postgres", DSN: dsn}, migrate, fn)
}

// opened runs fn on a store, brought to this schema first if told so.
func opened(ctx context.Context, c models.Config, migrate bool, fn func(db *models.DB) error) error {
	c.Now, c.MaxConns = now, 2
	db, err := models.Open(ctx, c)
	if err != nil {
		return err
	}
	defer db.Close()
	if migrate {
		if err := db.Migrate(ctx); err != nil {
			return err
		}
	}
	return fn(db)
}

func (e *pgEngine) keep(ctx context.Context, settlementID int64) error {
	return e.with(ctx, e.open, func(c *pgx.Conn) error {
		if _, err := e.copyOut(ctx, c, "settlements", fmt.Sprintf("(SELECT * FROM settlements WHERE id = %d)", settlementID)); err != nil {
			return err
		}
		_, err := e.copyOut(ctx, c, "allocations", fmt.Sprintf("(SELECT %s FROM allocations WHERE settlement_id = %d ORDER BY id)", keptColumns, settlementID))
		return err
	})
}

// copyOut saves a query in a file.
func (e *pgEngine) copyOut(ctx context.Context, c *pgx.Conn, file, query string) (int64, error) {
	f, err := os.Create(filepath.Join(e.dir, file))
	if err != nil {
		return 0, err
	}
	tag, err := c.PgConn().CopyTo(ctx, f, "COPY "+query+" TO STDOUT (FORMAT binary)")
	return tag.RowsAffected(), errors.Join(err, f.Close())
}

func (e *pgEngine) copyIn(ctx context.Context, c *pgx.Conn, file, table string) (int64, error) {
	f, err := os.Open(filepath.Join(e.dir, file))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	tag, err := c.PgConn().CopyFrom(ctx, f, "COPY "+table+" FROM STDIN (FORMAT binary)")
	return tag.RowsAffected(), err
}

// floor copies out the columns a draft reads and copies in the rows it wrote,
// from a file in the same binary form. The order row that they refer to is there
// before.
func (e *pgEngine) floor(ctx context.Context) (out, in time.Duration, read, written int64, err error) {
	err = e.clone(ctx, "_floor", func(database string) error {
		return e.with(ctx, database, func(c *pgx.Conn) error {
			if _, err := e.copyIn(ctx, c, "settlements", "settlements"); err != nil {
				return err
			}
			start := time.Now()
			tag, err := c.PgConn().CopyTo(ctx, io.Discard, "COPY entitlements ("+readColumns+") TO STDOUT (FORMAT binary)")
			if err != nil {
				return err
			}
			middle := time.Now()
			written, err = e.copyIn(ctx, c, "allocations", "allocations ("+keptColumns+")")
			out, in, read = middle.Sub(start), time.Since(middle), tag.RowsAffected()
			return err
		})
	})
	return out, in, read, written, err
}

func (e *pgEngine) with(ctx context.Context, database string, fn func(c *pgx.Conn) error) error {
	dsn, err := e.in(database)
	if err != nil {
		return err
	}
	c, err := pgx.Connect(ctx, dsn)
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	return fn(c)
}

func (e *pgEngine) exec(ctx context.Context, statement string) error {
	_, err := e.admin.Exec(ctx, statement)
	return err
}

func (e *pgEngine) close(ctx context.Context) error {
	defer e.admin.Close(ctx)
	return e.exec(ctx, "DROP DATABASE IF EXISTS "+e.prefix+"_seed WITH (FORCE)")
}
