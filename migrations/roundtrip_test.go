package migrations_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"makewhole/models"
)

var errRollback = errors.New("only a try")

// Each row comes back as it was written, with extremes and with each nullable
// column as NULL.
func TestRowsRoundTrip(t *testing.T) {
	t.Parallel()
	eachMigrated(t, func(t *testing.T, s scratch) {
		for _, row := range samples(t) {
			sch := schemaOf(t, row)
			for _, f := range sch.Fields {
				key := sch.Table + "." + f.DBName
				if f.FieldType.Kind() == reflect.Pointer && !never[key] {
					s.tryNull(t, row, sch, append([]string{f.DBName}, pairs[key]...))
				}
			}
			if err := s.gorm.Create(row).Error; err != nil {
				t.Fatalf("%s: %v", sch.Table, err)
			}
			compareStored(t, s.gorm, row, sch.Table)
		}
	})
}

// tryNull writes a copy of a row with some columns NULL, reads it, and takes it back.
func (s scratch) tryNull(t *testing.T, row any, sch *schema.Schema, cols []string) {
	t.Helper()
	copied := reflect.New(reflect.TypeOf(row).Elem())
	copied.Elem().Set(reflect.ValueOf(row).Elem())
	for _, col := range cols {
		copied.Elem().FieldByName(sch.LookUpField(col).Name).SetZero()
	}
	if e, ok := copied.Interface().(*models.Entitlement); ok && e.CoverID == nil {
		e.Kind = models.EntitlementRecovery
	}
	err := s.gorm.Transaction(func(tx *gorm.DB) error {
		if err := tx.Create(copied.Interface()).Error; err != nil {
			return err
		}
		compareStored(t, tx, copied.Interface(), sch.Table)
		return errRollback
	})
	if !errors.Is(err, errRollback) {
		t.Errorf("%s with NULL %v: %v", sch.Table, cols, err)
	}
}

// compareStored reads a row by its primary key and compares it field by field.
func compareStored(t *testing.T, tx *gorm.DB, row any, table string) {
	t.Helper()
	got := reflect.New(reflect.TypeOf(row).Elem())
	sch := schemaOf(t, row)
	q := tx
	for _, f := range sch.PrimaryFields {
		q = q.Where(map[string]any{f.DBName: reflect.ValueOf(row).Elem().FieldByName(f.Name).Interface()})
	}
	if err := q.Take(got.Interface()).Error; err != nil {
		t.Errorf("read %s: %v", table, err)
		return
	}
	for _, f := range sch.Fields {
		have, want := plain(got.Elem().FieldByName(f.Name)), plain(reflect.ValueOf(row).Elem().FieldByName(f.Name))
		if !reflect.DeepEqual(have, want) {
			t.Errorf("%s.%s: have %v, want %v", table, f.DBName, have, want)
		}
	}
}

// plain follows a pointer and puts times into one zone: the store's own
// connections ask for UTC, a plain GORM handle does not.
func plain(v reflect.Value) any {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil
		}
		v = v.Elem()
	}
	if at, ok := v.Interface().(time.Time); ok {
		return at.UTC()
	}
	return v.Interface()
}
