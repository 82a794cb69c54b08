// Package cli is what every command of the binary shares: the global flags,
// output, progress, files that appear together, the reader's flags for CSV, and
// the admin socket of a running server.
//
// It knows a terminal and where the store of a stopped server lies. It must not
// know any command, and no rule of money, claims or chain.
//
// The invariant it protects: what a command writes appears whole or not at all.
//
// Start reading at Globals in globals.go.
package cli
