package migrations_test

import (
	"database/sql"

	"gorm.io/gorm"
	"gorm.io/gorm/migrator"

	"makewhole/models/sqlite"
)

// lookingDialect is the dialect with a migrator that can look at a SQLite schema,
// so that AutoMigrate compares it with the models. It can change nothing: what
// AutoMigrate would change ends in a syntax error or in another schema.
type lookingDialect struct{ sqlite.Dialect }

func (d lookingDialect) Migrator(db *gorm.DB) gorm.Migrator {
	return looker{migrator.Migrator{Config: migrator.Config{DB: db, Dialector: d, CreateIndexAfterCreateTable: true}}}
}

type looker struct{ migrator.Migrator }

func (m looker) has(kind, table, name string) bool {
	var n int64
	m.DB.Raw("SELECT count(*) FROM sqlite_schema WHERE type = ? AND tbl_name = ? AND name = ?", kind, table, name).Row().Scan(&n)
	return n == 1
}

// HasTable looks for the table of a model.
func (m looker) HasTable(value any) (found bool) {
	_ = m.RunWithValue(value, func(s *gorm.Statement) error {
		found = m.has("table", s.Table, s.Table)
		return nil
	})
	return found
}

// HasIndex looks for an index of a model by its name.
func (m looker) HasIndex(value any, name string) (found bool) {
	_ = m.RunWithValue(value, func(s *gorm.Statement) error {
		found = m.has("index", s.Table, name)
		return nil
	})
	return found
}

// ColumnTypes reads names, types, NOT NULL, defaults and keys.
func (m looker) ColumnTypes(value any) (out []gorm.ColumnType, err error) {
	err = m.RunWithValue(value, func(s *gorm.Statement) error {
		rows, err := m.DB.Raw(`SELECT name, type, "notnull", dflt_value, pk > 0 FROM pragma_table_info(?)`, s.Table).Rows()
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			yes := sql.NullBool{Valid: true}
			c := migrator.ColumnType{NullableValue: yes, PrimaryKeyValue: yes, LengthValue: sql.NullInt64{Valid: true}, DecimalSizeValue: sql.NullInt64{Valid: true}, ScaleValue: sql.NullInt64{Valid: true}}
			var notNull bool
			if err := rows.Scan(&c.NameValue, &c.DataTypeValue, &notNull, &c.DefaultValueValue, &c.PrimaryKeyValue.Bool); err != nil {
				return err
			}
			c.NullableValue.Bool, c.ColumnTypeValue = !notNull, c.DataTypeValue
			out = append(out, c)
		}
		return rows.Err()
	})
	return out, err
}
