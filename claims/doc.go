// Package claims is the business: who is covered, what is owed to whom, and how
// a pot of money becomes one settlement.
//
// It knows the wording (Terms), the covers, the life of a claim, the list of
// entitlements of an incident, the life of a settlement from draft to closed,
// and what happens to money that comes back. It decides with the pure functions
// of payouts, hashes with merkle and stores with models.
//
// It must not know the chain (a settlement leaves as an outbox row and comes
// back as applied events), the oracle committee (it reads final snapshot sets),
// how incidents are recorded, or HTTP. Chain reads it needs are the small
// interfaces in service.go.
//
// The invariants it protects:
//   - a loss is paid once: one entitlement per (incident, cover, affected), loss
//     units consumed once, at most what the cover owes;
//   - nobody decides alone about money: claimant ≠ reviewer, a second person
//     above the threshold, a treasurer and a senior on one content hash;
//   - every amount of a settlement follows from its published entitlement file
//     alone, and available = paid + held + dust + unattributed.
//
// Exported methods of Service are one transaction each; helpers take the *Tx.
//
// Start reading at terms.go (what was promised) and states.go (what may happen),
// then file.go, review.go, entitle.go, draft.go and events.go.
package claims
