// Package migrations holds the schema of the store as explicit SQL, one folder
// for each engine with the same file names, and the runner that applies it.
//
// It knows SQL and goose. It must not know rows, business rules or GORM: a
// migration is text, and AutoMigrate never runs outside a test here (on SQLite
// it rebuilds tables and drops their triggers without an error).
//
// The invariant it protects: a database is either exactly at a version of this
// program, or the program refuses it. Each file runs in one transaction with
// its record, two programs cannot migrate at once, files are never edited after
// release (migrations.sum), and there is no way down but a backup.
//
// Start reading at Up in migrations.go, then sqlite/0001_base.sql; the tests
// show how models, both engines and the golden schemas are kept in agreement.
package migrations
