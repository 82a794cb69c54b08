// Package lifecycle decides what is to be done next about one transaction: what a
// receipt, a nonce and the contracts allow to be believed (step.go), what a node's
// answer to a broadcast means (reply.go), and what may be bid (fees.go).
//
// Everything here is pure: the sender, the exhaustive model and the simulator give it
// the same facts and get the same answer. It must not read a store, a clock or a node.
package lifecycle
