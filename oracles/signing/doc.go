// Package signing is the side of a committee member, on its own machine: check
// what is asked, and sign only what was computed here.
//
// It knows snapshots that the member measured, sets of them, payout orders whose
// allocation it runs again, and a durable store of what it has signed. It must
// not know a database, a server or a node.
//
// The invariant it protects: a member never signs two messages for one slot,
// also not after a crash between reserving and signing.
//
// Start reading at Member in sign.go, then SignStore in signstore.go.
package signing
