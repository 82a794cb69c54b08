// Package rounds divides what there is among everybody who lost, at one moment
// and with everything that is known then: it turns the loss accounts of one
// incident into the lines of the next round.
//
// It tells its story in this order. A State (state.go) holds, for each affected
// account, the loss, what its covers owe and every line it was ever given, and
// for each source (pool, recovered token, escheat) what came in and what was
// spent. All of it is compared in one unit small enough that no base unit of any
// asset is lost (value.go). Bounties are taken off recovered money (bounties.go), the rest is attributed to the accounts
// (attribute.go), then each pool finds the highest level at which its pledge
// still reaches everybody (targets.go); what is missing to those
// targets becomes lines (lines.go), drawn from the sources that have the money
// (draw.go). Compute in compute.go runs the steps and checks the laws (laws.go)
// on what it made. A State has one spelling as text, the accounts file (file.go),
// and Check (check_file.go) holds the entitlement file of a settlement against
// the round that this text leads to.
//
// Targets instead of increments are what makes the order of events irrelevant:
// a cover paid before or after a recovery, in one round or in three, leads to
// the same ends, unless something was paid for good above its final target.
//
// It must not know claims, rows, clocks or chains: its input is a value,
// and the same value gives the same round on any machine. It never pays an
// account more than it lost (L1), never spends a source twice (L3), and refuses
// with payouts.ErrInvariant rather than return a round in which a sum does not
// hold. Division rounds down for the receiver.
package rounds
