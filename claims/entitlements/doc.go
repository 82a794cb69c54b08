// Package entitlements is what covers owe to accounts for one incident, and the lines
// that say so.
//
// It knows how covers and losses of a final snapshot set make the most that each
// account can get (formula 1 and the rule of several covers of one loss), what is
// left of a cover's own limit, why a line counts and gets nothing yet, and how lines
// follow from a loss that was revised. It must not know who files or decides a claim,
// proofs, evidence, receivers or windows: package claims does, and calls here with
// the row that it decided about. It asks no node.
//
// The story in its order: Load reads an incident's covers and losses in bulk, its
// Potentials become lines (entitle.go), which are held, closed and given back
// (entitlement.go), share one loss (shares.go, own.go), take from limits (taken.go)
// and are computed again when the loss changes (revise.go). explain.go shows the same
// computation number by number.
//
// The invariants it protects: no line owes more than its cover, and all covers of one
// loss owe together no more than the best of them without its limit; what may have
// been paid already never falls.
//
// Start reading at Exposure.
package entitlements
