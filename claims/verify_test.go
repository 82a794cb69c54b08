package claims_test

import (
	"testing"
	"time"

	"makewhole/audit"
	"makewhole/models"
)

// verified runs the rules that need no chain but the database.
func (w *world) verified() {
	w.t.Helper()
	v, err := audit.New(audit.Config{DB: w.db, ChainID: chainID})
	if err != nil {
		w.t.Fatal(err)
	}
	report, err := v.Verify(ctx, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, r := range report.Rules {
		switch r.Rule {
		case "V2", "V3":
			if r.Status != audit.StatusOK || r.Checked == 0 {
				w.t.Errorf("%s %s after %d checks: %v", r.Rule, r.Status, r.Checked, r.Findings)
			}
		}
	}
}

// TestVerifyKnowsCarriedLines: a line below min pay waits in what is held and is
// no violation.
func TestVerifyKnowsCarriedLines(t *testing.T) {
	ts := terms()
	ts.MinPay = n(10)
	each(t, ts, func(w *world) {
		a, b := w.cover("alice", 100, "alice"), w.cover("bob", 100, "bob")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 5})
		w.fund(&inc, "lp1", 105)
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, a, "alice", 100), 100)
		w.approve(w.anna, w.file(&inc, b, "bob", 5), 5)
		w.windows(2 * time.Hour)
		st := w.draft(&inc)
		if st.Held.String() != "5" || st.LeafCount != 1 {
			w.t.Fatalf("held %s in %d leaves, want 5 carried beside one leaf", st.Held, st.LeafCount)
		}
		w.verified()
	})
}

// TestVerifyKnowsReservedParts: what returns to a pool whose shareholders nobody
// knows is reserved without a line, and no violation.
func TestVerifyKnowsReservedParts(t *testing.T) {
	ts := terms()
	ts.Deductible = n(20)
	each(t, ts, func(w *world) {
		c := w.cover("alice", 100, "alice")
		w.clock.Advance(2 * time.Hour)
		inc := w.incident(0, loss{"alice", 100}, loss{"bob", 100})
		w.earmark(&inc, 100) // the deposits of this pool are on no record
		w.events()
		w.windows(0)
		w.approve(w.anna, w.file(&inc, c, "alice", 80), 80)
		w.windows(2 * time.Hour)
		w.paid(w.draft(&inc))
		w.event(vaultAddr, "RecoveryDeposited", map[string]any{
			"incident_id": inc.ChainRef.Hash, "asset": tokenAddr, "from": addr("thief"), "amount": n(100), "registered": false})
		w.events()
		st := must[models.Settlement](w.t)(w.s.DraftRecovery(ctx, w.theo, inc.PublicID, w.vault.PublicID))
		if st.Held.String() != "30" {
			w.t.Fatalf("held %s, want the pool's 30", st.Held)
		}
		w.verified()
	})
}
