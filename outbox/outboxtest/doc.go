// Package outboxtest is the story of a sender as a suite: it pays once, survives
// reorgs and evictions, replaces, cancels, is told of a stranger on its key.
//
// The suite runs on any chain under test control (Backend), with any signer:
// against the fake of chain/chaintest and against an in-process go-ethereum, so
// that a test which passes on one of them only is a bug of the fake; and with
// every kind of key that package signers opens, so that no key is a lesser one.
//
// It knows the sender, the fake and the rows that intents are. It must not know
// contracts, and must not be imported outside tests. What was paid is judged
// from the chain's balances, whatever the database says.
//
// Start reading at conform.go, then backend.go.
package outboxtest
