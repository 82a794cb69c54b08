// Package claims is the claims desk: who lost, and what is owed to whom.
//
// The story in its order: covers are written under terms (package covers, below).
// When an incident has a final snapshot set the filing window opens and every
// covered account gets its line (windows.go; package entitlements, below, says how
// much); claimants file with a proof of loss and evidence (file.go,
// evidence_store.go, claimant.go), reviewers decide (review.go, reasons.go), and
// the line becomes an entitlement that counts.
//
// It must not know how entitlements become money (package settlements, which
// reads what is written here), the chain, the oracle committee (it reads final
// snapshot sets), how incidents are recorded, or HTTP. Chain reads it needs are
// the small interfaces in service.go.
//
// The invariants it protects:
//   - a loss is paid once: one entitlement per (incident, cover, affected), loss
//     units consumed once, at most what the cover owes;
//   - nobody decides alone about money: claimant ≠ reviewer, a second person
//     above the threshold.
//
// Exported methods of Service are one transaction each; helpers take the *Tx.
//
// Start reading at the terms of package covers (what was promised) and states.Claim
// (what may happen).
package claims
