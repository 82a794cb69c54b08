//go:build torture

// Command driver runs parts of the real program in a process that the torture may
// kill at any moment: it tells the demonstration up to the first draft, brings a
// settlement to its end as staff and committee would, or sends.
//
// It knows the program as internal/app opens it, with the crash points that exist
// under the build tag torture only; the same points are in the shipped commands
// when they are built with that tag. It must not judge anything: the process that
// started it does, from balances of the chain.
//
// Every driver may die anywhere and be started again with the same arguments.
//
// Start reading at main.go, then settle.go.
package main
