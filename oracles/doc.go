// Package oracles turns what an independent committee says was lost into facts
// that a settlement may rest on.
//
// It knows the states of snapshots and snapshot sets, the committee
// configurations, prices entered by two people, and the signatures under payout
// orders. What a report is and when it is accepted is in oracles/reports; how a
// loss is measured in oracles/measure; how a member signs in oracles/signing. It
// must not know how a node is reached (it declares the readers it needs, package
// chain satisfies them), HTTP requests, or how money is divided.
//
// The invariant it protects: a snapshot is accepted only with a quorum of
// distinct, unsuspended members of one configuration over exactly these leaves,
// in revision order, and a digest that lost is kept as evidence, never edited.
// Nothing here moves money; what goes on chain is an outbox intent written in
// the transaction that saw the quorum.
//
// Start reading at Submit in submit.go.
package oracles
