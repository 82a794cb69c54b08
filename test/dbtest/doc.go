// Package dbtest gives each test a migrated store of its own.
//
// It knows models and the environment of the test run: SQLite always, in the
// test's temporary folder, and PostgreSQL when TEST_DATABASE_URL is set, in a
// database that is dropped afterwards. It must not know any business rule.
//
// The invariant it protects: tests never share rows, and nothing is skipped
// silently where the environment promises PostgreSQL.
//
// Start reading at New and Each.
package dbtest
