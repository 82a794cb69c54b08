// Package sqlite is GORM on the SQLite that is written in Go: which driver, its
// dialect, and the cache of compiled statements that makes short transactions
// short.
//
// It knows the driver and the language of the engine. It must not know tables,
// rows or rules. The packages of GORM with a dialect of SQLite either need a C
// compiler or bind a driver that compiles each statement at each run, which for
// tables with CHECKs and triggers costs more than running it.
//
// Start reading at Open.
package sqlite
