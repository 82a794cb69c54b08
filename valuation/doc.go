// Package valuation reads the final snapshot set of an incident: what each
// account lost and what the assets concerned are worth.
//
// It knows snapshot sets that are final or sealed, their prices, the revisions that
// two persons have confirmed since, what records that were merged into the incident add, and the two sums of losses: the insured loss,
// which covers count, and the verified loss, which recoveries count. Everything it returns is in base units of the
// numéraire of the set.
//
// It must not know how a set came about (package oracles), what a cover owes, or
// who is paid.
//
// Start reading at Load.
package valuation
