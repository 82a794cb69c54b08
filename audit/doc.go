// Package audit is the verification of what the rest of the program did: numbers
// computed again, states replayed, trees rebuilt, books and chain compared.
//
// It knows what a verification is: its scope, a rule at work (Run), results, and
// marks, which say what an earlier run verified so that the next one begins there.
// The rules themselves are packages books and onchain, their list is package
// rules, and package bundle reads settlements that need neither store nor node. It
// must not change anything: it opens one consistent read transaction and only
// reports.
//
// The invariant it protects: whatever was paid can be derived again from signed
// input by somebody who trusts nobody, and a difference stops settlement.
//
// Start reading at verify.go, then run.go.
package audit
