package sqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"makewhole/models/sqlite"
)

func open(t *testing.T) *sql.DB {
	t.Helper()
	db := sqlite.Open(filepath.Join(t.TempDir(), "t.db"), false, []string{"journal_mode(WAL)", "foreign_keys(1)"})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL UNIQUE, at datetime)"); err != nil {
		t.Fatal(err)
	}
	return db
}

// TestOneStatementTwiceAtOnce: the same text may run again while its rows are
// open; both see all rows.
func TestOneStatementTwiceAtOnce(t *testing.T) {
	t.Parallel()
	db := open(t)
	for n := range 3 {
		if _, err := db.Exec("INSERT INTO t (n) VALUES (?)", n); err != nil {
			t.Fatal(err)
		}
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	const q = "SELECT n FROM t WHERE n >= ? ORDER BY n"
	pairs := 0
	for range 2 { // the second time from what was kept
		outer, err := tx.Query(q, 0)
		if err != nil {
			t.Fatal(err)
		}
		for outer.Next() {
			inner, err := tx.Query(q, 1)
			if err != nil {
				t.Fatal(err)
			}
			for inner.Next() {
				pairs++
			}
			_ = inner.Close()
		}
		_ = outer.Close()
	}
	if pairs != 12 {
		t.Errorf("%d pairs, want 12", pairs)
	}
}

// TestKeptStatementsSurviveErrorsAndChanges: after a refusal, and after the table
// changed under it, a kept statement works as a new one would.
func TestKeptStatementsSurviveErrorsAndChanges(t *testing.T) {
	t.Parallel()
	db := open(t)
	const insert, read = "INSERT INTO t (n) VALUES (?)", "SELECT * FROM t"
	for i, want := range []bool{true, false, false, true} {
		n := []int{7, 7, 7, 8}[i]
		_, err := db.Exec(insert, n)
		var refused *sqlite.Error
		if (err == nil) != want || (!want && !errors.As(err, &refused)) {
			t.Fatalf("insert %d: %v", n, err)
		}
	}
	for i, want := range []int{3, 4} {
		rows, err := db.Query(read)
		if err != nil {
			t.Fatal(err)
		}
		names, _ := rows.Columns()
		_ = rows.Close()
		if len(names) != want {
			t.Errorf("%d columns, want %d", len(names), want)
		}
		if i == 0 {
			if _, err := db.Exec("ALTER TABLE t ADD COLUMN more text"); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestManyTexts: more statements than are kept all work.
func TestManyTexts(t *testing.T) {
	t.Parallel()
	db := open(t)
	for i := range 600 {
		var got int
		if err := db.QueryRow(fmt.Sprintf("SELECT %d + ?", i), 1).Scan(&got); err != nil || got != i+1 {
			t.Fatalf("%d: %d, %v", i, got, err)
		}
	}
}

func TestTimesAreUTC(t *testing.T) {
	t.Parallel()
	db := open(t)
	at := time.Date(2026, 3, 4, 5, 6, 7, 891_234_000, time.FixedZone("", 7200))
	if _, err := db.Exec("INSERT INTO t (n, at) VALUES (1, ?)", at); err != nil {
		t.Fatal(err)
	}
	var got time.Time
	var text string
	if err := db.QueryRow("SELECT at, at || '' FROM t").Scan(&got, &text); err != nil {
		t.Fatal(err)
	}
	if got != at.UTC() || text != "2026-03-04 03:06:07.891234+00:00" {
		t.Errorf("%v, %q", got, text)
	}
}

func TestAReaderCannotWrite(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "t.db")
	writer := sqlite.Open(path, false, []string{"journal_mode(WAL)"})
	reader := sqlite.Open(path, true, []string{"query_only(1)"})
	t.Cleanup(func() { _, _ = writer.Close(), reader.Close() })
	if _, err := writer.Exec("CREATE TABLE t (n integer)"); err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Exec("INSERT INTO t VALUES (1)"); err == nil {
		t.Error("a reader wrote")
	}
}

// TestDialect: the statements GORM writes with it run.
func TestDialect(t *testing.T) {
	t.Parallel()
	type row struct {
		ID int64 `gorm:"primaryKey"`
		N  int64
	}
	g, err := gorm.Open(sqlite.Dialect{Conn: open(t)}, &gorm.Config{SkipDefaultTransaction: true})
	if err != nil {
		t.Fatal(err)
	}
	for n := range int64(3) {
		r := row{N: n}
		if err := g.Table("t").Create(&r).Error; err != nil || r.ID != n+1 {
			t.Fatalf("row %+v, %v", r, err)
		}
	}
	again := g.Table("t").Clauses(clause.OnConflict{DoNothing: true}).Create(&row{N: 1})
	var got []row
	err = g.Table("t").Clauses(clause.Locking{Strength: "UPDATE"}).Where("t.n > ?", 0).Order("n").Limit(1).Find(&got).Error
	if again.Error != nil || again.RowsAffected != 0 || err != nil || len(got) != 1 || got[0].N != 1 {
		t.Errorf("%+v; %d rows, %v; %v", got, again.RowsAffected, again.Error, err)
	}
}
