// Package audit checks what the rest of the program did: it recomputes numbers,
// replays state machines, rebuilds trees, compares database and chain, and reads
// settlement bundles that need neither.
//
// It knows the verification rules V1–V17 (one function each, listed in
// rules.go) and the bundle format of docs/verification.md. It must not change
// anything: it opens one consistent read transaction and only reports. It must
// not trust a stored sum where the parts are there to be added.
//
// The invariant it protects: whatever was paid can be derived again from signed
// input by somebody who trusts nobody, and a difference stops settlement.
//
// Start reading at verify.go, then rules.go; bundle.go is the offline half.
package audit
