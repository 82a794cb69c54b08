// Package committee is the commands of a member of the oracle committee, on its
// own machine: measure, show, sign, send.
//
// It knows a server's task over HTTP, the member's node, key and store of
// signatures. It must not know the store of a server; what is measured and when
// it is signed is in oracles.
//
// The invariant it protects: nothing is signed that this machine did not
// compute, and a person sees what is signed.
//
// Start reading at Cmd in committee.go.
package committee
