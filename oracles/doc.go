// Package oracles turns what an independent committee says was lost into facts
// that a settlement may rest on.
//
// It knows the report format and its strict reader, the acceptance rules R1–R16
// as pure functions, the states of snapshots and snapshot sets, the committee
// configurations, prices entered by two people, and the signatures under payout
// orders. It also holds the member's side, which needs no server: building a
// snapshot from a chain or a file, re-running an allocation, and signing with a
// store that never signs two messages for one slot. It must not know how a node
// is reached (it declares the readers it needs, package chain satisfies them),
// HTTP requests, or how money is divided.
//
// The invariant it protects: a snapshot is accepted only with a quorum of
// distinct, unsuspended members of one configuration over exactly these leaves,
// in revision order, and a digest that lost is kept as evidence, never edited.
// Nothing here moves money; what goes on chain is an outbox intent written in
// the transaction that saw the quorum.
//
// Start reading at Evaluate in rules.go, then Submit in submit.go. The member's
// side starts at Build in build.go and Member in sign.go.
package oracles
