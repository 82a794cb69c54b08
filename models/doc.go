// Package models is the store: rows, queries and transactions, on SQLite and on
// PostgreSQL, and the only package that imports GORM.
//
// It knows what is written down: row structs (rows_*.go, which the rooms above
// share as their domain types), the wrapper types of amounts, addresses and
// hashes (types.go), named queries (q_<room>.go, methods of *Tx), and what every
// room needs in one transaction with its own rows: state machines with history
// (machine.go), the audit log and its tree (audit.go, q_tree.go), the ledger
// (ledger.go), the outbox (outbox.go) and the freeze switch (flags.go).
//
// It must not know a business rule, a route or a node: state tables live in
// package states, and nothing here computes what somebody is owed. SQL text
// never leaves the package and never contains input, and amounts are added in
// Go, never by SUM.
//
// The invariant it protects: what is acknowledged is written, whole and once.
// DB.Tx is the only way to write. A closure runs in one transaction, again on a
// conflict, and a write the engine refused cannot be swallowed and committed
// around. A step of a state machine is one compare-and-set with exactly one
// history row and one audit entry, or nothing. The database holds the same laws
// a second time (package migrations), and names the one that was broken:
// DuplicateError and ConstraintError carry that name on both engines.
//
// Times are UTC in microseconds, the only precision both engines keep; inside a
// transaction now is Tx.Now. Rows never carry GORM hooks, soft deletes or
// associations.
//
// Start reading at Tx in tx.go, then rows.go for the generic access and Move in
// machine.go. Tests get a store of their own from test/dbtest.
package models
