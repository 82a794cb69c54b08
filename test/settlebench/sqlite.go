package settlebench

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"makewhole/models"
)

// floorRows is how many rows the floor holds in memory while the clock stands.
const floorRows = 10_000

// sqliteEngine keeps the original as a file and copies it.
type sqliteEngine struct {
	dir        string
	settlement int64
}

func (e *sqliteEngine) name() string { return "sqlite" }

func (e *sqliteEngine) use(ctx context.Context, folder string, migrate bool, fn func(db *models.DB) error) error {
	return opened(ctx, models.Config{Driver: "sqlite", Dir: folder}, migrate, fn)
}

func (e *sqliteEngine) seeded(ctx context.Context, fill func(db *models.DB) error) error {
	return e.use(ctx, filepath.Join(e.dir, "seed"), true, fill)
}

// copied leaves the copy in place until the next one: the floor reads it.
func (e *sqliteEngine) copied(ctx context.Context, use func(db *models.DB) error) error {
	folder, err := e.fresh("draft")
	if err != nil {
		return err
	}
	return e.use(ctx, folder, false, use)
}

// fresh copies the original, whose log its last connection has emptied.
func (e *sqliteEngine) fresh(name string) (string, error) {
	folder := filepath.Join(e.dir, name)
	if err := os.RemoveAll(folder); err != nil {
		return "", err
	}
	return folder, os.CopyFS(folder, os.DirFS(filepath.Join(e.dir, "seed")))
}

func (e *sqliteEngine) keep(_ context.Context, settlementID int64) error {
	e.settlement = settlementID
	return nil
}

// floor reads the columns a draft reads and inserts the rows it wrote with one
// prepared statement in one transaction. Fetching the rows to insert does not
// count.
func (e *sqliteEngine) floor(ctx context.Context) (out, in time.Duration, read, written int64, err error) {
	folder, err := e.fresh("floor")
	if err != nil {
		return 0, 0, 0, 0, err
	}
	from, err := rawSQLite(filepath.Join(e.dir, "draft"))
	if err != nil {
		return 0, 0, 0, 0, err
	}
	defer from.Close()
	to, err := rawSQLite(folder)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	defer to.Close()
	if err := eachBatch(ctx, from, "SELECT * FROM settlements WHERE id = ?", e.settlement, insertInto(ctx, to, "settlements", new(time.Duration), new(int64))); err != nil {
		return 0, 0, 0, 0, err
	}
	start := time.Now()
	if read, err = drain(ctx, to, "SELECT "+readColumns+" FROM entitlements"); err != nil {
		return 0, 0, 0, 0, err
	}
	out = time.Since(start)
	tx, err := to.BeginTx(ctx, nil)
	if err != nil {
		return 0, 0, 0, 0, err
	}
	defer func() { _ = tx.Rollback() }() // no effect after Commit
	query := "SELECT " + keptColumns + " FROM allocations WHERE settlement_id = ? ORDER BY id"
	if err := eachBatch(ctx, from, query, e.settlement, insertInto(ctx, tx, "allocations", &in, &written)); err != nil {
		return 0, 0, 0, 0, err
	}
	start = time.Now()
	err = tx.Commit()
	return out, in + time.Since(start), read, written, err
}

func (e *sqliteEngine) close(context.Context) error { return nil } // the folder goes with its parent

// rawSQLite opens a database with the settings of the store.
func rawSQLite(folder string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "makewhole.db")+
		"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// drain reads every row of a query as it comes.
func drain(ctx context.Context, db *sql.DB, query string) (n int64, err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	into := make([]any, len(cols))
	for i := range into {
		into[i] = new(sql.RawBytes)
	}
	for ; rows.Next(); n++ {
		if err := rows.Scan(into...); err != nil {
			return n, err
		}
	}
	return n, rows.Err()
}

// eachBatch hands the rows of a query out in batches.
func eachBatch(ctx context.Context, db *sql.DB, query string, arg any, use func(cols []string, batch [][]any) error) error {
	rows, err := db.QueryContext(ctx, query, arg)
	if err != nil {
		return err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	var batch [][]any
	for rows.Next() {
		row := make([]any, len(cols))
		into := make([]any, len(cols))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if batch = append(batch, row); len(batch) == floorRows {
			if err := use(cols, batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	if err := rows.Err(); err != nil || len(batch) == 0 {
		return err
	}
	return use(cols, batch)
}

// preparer is a database or a transaction.
type preparer interface {
	PrepareContext(ctx context.Context, query string) (*sql.Stmt, error)
}

// insertInto inserts batches and adds up how long that took.
func insertInto(ctx context.Context, db preparer, table string, took *time.Duration, n *int64) func([]string, [][]any) error {
	return func(cols []string, batch [][]any) error {
		start := time.Now()
		defer func() { *took += time.Since(start) }()
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(cols)), ", ")
		stmt, err := db.PrepareContext(ctx, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(cols, ", "), marks))
		if err != nil {
			return err
		}
		defer stmt.Close()
		for _, row := range batch {
			if _, err := stmt.ExecContext(ctx, row...); err != nil {
				return err
			}
			*n++
		}
		return nil
	}
}
