package models

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"makewhole/money"
)

// Insert writes one row and fills its id. A zero CreatedAt becomes tx.Now.
func Insert[T any](tx *Tx, row *T) error {
	if err := tx.writable(); err != nil {
		return err
	}
	sch := tableOf[T]()
	if err := prepareRow(tx, row); err != nil {
		return wrap("insert "+sch.Table, err)
	}
	return tx.wrote("insert "+sch.Table, tx.db.Create(row).Error)
}

// InsertBatch writes many rows, by COPY on PostgreSQL. Ids of the slice are not
// filled on every engine: read the rows back when ids are needed. A batch in
// which the first row has an id brings ids for all.
func InsertBatch[T any](tx *Tx, rows []T) error {
	if err := tx.writable(); err != nil || len(rows) == 0 {
		return err
	}
	sch := tableOf[T]()
	normal := fieldsToPrepare(sch)
	src := &rowSource{n: len(rows), fields: fieldsToWrite(sch)}
	if id := sch.PrioritizedPrimaryField; id != nil {
		if _, zero := id.ValueOf(tx.ctx, reflect.ValueOf(&rows[0]).Elem()); !zero {
			src.fields = sch.Fields
		}
	}
	src.next = func(i int) (reflect.Value, error) {
		rv := reflect.ValueOf(&rows[i]).Elem()
		return rv, prepareFields(tx, normal, rv)
	}
	return tx.wrote("insert "+sch.Table, src.insert(tx, sch.Table))
}

// ByID reads one row.
func ByID[T any](tx *Tx, id int64) (T, error) { return one[T](tx, "id = ?", id) }

// ByPublicID reads one row by the id that the outside knows.
func ByPublicID[T any](tx *Tx, publicID string) (T, error) {
	return one[T](tx, "public_id = ?", publicID)
}

// LockByID reads one row and holds it until the transaction ends. SQLite's
// writer holds everything already.
func LockByID[T any](tx *Tx, id int64) (T, error) {
	q := tx.db.Model(new(T)).Where("id = ?", id)
	if !tx.readOnly {
		q = q.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	return first[T]("lock", tx, q)
}

// Update writes the named columns (or Go field names) of one row. Rows with a
// Version are compared and set: ErrVersion when somebody else was first, and
// row.Version grows by one. Rows without one must exist.
func Update[T any](tx *Tx, row *T, cols ...string) error {
	return update(tx, row, clause.Expr{SQL: "1 = 1"}, cols...)
}

func update[T any](tx *Tx, row *T, guard clause.Expr, cols ...string) error {
	if err := tx.writable(); err != nil {
		return err
	}
	sch, rv := tableOf[T](), reflect.ValueOf(row).Elem()
	action := "update " + sch.Table
	if err := prepare(tx, sch, rv); err != nil {
		return wrap(action, err)
	}
	set, err := columns(sch, cols)
	if err != nil {
		return wrap(action, err)
	}
	query, args, err := updateOf(sch, rv, set, guard)
	if err != nil {
		return wrap(action, err)
	}
	res, err := tx.conn.ExecContext(tx.ctx, tx.owner.dialect(query), args...)
	if err := tx.wrote(action, err); err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return wrap(action, errors.Join(ErrVersion, err))
	}
	raise(tx, sch, rv)
	return nil
}

// raise gives a row that has a version the next one.
func raise(tx *Tx, sch *schema.Schema, rv reflect.Value) {
	if version := sch.FieldsByName["Version"]; version != nil {
		v := version.ReflectValueOf(tx.ctx, rv)
		v.SetInt(v.Int() + 1)
	}
}

// updateOf writes the statement for one row, found by its key and version.
func updateOf(sch *schema.Schema, rv reflect.Value, set []*schema.Field, guard clause.Expr) (string, []any, error) {
	var args []any
	put := func(f *schema.Field) (string, error) {
		v, err := driverValue(f, rv)
		if f.Name == "ID" && v == int64(0) {
			err = errors.New("row has no id")
		}
		args = append(args, v)
		return `"` + f.DBName + `" = ?`, err
	}
	assign := make([]string, len(set), len(set)+1)
	for i, f := range set {
		var err error
		if assign[i], err = put(f); err != nil {
			return "", nil, err
		}
	}
	where, keys := guard.SQL, sch.PrimaryFields
	args = append(args, guard.Vars...)
	if version := sch.FieldsByName["Version"]; version != nil {
		assign = append(assign, `"`+version.DBName+`" = "`+version.DBName+`" + 1`)
		keys = append(keys[:len(keys):len(keys)], version)
	}
	for _, f := range keys {
		equal, err := put(f)
		if err != nil {
			return "", nil, err
		}
		where += " AND " + equal
	}
	return `UPDATE "` + sch.Table + `" SET ` + strings.Join(assign, ", ") + " WHERE " + where, args, nil
}

