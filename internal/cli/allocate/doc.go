// Package allocate is the command that divides funds pro rata over a CSV file,
// offline: how its flags are read, what is warned of, what is written.
//
// It knows files and flags. It must not know a server or a store; how money is
// divided is in payouts.
//
// The invariant it protects: what is ambiguous in a file is refused with line,
// column and value, and nothing is written.
//
// Start reading at Cmd in allocate.go.
package allocate
