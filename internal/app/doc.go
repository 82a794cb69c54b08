// Package app is the running program: every object of a server built in one
// place, in the order in which each needs the others, and closed in the opposite
// one.
//
// It knows every room, the flags that describe a server (where the data is,
// which chain, which budgets) and the keys it opens. It must not know the command
// line that the flags came from, nor print anything: cmd/makewhole does that, and
// the demonstration plays on the same App. No rule of money, claims or chain
// lives here.
//
// What it protects: Open either returns a program whose every part is there, or
// has closed again what it opened. A data directory has one writer.
//
// Start reading at App in app.go.
package app
