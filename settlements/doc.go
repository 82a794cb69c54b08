// Package settlements turns what is owed into money that is on its way.
//
// The story in its order: pools set aside what their layers could have to bear
// (earmark.go). Everything that the next tranches follow from is read into one
// value (load.go, load_source.go, load_cover.go; of what came back and of a round
// of all sources round_state.go and round_entries.go, with recovery.go, receipts.go,
// recovery_entitle.go and shareholders.go); functions of that value write the
// entitlement file (draft_cover.go, round_plan.go); what it computes to is stored
// with its lines and ledger commitments (store.go). draft.go and round.go run these
// steps, the job runs them when they are due (due.go). A draft is published, objected to, and approved by two persons
// (settlement.go); committee members sign its order and the publish intent is
// written (order.go). Then the chain decides: its final events move lines, claims
// and ledger (events.go, package ledger), and time opens the doors and ends the
// settling (advance.go, activate.go). An order that the chain will never take is
// given up (void.go); incidents are closed, and opened again for what comes back
// later (ending.go).
//
// What all of it means for one account is read back and said in words by package
// accounts, which decides nothing.
//
// It reads what package claims wrote (terms, covers, entitlements) and the final
// snapshot set (package valuation). It must not know how a claim is decided, how
// receivers are reached (package distributions), HTTP, or of the node more than two
// questions (which accounts have code, whether an order is refused for ever): a
// settlement leaves as an outbox row and comes back as applied events.
//
// The invariants it protects:
//   - a treasurer and a senior agree on one content hash, and nobody approves
//     what they decided most of;
//   - every amount of a settlement follows from its published entitlement file
//     alone, and available = paid + held + dust + unattributed;
//   - an event that contradicts the books freezes settlement.
//
// Exported methods of Service are one transaction each; helpers take the *Tx.
//
// Start reading at states.Settlement (what may happen), then draft.go and events.go.
package settlements
