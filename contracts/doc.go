// Package contracts is the border between Go and Solidity: the sources of the
// contracts, their compiled artefacts, generated bindings, and the same typed
// data, packed items and event shapes as Go values.
//
// It knows how every message that a committee or a receiver signs is hashed
// (EIP-712), how calls are packed and logs are read. It must not know a node,
// a key store, a database or why something is paid; it holds no state and makes
// no decision.
//
// The invariant it protects: Go and Solidity never disagree about a byte. The
// type strings stand once here and once in src/Messages.sol; vectors/ holds
// values made by a third implementation (ethers), and both sides are tested
// against them.
//
// Amounts are base units of the named token, times are Unix seconds, asset 0 is
// the native coin of the chain.
//
// Start reading at typed.go (what is signed), then calls.go (what is sent and
// what comes back), push.go (items of a pushed subtree). Solidity starts at
// src/PayoutDistributor.sol. docs/contracts.md says what each contract refuses.
//
// Rebuilding: `node build.mjs` writes artifacts/, `go generate` writes
// bindings_gen.go; `node build.mjs --check` proves that artefacts are fresh.
package contracts

//go:generate go run ./internal/gen