// columns finds the named fields of a row; UpdatedAt follows by itself.
func columns(sch *schema.Schema, names []string) ([]*schema.Field, error) {
	set := make([]*schema.Field, 0, len(names)+1)
	if sch.FieldsByName["UpdatedAt"] != nil && !slices.Contains(names, "updated_at") {
		names = append(names[:len(names):len(names)], "updated_at")
	}
	for _, name := range names {
		f := sch.LookUpField(name)
		if f == nil || f.PrimaryKey || f.Name == "Version" {
			return nil, fmt.Errorf("%q is no column to update", name)
		}
		if !slices.Contains(set, f) {
			set = append(set, f)
		}
	}
	return set, nil
}

// query is a constant condition of this package with its values.
type query struct {
	cond  string
	args  []any
	order string // default: by primary key
	limit int    // 0 = all
}

// where is a condition that grows with what a caller asks for. A condition that
// is not asked for is not sent: "(? = 0 OR id = ?)" hides an index, and lets
// PostgreSQL guess that the value is a 32-bit integer.
type where struct {
	conds []string
	args  []any
}

func (w *where) and(use bool, cond string, args ...any) {
	if use {
		w.conds, w.args = append(w.conds, cond), append(w.args, args...)
	}
}

func (w where) cond() string {
	if len(w.conds) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.conds, " AND ")
}

// one returns the only row that matches, or ErrNotFound.
func one[T any](tx *Tx, cond string, args ...any) (T, error) {
	return first[T]("read", tx, tx.db.Model(new(T)).Where(cond, clean(args)...))
}

func first[T any](action string, tx *Tx, q *gorm.DB) (row T, err error) {
	rows, err := scanAll[T](q.Limit(1))
	if err == nil && len(rows) == 0 {
		err = gorm.ErrRecordNotFound
	}
	if err != nil {
		return row, wrap(action+" "+tableOf[T]().Table, tx.owner.translate(err))
	}
	return rows[0], nil
}

// list returns all matching rows.
func list[T any](tx *Tx, q query) ([]T, error) {
	s := tx.db.Model(new(T))
	if q.cond != "" {
		s = s.Where(q.cond, clean(q.args)...)
	}
	order := q.order
	if order == "" {
		order = keyOrder(tableOf[T]())
	}
	s = s.Order(order)
	if q.limit > 0 {
		s = s.Limit(q.limit)
	}
	rows, err := scanAll[T](s)
	return rows, wrap("list "+tableOf[T]().Table, tx.owner.translate(err))
}

// scanAll runs a query of whole rows. GORM writes the statement; its own
// scanning costs more than the statement does.
func scanAll[T any](q *gorm.DB) ([]T, error) {
	rows, err := q.Rows()
	if err != nil {
		return nil, err
	}
	names, err := rows.Columns()
	if err != nil {
		return nil, errors.Join(err, rows.Close())
	}
	var out []T
	var row T
	rv, into := reflect.ValueOf(&row).Elem(), make([]any, len(names))
	for i, name := range names {
		f := tableOf[T]().FieldsByDBName[name]
		if f == nil {
			return nil, errors.Join(fmt.Errorf("column %q is not known", name), rows.Close())
		}
		into[i] = rv.FieldByIndex(f.StructField.Index).Addr().Interface()
	}
	err = scanRows(rows, into, func() error {
		out = append(out, row)
		rv.SetZero() // what a row points to belongs to it
		return nil
	})
	return out, err
}

// chunk is how many rows each reads at a time.
const chunk = 1000

// each calls fn for every matching row in the order of key, an ascending unique
// integer column among the matches ("id", or "idx" of leaves). It reads in
// chunks, so memory is bounded and fn may query. q.order and q.limit are not used.
func each[T any](tx *Tx, key string, q query, fn func(*T) error) error {
	f := tableOf[T]().LookUpField(key)
	if f == nil {
		return fmt.Errorf("stream %s: no column %q", tableOf[T]().Table, key)
	}
	cond, args := "1 = 1", q.args
	if q.cond != "" {
		cond = "(" + q.cond + ")"
	}
	last := int64(-1)
	for {
		rows, err := list[T](tx, query{
			cond: cond + " AND " + f.DBName + " > ?", args: append(args[:len(args):len(args)], last),
			order: f.DBName, limit: chunk,
		})
		if err != nil {
			return err
		}
		for i := range rows {
			if err := fn(&rows[i]); err != nil {
				return err
			}
		}
		if len(rows) < chunk {
			return nil
		}
		v, _ := f.ValueOf(tx.ctx, reflect.ValueOf(&rows[len(rows)-1]).Elem())
		if p, ok := v.(*int64); ok {
			v = *p // a nullable key; NULL never matches
		}
		last = v.(int64)
	}
}

