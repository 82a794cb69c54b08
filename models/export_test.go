package models

import "database/sql"

// Raw is the writer's handle, for tests that spoil the database.
func (db *DB) Raw() *sql.DB { return db.write.sql }

// InsertAny is Insert for a row of unknown type.
func InsertAny(tx *Tx, row any) error { return tx.wrote("insert", tx.db.Create(row).Error) }

// Stream is the bulk reader of the named queries.
func (tx *Tx) Stream(query string, args, into []any, row func() error) error {
	return tx.stream("test", query, args, into, row)
}
