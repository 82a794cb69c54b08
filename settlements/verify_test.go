package settlements_test

import (
	"testing"
	"time"

	"makewhole/audit"
	"makewhole/audit/rules"
	"makewhole/models"
	"makewhole/test/roomtest"
)

// verified runs the rules that need no chain but the database.
func (w *world) verified() {
	w.T.Helper()
	v, err := rules.New(audit.Config{DB: w.DB, ChainID: roomtest.ChainID})
	if err != nil {
		w.T.Fatal(err)
	}
	report, err := v.Verify(ctx, nil)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, r := range report.Rules {
		switch r.Rule {
		case "V2", "V3":
			if r.Status != audit.StatusOK || r.Checked == 0 {
				w.T.Errorf("%s %s after %d checks: %v", r.Rule, r.Status, r.Checked, r.Findings)
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
		a, b := w.Cover("alice", 100, "alice"), w.Cover("bob", 100, "bob")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 5))
		w.Fund(&inc, "lp1", 105)
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, a, "alice", 100), 100)
		w.Approve(w.Anna, w.File(&inc, b, "bob", 5), 5)
		w.Windows(2 * time.Hour)
		st := w.Draft(&inc)
		if st.Held.String() != "5" || st.LeafCount != 1 {
			w.T.Fatalf("held %s in %d leaves, want 5 carried beside one leaf", st.Held, st.LeafCount)
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
		c := w.Cover("alice", 100, "alice")
		w.Clock.Advance(2 * time.Hour)
		inc := w.Incident(0, lost("alice", 100), lost("bob", 100))
		w.Earmark(&inc, 100) // the deposits of this pool are on no record
		w.Events()
		w.Windows(0)
		w.Approve(w.Anna, w.File(&inc, c, "alice", 80), 80)
		w.Windows(2 * time.Hour)
		w.Paid(w.Draft(&inc))
		w.comesBack(&inc, "thief", 100, true)
		st := must[models.Settlement](w.T)(w.Rooms.DraftRecovery(ctx, w.Theo, inc.PublicID, w.Vault.PublicID))
		if st.Held.String() != "30" {
			w.T.Fatalf("held %s, want the pool's 30", st.Held)
		}
		w.verified()
	})
}