// count returns the number of matching rows.
func count[T any](tx *Tx, cond string, args ...any) (int64, error) {
	var n int64
	err := tx.db.Model(new(T)).Where(cond, clean(args)...).Count(&n).Error
	return n, wrap("count "+tableOf[T]().Table, tx.owner.translate(err))
}

// sumAmounts adds an amount column in Go: SQL would add text on SQLite.
func sumAmounts[T any](tx *Tx, column, cond string, args ...any) (money.Amount, error) {
	sch := tableOf[T]()
	f := sch.LookUpField(column)
	if f == nil {
		return money.Zero, fmt.Errorf("sum %s: no column %q", sch.Table, column)
	}
	rows, err := tx.db.Model(new(T)).Select(f.DBName).Where(cond, clean(args)...).Rows()
	if err != nil {
		return money.Zero, wrap("sum "+sch.Table, tx.owner.translate(err))
	}
	defer rows.Close()
	total := money.Zero
	for rows.Next() {
		var a Amount
		if err := rows.Scan(&a); err != nil {
			return money.Zero, wrap("sum "+sch.Table, err)
		}
		if total, err = total.Add(a.Amount); err != nil {
			return money.Zero, wrap("sum "+sch.Table, err)
		}
	}
	return total, wrap("sum "+sch.Table, tx.owner.translate(rows.Err()))
}

var schemas sync.Map // cache of schema.Parse

// tableOf is the parsed schema of a row type. A type GORM cannot parse is a
// programming error.
func tableOf[T any]() *schema.Schema {
	s, err := schema.Parse(new(T), &schemas, schema.NamingStrategy{})
	if err != nil {
		panic(fmt.Sprintf("models: %T is no row: %v", *new(T), err))
	}
	return s
}

func keyOrder(sch *schema.Schema) string {
	order := ""
	for i, f := range sch.PrimaryFields {
		if i > 0 {
			order += ", "
		}
		order += f.DBName
	}
	return order
}

var (
	timeType  = reflect.TypeFor[time.Time]()
	timesType = reflect.TypeFor[*time.Time]()
	bytesType = reflect.TypeFor[[]byte]()
)

// prepare gives a row the form in which both engines return it: times in UTC
// microseconds, no nil bytes, CreatedAt set, UpdatedAt now.
func prepare(tx *Tx, sch *schema.Schema, rv reflect.Value) error {
	return prepareFields(tx, fieldsToPrepare(sch), rv)
}

// fieldsToPrepare are those whose type has more than one form.
func fieldsToPrepare(sch *schema.Schema) []*schema.Field {
	var out []*schema.Field
	for _, f := range sch.Fields {
		if f.FieldType == timeType || f.FieldType == timesType || f.FieldType == bytesType {
			out = append(out, f)
		}
	}
	return out
}

func prepareFields(tx *Tx, fields []*schema.Field, rv reflect.Value) error {
	for _, f := range fields {
		fv := f.ReflectValueOf(tx.ctx, rv)
		switch fv.Type() {
		case timeType:
			t := fv.Interface().(time.Time)
			if f.Name == "UpdatedAt" || (f.Name == "CreatedAt" && t.IsZero()) {
				t = tx.Now
			}
			if y := t.Year(); y < 0 || y > 9999 {
				return fmt.Errorf("%s: year %d", f.DBName, y)
			}
			fv.Set(reflect.ValueOf(micros(t)))
		case timesType:
			if p := fv.Interface().(*time.Time); p != nil {
				t := micros(*p)
				fv.Set(reflect.ValueOf(&t))
			}
		case bytesType:
			if fv.IsNil() {
				fv.SetBytes([]byte{})
			}
		}
	}
	return nil
}

func prepareRow[T any](tx *Tx, row *T) error {
	return prepare(tx, tableOf[T](), reflect.ValueOf(row).Elem())
}

// driverValue is the value a field has for the engine.
func driverValue(f *schema.Field, rv reflect.Value) (any, error) {
	v := f.ReflectValueOf(context.Background(), rv).Interface()
	return driver.DefaultParameterConverter.ConvertValue(v)
}

// clean makes times among query values comparable with stored ones.
func clean(args []any) []any {
	for i, a := range args {
		switch t := a.(type) {
		case time.Time:
			args[i] = micros(t)
		case *time.Time:
			if t != nil {
				args[i] = micros(*t)
			}
		}
	}
	return args
}
