package migrations_test

import (
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm/schema"
)

// values is a row as the engine sees it.
type values map[string]any

// loaded is a migrated database with every sample row in it.
type loaded struct {
	scratch
	rows    map[string]values // first sample row of a table
	schemas map[string]*schema.Schema
	uniques map[string]index
	enums   map[string][]string
}

type index struct {
	table string
	cols  []string
}

// load inserts the samples and keeps one connection, so that a session setting holds.
func load(t *testing.T, s scratch) loaded {
	t.Helper()
	s.sql.SetMaxOpenConns(1)
	l := loaded{s, map[string]values{}, map[string]*schema.Schema{}, map[string]index{}, enums(t)}
	for _, row := range samples(t) {
		if err := s.gorm.Create(row).Error; err != nil {
			t.Fatalf("%T: %v", row, err)
		}
		sch := schemaOf(t, row)
		if l.rows[sch.Table] != nil {
			continue
		}
		l.rows[sch.Table], l.schemas[sch.Table] = rowValues(t, row, sch), sch
		for _, i := range sch.ParseIndexes() {
			if i.Class == "UNIQUE" {
				cols := []string{}
				for _, o := range i.Fields {
					cols = append(cols, o.DBName)
				}
				l.uniques[i.Name] = index{sch.Table, cols}
			}
		}
	}
	if s.driver == "postgres" { // explicit ids do not move the generators
		s.exec(t, `SELECT setval(pg_get_serial_sequence(table_name, 'id'), 1000) FROM information_schema.columns
			WHERE table_schema = current_schema() AND is_identity = 'YES'`)
	}
	return l
}

func schemaOf(t *testing.T, row any) *schema.Schema {
	t.Helper()
	sch, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		t.Fatal(err)
	}
	return sch
}

// rowValues is a row as its engine values, by column.
func rowValues(t *testing.T, row any, sch *schema.Schema) values {
	t.Helper()
	vs := values{}
	for _, f := range sch.Fields {
		v, err := driver.DefaultParameterConverter.ConvertValue(reflect.ValueOf(row).Elem().FieldByName(f.Name).Interface())
		if err != nil {
			t.Fatal(err)
		}
		vs[f.DBName] = v
	}
	return vs
}

// fresh copies the sample row of a table so that no unique index stops it,
// without touching the columns in keep. Foreign keys change only when free.
func (l loaded) fresh(t *testing.T, table string, free bool, keep ...string) values {
	t.Helper()
	row := maps.Clone(l.rows[table])
	if l.schemas[table].FieldsByName["ID"] != nil {
		delete(row, "id")
	}
	maps.Copy(row, bend[table])
	if !free {
		maps.Copy(row, bendKeys[table])
	}
	primary := []string{}
	for _, f := range l.schemas[table].PrimaryFields {
		if f.Name != "ID" {
			primary = append(primary, f.DBName)
		}
	}
	groups := [][]string{primary}
	for _, name := range slices.Sorted(maps.Keys(l.uniques)) {
		if l.uniques[name].table == table {
			groups = append(groups, l.uniques[name].cols)
		}
	}
	for _, cols := range groups {
		for _, col := range cols {
			if !slices.Contains(keep, col) && l.changeable(table, col, free) {
				row[col] = another(row[col])
			}
		}
	}
	return row
}

// changeable says whether a column may hold any value of its type.
func (l loaded) changeable(table, col string, free bool) bool {
	f := l.schemas[table].LookUpField(col)
	key := strings.HasSuffix(f.Name, "ID") && f.Name != "PublicID" && !strings.HasSuffix(f.Name, "ChainID")
	return col != "id" && col != "seat" && l.enums[table+"_"+col] == nil && (free || !key)
}

func another(v any) any {
	var b [16]byte
	_, _ = rand.Read(b[:]) // crypto/rand never fails on supported systems
	n := new(big.Int).SetBytes(b[:6])
	switch x := v.(type) {
	case string:
		if strings.HasPrefix(x, "0x") && len(x) >= 42 {
			return "0x" + strings.Repeat(hex.EncodeToString(b[:2]), (len(x)-2)/4)
		}
		return "x" + hex.EncodeToString(b[:])
	case int64:
		return n.Int64() + 1000
	case time.Time:
		return x.Add(-time.Duration(n.Int64()/1000) * time.Microsecond)
	}
	return v
}

// try runs statements in a transaction that is always taken back and returns
// the first error.
func (l loaded) try(t *testing.T, steps ...func(tx *sql.Tx) error) error {
	t.Helper()
	tx, err := l.sql.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, step := range steps {
		if err := step(tx); err != nil {
			return err
		}
	}
	return nil
}

func (l loaded) insert(table string, row values) func(tx *sql.Tx) error {
	var cols, marks []string
	var args []any
	for _, col := range slices.Sorted(maps.Keys(row)) {
		cols, marks, args = append(cols, `"`+col+`"`), append(marks, "?"), append(args, row[col])
	}
	q := l.bind("INSERT INTO " + table + " (" + strings.Join(cols, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")")
	return func(tx *sql.Tx) error { _, err := tx.Exec(q, args...); return err }
}

func (l loaded) runAll(statements []string) []func(tx *sql.Tx) error {
	out := make([]func(tx *sql.Tx) error, len(statements))
	for i, s := range statements {
		out[i] = l.run(s)
	}
	return out
}

func (l loaded) run(statement string) func(tx *sql.Tx) error {
	return func(tx *sql.Tx) error { _, err := tx.Exec(statement); return err }
}

// lawOf names the law an error speaks of. SQLite says the columns of a unique
// index and nothing about a foreign key.
func (l loaded) lawOf(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.ConstraintName
	}
	parts := strings.Split(err.Error(), "constraint failed: ")
	name, _, _ := strings.Cut(parts[len(parts)-1], " (")
	for unique, i := range l.uniques {
		if i.table+"."+strings.Join(i.cols, ", "+i.table+".") == name {
			return unique
		}
	}
	return name
}
